"""The year a paper appeared in, where it says so."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from figures.extraction.small_print import read_small_print, text_of
from figures.extraction.venues import YEAR, is_unfilled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from figures.extraction.pages import Page

MONTH_DAY = r"(?:\d{1,2}\.? )?[A-Z][a-z]{2,8}\.?(?: \d{1,2})?,? "
PUBLISHED = re.compile(
    rf"(?:date of publication|(?:^|\. |; )(?:first )?published(?: online)?:?"
    rf"|available online:?|publication date:?) {MONTH_DAY}{YEAR}",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(
    r"(?:©|\bc ?\u20dd|\u20dd ?c|\bcopyright:?)[\W_]{0,4}(?:\(c\)|©|by)?[\W_]{0,3}"
    r"(?:The Authors?(?:\(s\))?,? )?"
    rf"{YEAR}(?! ?[\u2013-] ?\d)",
    re.IGNORECASE,
)
# New ids begin with year and month, old ones have them behind the slash.
NEW_ID = re.compile(r"(?P<year>\d\d)\d\d\.")
OLD_ID = re.compile(r"[^/]+/(?P<year>\d\d)")
# arXiv began in 1991.
FIRST_OLD_ID = 91
# Works a paper cites have appeared before it, or are about to.
CITED = re.compile(r"(?:et al\.?,? \(?|\()((?:19|20)\d\d)[a-z]?\b")
AHEAD = 1
# One later year may be a plan, two citations are none.
SEVERAL = 2


def read_year(
    pages: Sequence[Page], imprint_year: int | None, arxiv_id: str
) -> int | None:
    """The year of journal or conference, of publication, of the rights, or of the id.

    None where works are cited that are younger: then it is some template's year.
    """
    first = pages[0]
    printed = (imprint_year, _only(PUBLISHED, first), _only(COPYRIGHT, first))
    known = () if is_unfilled(first) else printed
    year = next((year for year in (*known, year_of_id(arxiv_id)) if year), None)
    return None if year and _cites_later(pages, year) else year


def year_of_id(arxiv_id: str) -> int | None:
    """When the paper first came to arXiv."""
    if match := NEW_ID.match(arxiv_id):
        return 2000 + int(match["year"])
    if match := OLD_ID.match(arxiv_id):
        year = int(match["year"])
        return (1900 if year >= FIRST_OLD_ID else 2000) + year
    return None


def _only(pattern: re.Pattern[str], page: Page) -> int | None:
    """The year ``pattern`` finds in the small print, if it finds but one."""
    found = {
        int(match["year"]) for text in _texts(page) for match in pattern.finditer(text)
    }
    return found.pop() if len(found) == 1 else None


def _texts(page: Page) -> Iterator[str]:
    for block in read_small_print(page):
        yield text_of(block)


def _cites_later(pages: Sequence[Page], year: int) -> bool:
    cited = Counter(
        int(found)
        for page in pages
        for line in page.lines
        for found in CITED.findall(line.text)
    )
    return sum(cited[later] for later in cited if later > year + AHEAD) >= SEVERAL
