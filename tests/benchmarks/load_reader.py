"""Readers who ask for one address over and over, on connections that stay open."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

CONNECTIONS = 4
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    length: int


class Reader:
    """One connection; much less work than a browser, or it would be measured, too."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port))
        self.rest = b""

    def ask(self, request: bytes) -> Answer:
        self.socket.sendall(request)
        while b"\r\n\r\n" not in self.rest:
            self.receive()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        length = int(headers.get("Content-Length", 0))
        while len(self.rest) < length:
            self.receive()
        self.rest = self.rest[length:]
        return Answer(int(first.split()[1]), headers, length)

    def receive(self) -> None:
        received = self.socket.recv(65536)
        if not received:
            raise ConnectionError("The server closed the connection.")
        self.rest += received


def write_request(address: str, **headers: str) -> bytes:
    lines = [f"GET {address} HTTP/1.1", f"Host: {HOST}", "Accept-Encoding: gzip, br"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def count_answers(port: int, request: bytes, status: int, seconds: float) -> float:
    """How many answers a second all readers get together; each has to be ``status``."""
    begun = time.perf_counter()

    def read(_number: int) -> int:
        reader, count = Reader(port), 0
        with reader.socket:
            while time.perf_counter() - begun < seconds:
                answer = reader.ask(request)
                if answer.status != status:
                    raise RuntimeError(f"Answered {answer.status}, not {status}.")
                count += 1
        return count

    with ThreadPoolExecutor(CONNECTIONS) as readers:
        total = sum(readers.map(read, range(CONNECTIONS)))
    return total / (time.perf_counter() - begun)
