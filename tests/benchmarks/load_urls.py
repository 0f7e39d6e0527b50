"""The site's addresses, and one of a view that does next to nothing."""

from django.http import HttpResponse
from django.urls import include, path

from blog.models import Post


def trivial(request, slug):
    """One question that an index answers, and no template."""
    title = Post.objects.values_list("title", flat=True).get(slug=slug)
    return HttpResponse(f"<!doctype html><title>{title}</title>")


urlpatterns = [
    path("trivial/<slug:slug>/", trivial),
    path("", include("config.urls")),
]
