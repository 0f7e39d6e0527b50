"""Says which posts a figure is used in, to pages that know nothing of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.db.models import F, Q

from blog.models import Post

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.template import Context

    from figures.models import Figure

register = template.Library()


@register.simple_tag(takes_context=True)
def posts_using(context: Context, figure: Figure) -> list[Post]:
    """Posts that show or name the figure, or lead with it, as far as one may see them."""
    uses = Q(figure_uses__figure=figure) | Q(lead_figure=figure)
    seen = Post.objects.visible_to(context["user"])
    return list(seen.filter(uses).only("pk", "title").distinct())


@register.simple_tag(takes_context=True)
def posts_by_figure(
    context: Context, figures: Iterable[Figure]
) -> dict[int, list[Post]]:
    """The same for many figures at once, by their ids: one query, however many."""
    wanted = {figure.pk for figure in figures}
    uses = Q(figure_uses__figure__in=wanted) | Q(lead_figure__in=wanted)
    posts: dict[int, dict[int, Post]] = {}
    for post in (
        Post.objects.visible_to(context["user"])
        .filter(uses)
        .only("pk", "title", "lead_figure")
        .annotate(figure_id=F("figure_uses__figure"))
    ):
        for pk in wanted & {vars(post)["figure_id"], post.lead_figure_id}:
            posts.setdefault(pk, {})[post.pk] = post
    return {pk: list(found.values()) for pk, found in posts.items()}


@register.simple_tag
def posts_of(uses: dict[int, list[Post]], figure: Figure) -> list[Post]:
    """What `posts_by_figure` has found for one of its figures."""
    return uses.get(figure.pk, [])
