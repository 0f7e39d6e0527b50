"""The first page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from blog.editions import kept_by_edition
from blog.models import Post
from figures.embeds import show_figure
from figures.models import Paper

if TYPE_CHECKING:
    from django.db.models import QuerySet

# The lead post and its column of followers.
HOME_POSTS = 7
HOME_PAPERS = 5
# Among the papers of so many posts are the latest: all posts would have to be sorted.
POSTS_WITH_LATEST_PAPERS = 200


@method_decorator(kept_by_edition(), name="dispatch")
class HomeView(TemplateView):
    template_name = "blog/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posts = list(Post.objects.published().for_listing()[:HOME_POSTS])
        lead = next(iter(posts), None)
        figure = lead.shown_lead_figure if lead else None
        return super().get_context_data(
            lead=lead,
            lead_figure=show_figure(figure) if figure else None,
            latest=posts[1:],
            papers=find_latest_papers(),
            **kwargs,
        )


def find_latest_papers() -> QuerySet[Paper]:
    """The papers that were read last, with the number of posts on each."""
    posts = Post.objects.published().values_list("pk", flat=True)
    # Asked for one by one, or a database may begin with all papers of all posts.
    latest = list(posts[:POSTS_WITH_LATEST_PAPERS])
    return (
        Paper.objects.filter(posts__in=latest)
        .annotate(read_at=Max("posts__published_at"), post_count=count_posts())
        .order_by("-read_at", "-pk")[:HOME_PAPERS]
    )


def count_posts() -> Coalesce:
    """How many public posts read a paper, in a query for papers."""
    posts = Post.objects.published().filter(papers=OuterRef("pk")).order_by()
    counted = posts.values("papers").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
