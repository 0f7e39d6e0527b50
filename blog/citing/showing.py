"""Citations as a post's page shows them: to be read, copied, or taken along as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from blog.citing.forms import FORMS
from blog.citing.records import citable_paper, citable_post

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from blog.citing.people import Person
    from blog.citing.records import Citable
    from blog.models import Post
    from figures.models import Paper

# More names than these are the first one "et al.", as in a line of references.
MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Note:
    """A citation in one form, and where its file is; empty where there is none."""

    name: str
    words: str
    file: str


@dataclass(frozen=True, slots=True)
class ShownCitation:
    heading: str
    citable: Citable
    notes: tuple[Note, ...]

    @property
    def names(self) -> str:
        return name_authors(self.citable.authors)


def show_citations(
    post: Post,
    site_name: str,
    address: str,
    public_papers: Collection[int],
    *,
    has_files: bool,
) -> Iterator[ShownCitation]:
    """That of ``post``, then those of its papers; files only of what readers may see."""
    citable = citable_post(post, site_name, address)
    files = post.slug if has_files else ""
    yield show(_("This post"), citable, "blog:post_citation", files)
    for paper in post.papers.all():
        yield cite_paper(paper, is_public=paper.pk in public_papers)


def cite_paper(paper: Paper, *, is_public: bool) -> ShownCitation:
    files = paper.slug if is_public else ""
    return show(_("The paper"), citable_paper(paper), "blog:paper_citation", files)


def show(heading: str, citable: Citable, view: str, slug: str) -> ShownCitation:
    notes = (
        Note(
            form.name,
            form.write(citable),
            reverse(view, args=[slug, form.ending]) if slug else "",
        )
        for form in FORMS.values()
    )
    return ShownCitation(heading, citable, tuple(notes))


def name_authors(people: Collection[Person]) -> str:
    names = [person.initialled for person in people]
    if len(names) > MOST_NAMES:
        return f"{names[0]} et al."
    if len(names) > 1:
        first, last = ", ".join(names[:-1]), names[-1]
        return _("%(first)s and %(last)s") % {"first": first, "last": last}
    return "".join(names)
