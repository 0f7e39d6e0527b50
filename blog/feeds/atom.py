"""Atom with whole texts, several authors and a language for each entry."""

from __future__ import annotations

import re
from typing import IO, Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

# What XML 1.0 cannot say at all: control characters out of PDFs, halves of pairs.
UNSAYABLE = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


class ForgivingXMLGenerator(SimplerXMLGenerator):
    """Leaves out what XML cannot say: one odd caption must not cost all readers all."""

    def characters(self, content: str) -> None:
        super().characters(UNSAYABLE.sub("", content))

    def startElement(self, name: str, attrs: AttributesImpl[str]) -> None:  # noqa: N802  # SAX's name
        sayable = {key: UNSAYABLE.sub("", value) for key, value in attrs.items()}
        super().startElement(name, AttributesImpl(sayable))


class FullTextAtom(Atom1Feed):
    def write(self, outfile: IO[Any], encoding: str) -> None:
        handler = ForgivingXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.startElement("feed", AttributesImpl(self.root_attributes()))
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"xml:lang": item["entry"].language}

    def add_item_elements(
        self, handler: SimplerXMLGenerator, item: dict[str, Any]
    ) -> None:
        super().add_item_elements(handler, item)
        entry = item["entry"]
        for person in entry.people:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", person.name)
            handler.addQuickElement("uri", person.address)
            handler.endElement("author")
        handler.addQuickElement("content", entry.html, {"type": "html"})
        if entry.picture:
            enclosure = {
                "rel": "enclosure",
                "href": entry.picture.address,
                "type": "image/png",
            }
            handler.addQuickElement("link", "", enclosure)
