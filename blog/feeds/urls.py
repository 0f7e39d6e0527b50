"""Addresses of feeds, beside the pages whose posts they hold."""

from django.urls import path

from blog.feeds import views

urlpatterns = [
    path("feed.atom", views.atom, name="feed_atom"),
    path("feed.json", views.json_feed, name="feed_json"),
    path("blog/tag/<slug:slug>/feed.atom", views.tag_atom, name="tag_feed_atom"),
    path("blog/tag/<slug:slug>/feed.json", views.tag_json, name="tag_feed_json"),
    path(
        "blog/author/<slug:slug>/feed.atom", views.author_atom, name="author_feed_atom"
    ),
    path(
        "blog/author/<slug:slug>/feed.json", views.author_json, name="author_feed_json"
    ),
    path(
        "blog/series/<slug:slug>/feed.atom", views.series_atom, name="series_feed_atom"
    ),
    path(
        "blog/series/<slug:slug>/feed.json", views.series_json, name="series_feed_json"
    ),
]
