"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from django.utils.feedgenerator import SyndicationFeed

if TYPE_CHECKING:
    from blog.feeds.entries import Entry


class JSONFeed(SyndicationFeed):
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: IO[Any], encoding: str) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["subtitle"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
            "items": [write_item(item["entry"]) for item in self.items],
        }
        words = json.dumps(drop_empty(feed) | {"items": feed["items"]})
        outfile.write(words.encode(encoding))


def write_item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.guid,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "image": entry.picture.address if entry.picture else "",
        "date_published": entry.published.isoformat(timespec="seconds"),
        "date_modified": entry.updated.isoformat(timespec="seconds"),
        "authors": [
            {"name": person.name, "url": person.address} for person in entry.people
        ],
        "tags": list(entry.tags),
        "language": entry.language,
    }
    # A post without a word is still a post.
    return drop_empty(item) | {"content_html": entry.html}


def drop_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
