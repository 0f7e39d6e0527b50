"""The first page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import (
    Exists,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Coalesce
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from blog.editions import kept_by_edition
from blog.models import FigureUse, Post, Series
from blog.public import count_rows, public_papers
from figures.embeds import show_figure
from figures.models import Figure, Paper, Rendition

if TYPE_CHECKING:
    from collections.abc import Sequence

# The lead post and its column of followers.
HOME_POSTS = 7
HOME_FIGURES = 4
HOME_PAPERS = 5
HOME_SERIES = 3
# Among the papers and series of so many posts are the latest: all posts would have to
# be sorted.
RECENT_POSTS = 200


@method_decorator(kept_by_edition(), name="dispatch")
class HomeView(TemplateView):
    template_name = "blog/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posts = list(Post.objects.published().for_listing()[:HOME_POSTS])
        lead = next(iter(posts), None)
        figure = lead.shown_lead_figure if lead else None
        recent = find_recent()
        return super().get_context_data(
            lead=lead,
            lead_figure=show_figure(figure) if figure else None,
            figures=find_new_figures(posts, figure),
            latest=posts[1:],
            papers=find_latest_papers(recent),
            series=find_latest_series(recent),
            **kwargs,
        )


def find_new_figures(posts: Sequence[Post], lead: Figure | None) -> list[Figure]:
    """What the latest posts show beside the lead; two queries.

    Figures of the newest post first, and of each post in reading order; no panel of a
    figure that is there as well.
    """
    cut = Exists(Rendition.objects.filter(figure=OuterRef("pk")))
    ids = [post.pk for post in posts]
    used = Q(uses__post__in=ids)
    whole_used = Exists(
        FigureUse.objects.filter(post__in=ids, figure=OuterRef("parent"))
    )
    figures = (
        Figure.objects.filter(
            cut,
            used,
            ~whole_used,
            state=Figure.State.CONFIRMED,
            paper__isnull=False,
        )
        .exclude(key=lead.key if lead else "")
        .annotate(
            shown_at=Max("uses__post__published_at", filter=used),
            place=Min("uses__position", filter=used),
        )
        .order_by("-shown_at", "place", "pk")
        .with_renditions()
    )
    return list(figures[:HOME_FIGURES])


def find_recent() -> list[int]:
    """The posts to find papers and series by; one query.

    Asked for apart, or a database may begin with all papers of all posts.
    """
    posts = Post.objects.published().values_list("pk", flat=True)
    return list(posts[:RECENT_POSTS])


def find_latest_papers(recent: Sequence[int]) -> QuerySet[Paper]:
    """The papers that were read last, with the number of posts on each; one query."""
    public = public_papers().filter(pk=OuterRef("pk"))
    return (
        Paper.objects.filter(posts__in=recent)
        .annotate(
            read_at=Max("posts__published_at"),
            post_count=count_rows(Post.objects.published(), "papers"),
            has_page=Exists(public),
        )
        .order_by("-read_at", "-pk")[:HOME_PAPERS]
    )


def find_latest_series(recent: Sequence[int]) -> QuerySet[Series]:
    """The series that went on last, with the number of works in each; one query."""
    # A translation counts with its original.
    work = Coalesce("translation_of", "pk")
    return (
        Series.objects.filter(posts__in=recent)
        .annotate(
            last_at=Max("posts__published_at"),
            post_count=count_rows(Post.objects.published(), "series", work),
        )
        .order_by("-last_at", "-pk")[:HOME_SERIES]
    )
