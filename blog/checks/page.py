"""What a rendered text links to, read off its HTML: there is no second opinion on syntax."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, override

if TYPE_CHECKING:
    from collections.abc import Sequence

    type Attributes = Sequence[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class PageLink:
    address: str
    has_words: bool


class PageReader(HTMLParser):
    """Collects links and ids of a text that the sanitiser has put in order."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[PageLink] = []
        self.ids: set[str] = set()
        self.address: str | None = None
        self.has_words = False

    @override
    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = dict(attrs)
        if name := values.get("id"):
            self.ids.add(name)
        if tag == "a" and "href" in values:
            self.address, self.has_words = values["href"] or "", False
        elif tag == "img" and (values.get("alt") or "").strip():
            self.has_words = True

    @override
    def handle_data(self, data: str) -> None:
        self.has_words = self.has_words or bool(data.strip())

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.address is not None:
            self.links.append(PageLink(self.address, self.has_words))
            self.address = None


def read_page(html: str) -> PageReader:
    reader = PageReader()
    reader.feed(html)
    reader.close()
    return reader
