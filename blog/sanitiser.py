"""The last thing that happens to rendered HTML: only what a post needs gets through."""

from __future__ import annotations

import re

import nh3

TAGS = {
    *("a", "abbr", "blockquote", "br", "code", "del", "div", "em", "hr", "kbd", "li"),
    *("ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "ul"),
    *("dd", "dl", "dt", "h2", "h3", "h4", "h5", "h6"),
    *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    *("details", "figcaption", "figure", "img", "nav", "picture", "source", "summary"),
}
# MathML Core, without what links, acts or holds HTML (annotation, maction, semantics).
MATHS_TAGS = {
    *("math", "menclose", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover"),
    *("mpadded", "mphantom", "mprescripts", "mroot", "mrow", "mspace", "msqrt"),
    *("mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr"),
    *("munder", "munderover", "none"),
}
MATHS_ATTRIBUTES = {
    *("accent", "accentunder", "columnspan", "depth", "display", "displaystyle"),
    *("fence", "form", "height", "largeop", "linethickness", "lspace"),
    *("mathbackground", "mathcolor", "mathsize", "mathvariant", "maxsize", "minsize"),
    *("movablelimits", "notation", "rowspan", "rspace", "scriptlevel", "separator"),
    *("stretchy", "symmetric", "voffset", "width"),
}
ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"aria-label", "href", "role", "title"},
    "abbr": {"title"},
    "div": {"aria-label", "aria-labelledby", "data-language", "role", "tabindex"},
    "figure": {"data-details"},
    "img": {"alt", "decoding", "fetchpriority", "height", "loading", "sizes"}
    | {"src", "srcset", "title", "width"},
    "nav": {"aria-label"},
    "ol": {"start"},
    "source": {"sizes", "srcset", "type"},
    "span": {"title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    **dict.fromkeys(MATHS_TAGS, MATHS_ATTRIBUTES),
}
SCHEMES = {"http", "https", "mailto"}
# Ids come from our own converter and templates alone; others could shadow the page's.
OUR_ID = re.compile(r"(?:caption|fig|ref|table)-\d+|cite-\d+-\d+|(?:fn|fnref\d*|h)-\S+")
# Words, numbers, short lengths, colours: all that formulas need.
MATHS_VALUE = re.compile(
    r"[a-zA-Z][\w -]*|#[0-9a-fA-F]{3,8}|-?\d{0,4}(?:\.\d*)?[a-z%]*"
)
ADDRESS = re.compile(r"(?:https?:/)?/[^\s,]+(?: \d+w)?")


def sanitise(html: str) -> str:
    """Keep the tags, attributes and addresses of a post; drop everything else."""
    return nh3.clean(
        html,
        tags=TAGS | MATHS_TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=filter_attribute,
        # Long lines of code scroll, for those without a mouse too.
        set_tag_attribute_values={"pre": {"tabindex": "0"}},
        url_schemes=SCHEMES,
        link_rel="noopener",
    )


def filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    if tag in MATHS_TAGS and attribute != "id":
        return value if MATHS_VALUE.fullmatch(value) else None
    if attribute == "id":
        anchor = join_words(value)
        return anchor if OUR_ID.fullmatch(anchor) else None
    if attribute == "href" and value.startswith("#"):
        return join_words(value)
    if attribute == "srcset":
        return filter_srcset(value)
    if attribute == "tabindex":
        return "0"
    return value


def join_words(anchor: str) -> str:
    """An id is one word, whatever words a footnote is called by."""
    return "_".join(anchor.split())


def filter_srcset(value: str) -> str | None:
    """The sanitiser knows no lists of addresses, so each is looked at here."""
    candidates = [candidate.strip() for candidate in value.split(",")]
    if all(map(ADDRESS.fullmatch, candidates)):
        return ", ".join(candidates)
    return None
