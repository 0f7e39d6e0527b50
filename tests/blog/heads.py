"""The head of a page, parsed as search engines and reference managers parse it."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from tests.blog.pages import read


class Head(HTMLParser):
    """The metas, links and data of a page."""

    def __init__(self, html):
        super().__init__()
        self.metas, self.links, self.data = [], [], []
        self.in_data = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "meta":
            name = attrs.get("property") or attrs.get("name")
            self.metas.append((name, attrs.get("content")))
        elif tag == "link":
            self.links.append(attrs)
        elif tag == "script":
            self.in_data = attrs.get("type") == "application/ld+json"

    def handle_endtag(self, tag):
        self.in_data = self.in_data and tag != "script"

    def handle_data(self, data):
        if self.in_data:
            self.data.append(json.loads(data))

    def all(self, name):
        return [content for each, content in self.metas if each == name]

    def one(self, name):
        (content,) = self.all(name)
        return content

    def link(self, rel, media_type=None):
        (link,) = [
            each
            for each in self.links
            if each.get("rel") == rel and each.get("type") == media_type
        ]
        return link["href"]

    def thing(self, kind):
        """The one thing of a kind in the page's data."""
        (graph,) = self.data
        assert graph["@context"] == "https://schema.org"
        (thing,) = [each for each in graph["@graph"] if each["@type"] == kind]
        return thing


def read_head(client, address):
    return Head(read(client, address))
