"""What readers see of papers and figures: said once, for pages, feeds, search and API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from blog.models import FigureUse, Post
from figures.models import Figure, Paper

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from figures.models.figure_queries import FigureQuerySet


def public_figures() -> FigureQuerySet:
    """Confirmed figures that a public post shows or names, or whose paper is public.

    A panel is seen where its figure is.
    """
    published = Post.objects.published()
    # Lists, and not a subquery for each figure: SQLite would go through all posts in it.
    shown = FigureUse.objects.filter(post__in=published).order_by().values("figure")
    leads = published.filter(lead_figure__isnull=False).order_by().values("lead_figure")
    used = Q(pk__in=shown) | Q(pk__in=leads)
    whole_used = Q(parent__in=shown) | Q(parent__in=leads)
    return Figure.objects.filter(
        Q(paper__is_public=True) | used | whole_used, state=Figure.State.CONFIRMED
    )


def public_papers() -> QuerySet[Paper]:
    """Papers marked public, and those of which a public post shows a figure."""
    shown = public_figures().filter(paper=OuterRef("pk"))
    return Paper.objects.filter(Q(is_public=True) | Exists(shown))


def with_counts(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """With the numbers of public figures of each, and of public posts on it."""
    # A panel counts with its figure.
    whole = Coalesce("parent", "pk")
    return papers.annotate(
        figure_count=count_rows(public_figures(), "paper", whole),
        post_count=count_rows(Post.objects.published(), "papers"),
    )


def count_rows(rows: QuerySet, field: str, what: str | Coalesce = "pk") -> Coalesce:
    """How many ``rows`` name a row in ``field``, in a query for those it names."""
    named = rows.order_by().filter(**{field: OuterRef("pk")}).values(field)
    counted = named.annotate(many=Count(what, distinct=True)).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
