"""What each kind of page says of itself in its head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from blog.metadata import linked_data as ld
from blog.metadata.citing_tags import paper_tags, post_tags
from blog.metadata.pictures import share_card, share_picture
from figures.credits import describe_collection
from figures.embeds import show_figure

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.utils.safestring import SafeString

    from blog.identity import Identity
    from blog.metadata.pictures import Absolute, SharedPicture
    from blog.models import Post
    from figures.models import Figure, Paper

# Cards and search results show no more of a sentence.
MOST_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class PageMeta:
    # Where the page is at home, which may be elsewhere.
    canonical: str
    # Where it is here.
    address: str
    title: str
    description: str
    # What Open Graph calls it: "article", "website".
    kind: str
    # For the cards of other sites.
    picture: SharedPicture | None
    # Further properties of Open Graph, and tags for reference managers.
    properties: tuple[tuple[str, str], ...]
    citations: tuple[tuple[str, str], ...]
    graph: SafeString
    # Where other sites ask how to embed it; empty for what they cannot.
    embed_address: str


def describe_post(
    post: Post, site: Identity, absolute: Absolute, public_papers: Collection[int]
) -> PageMeta:
    """A public post; ``public_papers`` are the ids of those whose pages readers see."""
    address = absolute(post.get_absolute_url())
    canonical = post.canonical_url or address
    lead = post.shown_lead_figure
    picture = share_picture(lead, absolute)
    description = shorten(post.summary or post.deck)
    graph = [
        post_thing(post, site, absolute, public_papers, picture),
        ld.breadcrumbs(
            [
                (site.name, absolute(reverse("blog:home"))),
                (_("Posts"), absolute(reverse("blog:posts"))),
                (post.title, address),
            ]
        ),
    ]
    return PageMeta(
        canonical=canonical,
        address=address,
        title=post.title,
        description=description,
        kind="article",
        picture=share_card(lead, absolute),
        properties=post_properties(post, absolute),
        citations=tuple(post_tags(post, site.name, canonical)),
        graph=ld.write_graph(graph),
        embed_address=embed_address(address, absolute),
    )


def post_thing(
    post: Post,
    site: Identity,
    absolute: Absolute,
    public_papers: Collection[int],
    picture: SharedPicture | None,
) -> ld.Thing:
    address, home = absolute(post.get_absolute_url()), absolute(reverse("blog:home"))
    papers = [
        ld.scholarly_article(
            paper,
            absolute(paper.get_absolute_url()) if paper.pk in public_papers else "",
        )
        for paper in post.papers.all()
    ]
    blog = {"@type": "Blog", "@id": f"{home}#blog", "name": site.name, "url": home}
    figure = post.shown_lead_figure
    return {
        "@type": "BlogPosting",
        "@id": f"{address}#post",
        "mainEntityOfPage": post.canonical_url or address,
        "url": address,
        "headline": post.title,
        "description": post.summary or post.deck,
        "inLanguage": post.language,
        "datePublished": moment(post.published_at),
        "dateModified": moment(post.changed_at),
        "author": [
            ld.person_of(author, absolute(reverse("blog:author", args=[author.slug])))
            for author in post.byline
        ]
        or ld.organization(site.name, home),
        "publisher": ld.organization(site.name, home),
        "keywords": [tag.name for tag in post.tags.all()],
        "image": ld.image_object(figure, picture) if figure and picture else None,
        "isPartOf": [blog, *series_things(post, absolute)],
        "about": papers,
        "citation": [{"@id": each["@id"]} for each in papers if "@id" in each],
    }


def series_things(post: Post, absolute: Absolute) -> list[ld.Thing]:
    if post.series is None:
        return []
    address = absolute(reverse("blog:series", args=[post.series.slug]))
    return [{"@type": "CreativeWorkSeries", "name": post.series.title, "url": address}]


def post_properties(post: Post, absolute: Absolute) -> tuple[tuple[str, str], ...]:
    return (
        ("article:published_time", moment(post.published_at)),
        ("article:modified_time", moment(post.changed_at)),
        *(
            ("article:author", absolute(reverse("blog:author", args=[author.slug])))
            for author in post.byline
        ),
        *(("article:tag", tag.name) for tag in post.tags.all()),
    )


def describe_paper(
    paper: Paper, lead: Figure | None, site: Identity, absolute: Absolute
) -> PageMeta:
    """A paper's page; ``lead`` is the figure that stands for it on cards."""
    address = absolute(paper.get_absolute_url())
    graph = [
        ld.scholarly_article(paper, address) | {"mainEntityOfPage": address},
        ld.breadcrumbs([*paper_steps(site, absolute), (str(paper), address)]),
    ]
    return PageMeta(
        canonical=address,
        address=address,
        title=str(paper),
        description=shorten(paper.key_contribution or describe_collection(paper)),
        kind="article",
        picture=share_card(lead, absolute),
        properties=(),
        citations=tuple(paper_tags(paper)),
        graph=ld.write_graph(graph),
        embed_address="",
    )


def describe_figure(figure: Figure, site: Identity, absolute: Absolute) -> PageMeta:
    address = absolute(figure.get_absolute_url())
    picture = share_picture(figure, absolute)
    steps = [(site.name, absolute(reverse("blog:home")))]
    if paper := figure.paper:
        steps = [
            *paper_steps(site, absolute),
            (str(paper), absolute(paper.get_absolute_url())),
        ]
    graph = [ld.breadcrumbs([*steps, (str(figure), address)])]
    if picture:
        page = {"representativeOfPage": True, "mainEntityOfPage": address}
        graph.insert(0, ld.image_object(figure, picture, address) | page)
    shown = show_figure(figure)
    return PageMeta(
        canonical=address,
        address=address,
        title=str(figure),
        description=shorten(shown.caption or shown.alt_text),
        kind="article",
        picture=share_card(figure, absolute),
        properties=(),
        citations=(),
        graph=ld.write_graph(graph),
        embed_address=embed_address(address, absolute) if picture else "",
    )


def paper_steps(site: Identity, absolute: Absolute) -> list[tuple[str, str]]:
    return [
        (site.name, absolute(reverse("blog:home"))),
        (_("Papers"), absolute(reverse("blog:papers"))),
    ]


def describe_list(
    title: str, about: str, path: str, site: Identity, absolute: Absolute
) -> PageMeta:
    """The home page, and lists of whatever kind."""
    address, home = absolute(path), absolute(reverse("blog:home"))
    website = {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "name": site.name,
        "description": site.tagline,
        "url": home,
        "publisher": ld.organization(site.name, home),
    }
    return PageMeta(
        canonical=address,
        address=address,
        title=title or site.name,
        description=shorten(about or site.purpose),
        kind="website",
        picture=share_card(site.logo, absolute),
        properties=(),
        citations=(),
        graph=ld.write_graph([website]),
        embed_address="",
    )


def embed_address(address: str, absolute: Absolute) -> str:
    return f"{absolute(reverse('blog:oembed'))}?{urlencode({'url': address})}"


def moment(when: datetime | None) -> str:
    return when.isoformat(timespec="seconds") if when else ""


def shorten(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(MOST_CHARACTERS)
