"""Puts pasted BibTeX into a text, tidied, where the text keeps its references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from string import ascii_lowercase
from typing import TYPE_CHECKING

from blog.citations.bibtex import Bibtex, BibtexEntry, read_bibtex
from blog.citations.fences import find_bibtex_fences, longest_run

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# A fence has at least as many marks.
FENCE_MARKS = 3


@dataclass(frozen=True, slots=True)
class Merged:
    """A text with its new references; ``keys`` are those to cite, in pasted order."""

    body: str
    keys: tuple[str, ...]
    # What could not be read of what was pasted.
    problems: tuple[str, ...]


def add_entries(body: str, pasted: str) -> Merged:
    """Merge ``pasted`` into the BibTeX of ``body``, or append a fence for it.

    An entry that is there already is not doubled; a key that is taken by another entry
    gets a letter.
    """
    body = body.replace("\r\n", "\n")
    found = read_bibtex(pasted.replace("\r\n", "\n"))
    taken = {entry.key: entry for entry in entries_of(body)}
    keys: list[str] = []
    new: list[str] = []
    for entry in found.entries:
        key = choose_key(entry, taken)
        if key not in taken:
            new.append(write_entry(entry, key))
            taken[key] = entry
        keys.append(key)
    problems = tuple(map(str, found.problems))
    return Merged(insert(body, "\n\n".join(new)), tuple(dict.fromkeys(keys)), problems)


def entries_of(body: str) -> Iterator[BibtexEntry]:
    for fence in find_bibtex_fences(body):
        found: Bibtex = read_bibtex(fence["code"])
        yield from found.entries


def choose_key(entry: BibtexEntry, taken: dict[str, BibtexEntry]) -> str:
    """A key that can be cited, and means this entry."""
    key = re.sub(r"[^\w:.+/-]+", "-", entry.key).strip("-") or "reference"
    # These would be looked up, not read.
    key = re.sub(r"^(doi|arxiv):", r"\1-", key, flags=re.IGNORECASE)
    return next(
        choice
        for choice in (key, *(key + suffix for suffix in suffixes()))
        if choice not in taken or is_same(entry, taken[choice])
    )


def suffixes() -> Iterator[str]:
    """a, b … z, aa, ab …"""
    for length in range(1, 4):
        yield from map("".join, product(ascii_lowercase, repeat=length))


def is_same(one: BibtexEntry, other: BibtexEntry) -> bool:
    return one.kind == other.kind and set(one.fields) == set(other.fields)


def write_entry(entry: BibtexEntry, key: str) -> str:
    """An entry in the one form in which we write them, a field a line."""
    fields = [
        f"  {name} = {{{balance(value)}}},"
        for name, value in entry.fields
        if re.fullmatch(r"[\w-]+", name)
    ]
    return "\n".join([f"@{entry.kind}{{{key},", *fields, "}"])


def balance(value: str) -> str:
    """``value``, without its braces if they would end it early."""
    depth = 0
    for mark in re.findall(r"(?<!\\)[{}]", value):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            break
    return value.rstrip("\\") if depth == 0 else re.sub(r"[{}\\]", "", value)


def insert(body: str, entries: str) -> str:
    if not entries:
        return body
    fences: Collection[re.Match[str]] = find_bibtex_fences(body)
    if fences:
        code = list(fences)[-1]
        end = code.end("code")
        before = code["code"].rstrip("\n")
        gap = "\n\n" if before.strip() else ""
        start = code.start("code")
        return f"{body[:start]}{before}{gap}{entries}\n{body[end:]}"
    # Longer than all others, so that none that is open ends in the midst of ours.
    marks = "`" * max(FENCE_MARKS, longest_run(body) + 1 if "```" in body else 0)
    gap = "\n\n" if body.strip() else ""
    return f"{body.rstrip()}{gap}{marks}bibtex\n{entries}\n{marks}\n"
