"""A post's text as it travels: HTML that reads well far from its own page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import nh3

from blog.languages import speaking
from blog.markdown import render_text
from blog.sanitiser import ATTRIBUTES, MATHS_TAGS, SCHEMES, TAGS

if TYPE_CHECKING:
    from blog.markdown import Known
    from blog.models import Post

ADDRESSES = {"href", "poster", "src"}
# The second copy of a picture, as our own template has it.
ON_PAPER = re.compile(
    r'<img(?: [a-z]+="[^"]*")*? class="on-paper"(?: [a-z]+="[^"]*")*>'
)
# What speaks of when the page loads its pictures; a reader has ways of its own.
LOADING = {"decoding", "fetchpriority", "loading"}
# Nor does any run the page's scripts, to which the data speak.
TRAVELLING = {
    tag: {name for name in names - LOADING if not name.startswith("data-")}
    for tag, names in ATTRIBUTES.items()
}


def full_text(post: Post, address: str, known: Known | None = None) -> str:
    """The text of ``post``, whose own page is at ``address``, with whole addresses."""
    with speaking(post.language):
        text = render_text(post.body, known)
    return make_absolute(text.html, address)


def make_absolute(html: str, address: str) -> str:
    """The same HTML wherever it is shown; its links within the page lead to the page.

    Takes what the sanitiser let through, and lets through no more. What only the style
    sheet keeps apart, for paper, would be seen twice.
    """

    def filter_attribute(tag: str, attribute: str, value: str) -> str | None:
        if attribute in ADDRESSES:
            return urljoin(address, value)
        if attribute == "srcset":
            return join_srcset(address, value)
        return value

    return nh3.clean(
        ON_PAPER.sub("", html),
        tags=TAGS | MATHS_TAGS,
        attributes=TRAVELLING,
        attribute_filter=filter_attribute,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )


def join_srcset(address: str, value: str) -> str:
    candidates = (candidate.strip().partition(" ") for candidate in value.split(","))
    return ", ".join(
        f"{urljoin(address, url)}{space}{width}" for url, space, width in candidates
    )
