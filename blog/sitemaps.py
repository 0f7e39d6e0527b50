"""The site's addresses for search engines, in pages of a few hundred."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.contrib.sitemaps import Sitemap, views
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.views.decorators.http import require_safe

from blog.companions import find_all_translations
from blog.editions import kept_by_edition
from blog.headings import HEADINGS
from blog.identity import find_identity
from blog.metadata.pictures import WIDEST
from blog.models import FigureUse, Post
from blog.public import public_figures, public_papers
from figures.models import Figure, Rendition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from blog.companions import Translation
    from figures.models import Paper


class PageSection(Sitemap):
    """The first page, the lists, and what the site says of itself, where it does."""

    def items(self) -> list[str]:
        pages = ["home", "posts", "papers", "figures"]
        return [*pages, "about"] if find_identity().about.strip() else pages

    def location(self, page: str) -> str:
        return reverse(f"blog:{page}")


class Section(Sitemap):
    """One kind of page. What is added comes last, so that full pages stay as they are."""

    limit = 500

    def get_latest_lastmod(self) -> None:
        """Nobody knows which of its pages changed last without reading them all."""

    def get_urls(self, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        urls: list[dict[str, Any]] = super().get_urls(*args, **kwargs)
        items = [url["item"] for url in urls]
        pictures, versions = self.find_pictures(items), self.find_versions(items)
        for url in urls:
            found = pictures.get(url["item"].pk, ())
            url["pictures"] = [urljoin(url["location"], each) for each in found]
            url["alternates"] = [
                (language, urljoin(url["location"], address))
                for language, address in versions.get(url["item"].pk, ())
            ]
        return urls

    def find_pictures(self, items: list[Any]) -> dict[int, list[str]]:
        """The addresses of the pictures on each page; queries of a fixed number."""
        return {}

    def find_versions(self, items: list[Any]) -> dict[int, list[tuple[str, str]]]:
        """The languages of each page with their addresses, its own included."""
        return {}


class PostSection(Section):
    def items(self) -> QuerySet[Post]:
        """Posts that are at home here, and not only visiting."""
        posts = Post.objects.published().filter(canonical_url="").with_last_change()
        fields = ("slug", "published_at", "language", "translation_of")
        return posts.only(*fields).order_by("pk")

    def lastmod(self, post: Post) -> datetime | None:
        return post.changed_at

    def find_pictures(self, items: list[Post]) -> dict[int, list[str]]:
        """What they use, and then that: in one query, it would be put together badly."""
        uses = FigureUse.objects.filter(post__in=[post.pk for post in items])
        shown = uses.filter(figure__state=Figure.State.CONFIRMED).order_by()
        widest = choose_copies(web_copies(shown.values("figure")))
        pictures: dict[int, list[str]] = defaultdict(list)
        for post, figure in uses.order_by("position", "figure").values_list(
            "post", "figure"
        ):
            pictures[post] += widest.get(figure, [])
        return pictures

    def find_versions(self, items: list[Post]) -> dict[int, list[tuple[str, str]]]:
        """As the head of each post's own page names them."""
        versions = zip(items, find_all_translations(items), strict=True)
        return {
            post.pk: list(write_alternates(translations))
            for post, translations in versions
        }


class FigureSection(Section):
    def items(self) -> QuerySet[Figure]:
        return public_figures().only("key", "changed_at").order_by("pk")

    def location(self, figure: Figure) -> str:
        return figure.get_absolute_url()

    def lastmod(self, figure: Figure) -> datetime:
        return figure.changed_at

    def find_pictures(self, items: list[Figure]) -> dict[int, list[str]]:
        return choose_copies(web_copies([figure.pk for figure in items]))


class PaperSection(Section):
    """Papers do not say when they changed, so neither does this."""

    def items(self) -> QuerySet[Paper]:
        return public_papers().only("slug").order_by("pk")

    def location(self, paper: Paper) -> str:
        return paper.get_absolute_url()


class HeadingSection(Section):
    """Lists of posts under a heading; each is as new as its newest post."""

    kind: str

    def items(self) -> QuerySet[Any]:
        model, field = HEADINGS[self.kind]
        # For each heading a look into indexes; put together, all posts would be read.
        posts = Post.objects.published().filter(**{field: OuterRef("pk")})
        newest = posts.order_by("-published_at").values("published_at")[:1]
        headings: QuerySet[Any] = QuerySet(model).filter(Exists(posts))
        dated: QuerySet[Any] = headings.annotate(newest=Subquery(newest))
        return dated.order_by("pk")

    def location(self, heading: Any) -> str:
        return reverse(f"blog:{self.kind}", args=[heading.slug])

    def lastmod(self, heading: Any) -> datetime:
        newest: datetime = heading.newest
        return newest


class TagSection(HeadingSection):
    kind = "tag"


class AuthorSection(HeadingSection):
    kind = "author"


class SeriesSection(HeadingSection):
    kind = "series"


# Made anew for each request: Django's sitemaps remember what they found.
SECTIONS: dict[str, type[Sitemap] | Sitemap] = {
    "pages": PageSection,
    "posts": PostSection,
    "papers": PaperSection,
    "figures": FigureSection,
    "tags": TagSection,
    "authors": AuthorSection,
    "series": SeriesSection,
}


def web_copies(figures: Iterable[int] | QuerySet[Any]) -> QuerySet[Rendition]:
    """Of each of the figures what search engines may have."""
    return Rendition.objects.filter(
        figure__in=figures,
        role=Rendition.Role.COPY,
        format=Rendition.Format.PNG,
        width__lte=WIDEST,
    )


def write_alternates(translations: Iterable[Translation]) -> Iterator[tuple[str, str]]:
    for each in translations:
        address = each.post.get_absolute_url()
        if each.is_original:
            yield "x-default", address
        yield each.language, address


def choose_copies(copies: QuerySet[Rendition]) -> dict[int, list[str]]:
    """The address of the widest copy of each figure."""
    rows = copies.order_by("width").values_list("figure", "file")
    return {figure: [default_storage.url(name)] for figure, name in dict(rows).items()}


@require_safe
@kept_by_edition()
def index(request: HttpRequest) -> HttpResponseBase:
    """All pages of the sitemap; a kind of which there is nothing has none."""
    filled: dict[str, type[Sitemap] | Sitemap] = {
        name: section
        for name, section in SECTIONS.items()
        if callable(section) and section().paginator.count
    }
    return views.index(
        request,
        filled,
        template_name="blog/sitemap_index.xml",
        sitemap_url_name="blog:sitemap_section",
    )


@require_safe
@kept_by_edition("p")
def section(request: HttpRequest, section: str) -> HttpResponseBase:
    return views.sitemap(request, SECTIONS, section, template_name="blog/sitemap.xml")
