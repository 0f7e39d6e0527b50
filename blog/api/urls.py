"""Addresses of the API."""

from django.urls import path, re_path, register_converter
from django.urls.converters import PathConverter

from blog.api import views
from figures.embeds import KEY


class KeyConverter(PathConverter):
    """The key of a figure; some databases choke on what else people type."""

    regex = f"(?a:{KEY.pattern})"


register_converter(KeyConverter, "key")

urlpatterns = [
    path("api/", views.root, name="api"),
    path("api/posts/", views.posts, name="api_posts"),
    path("api/posts/<slug:slug>/", views.post, name="api_post"),
    path("api/papers/", views.papers, name="api_papers"),
    path("api/papers/<slug:slug>/", views.paper, name="api_paper"),
    path("api/figures/", views.figures, name="api_figures"),
    path("api/figures/<key:key>/", views.figure, name="api_figure"),
    # With the slash at the end: addresses without are led to those with one.
    re_path("^api/.+/$", views.nothing, name="api_nothing"),
]
