"""The first page."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max
from django.views.generic import TemplateView

from blog.models import Post
from figures.embeds import show_figure
from figures.models import Paper

# The lead post and its column of followers.
HOME_POSTS = 7
HOME_PAPERS = 5


class HomeView(TemplateView):
    template_name = "blog/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posts = list(Post.objects.published().for_listing()[:HOME_POSTS])
        papers = (
            Paper.objects.filter(posts__in=Post.objects.published())
            .annotate(post_count=Count("posts"), read_at=Max("posts__published_at"))
            .order_by("-read_at", "-pk")
        )
        lead = next(iter(posts), None)
        figure = lead.shown_lead_figure if lead else None
        return super().get_context_data(
            lead=lead,
            lead_figure=show_figure(figure) if figure else None,
            latest=posts[1:],
            papers=papers[:HOME_PAPERS],
            **kwargs,
        )
