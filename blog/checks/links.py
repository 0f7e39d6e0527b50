"""Links that say nothing, and links on this site that lead nowhere."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from blog.checks.addresses import Fate, find_fates, is_on_this_site
from blog.checks.page import read_page
from blog.checks.records import advice, blocking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from blog.checks.addresses import Destination
    from blog.checks.page import PageLink
    from blog.checks.records import Finding, Subject
    from blog.models import Post

# Nobody reads more of them at once.
MOST_FINDINGS = 100
# What the page around a text has ids for.
PAGE_IDS = {"", "top", "content", "contents", "figures", "paper"}


def find_link_findings(subject: Subject) -> Iterator[Finding]:
    return islice(judge_links(subject), MOST_FINDINGS)


def judge_links(subject: Subject) -> Iterator[Finding]:
    page = read_page(subject.text.html)
    anchors = page.ids | PAGE_IDS
    seen: Counter[str] = Counter()
    own = own_address(subject.post)
    fates = find_fates({link.address for link in page.links}, own, anchors)
    for link in page.links:
        place, seen[link.address] = seen[link.address], seen[link.address] + 1
        for finding in judge(link, fates):
            yield finding.at(subject.source.find_link(link.address, place))


def own_address(post: Post) -> str:
    """Empty while the post has no slug, or one that no address can have."""
    try:
        return post.get_absolute_url()
    except NoReverseMatch:
        return ""


def judge(link: PageLink, fates: Mapping[str, Destination]) -> Iterator[Finding]:
    if not link.has_words:
        sentence = _("The link to “%(address)s” has no words.")
        hint = _("Write what readers find there between the brackets.")
        yield blocking("wordless", sentence % {"address": link.address}, hint=hint)
    if is_on_this_site(link.address) and (found := fates.get(link.address)):
        yield from describe(link.address, found)


def describe(address: str, found: Destination) -> Iterator[Finding]:
    words = {"address": address}
    match found.fate:
        case Fate.NO_ANCHOR:
            sentence = _("No heading or figure of this post has the address “%s”.")
            hint = _("Addresses of headings begin with “#h-”.")
            yield blocking("anchor", sentence % address, hint=hint)
        case Fate.NOWHERE:
            sentence = _("The link to “%(address)s” leads nowhere on this site.")
            yield blocking("broken", sentence % words, hint=found.hint)
        case Fate.HIDDEN:
            sentence = _("The link to “%(address)s” leads to what readers cannot see.")
            yield blocking("hidden", sentence % words, hint=found.hint)
        case Fate.LATER if found.since:
            sentence = _("The link to “%(address)s” leads nowhere before %(when)s.")
            when = date_format(localtime(found.since), "DATETIME_FORMAT")
            yield advice("later", sentence % (words | {"when": when}))
        case Fate.MOVED:
            sentence = _("The post behind “%(address)s” has another address now.")
            yield advice("moved", sentence % words, hint=found.hint)
