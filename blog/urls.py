"""Addresses of the public site."""

from django.urls import include, path
from django.views.generic import TemplateView

from blog.views import home, lists, reading

app_name = "blog"
urlpatterns = [
    path("", include("blog.feeds.urls")),
    path("", home.HomeView.as_view(), name="home"),
    path("blog/", lists.PostListView.as_view(), name="posts"),
    path("blog/tag/<slug:slug>/", lists.TagView.as_view(), name="tag"),
    path("blog/author/<slug:slug>/", lists.AuthorView.as_view(), name="author"),
    path("blog/series/<slug:slug>/", lists.SeriesView.as_view(), name="series"),
    path("blog/preview/<slug:token>/", reading.PreviewView.as_view(), name="preview"),
    path("blog/<slug:slug>/", reading.PostView.as_view(), name="post"),
    path(
        "robots.txt",
        TemplateView.as_view(template_name="robots.txt", content_type="text/plain"),
        name="robots",
    ),
]
