"""Addresses of the public site."""

from django.urls import path
from django.views.generic import TemplateView

from blog import views

app_name = "blog"
urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("blog/", views.PostListView.as_view(), name="posts"),
    path("blog/tag/<slug:slug>/", views.TagView.as_view(), name="tag"),
    path("blog/author/<slug:slug>/", views.AuthorView.as_view(), name="author"),
    path("blog/series/<slug:slug>/", views.SeriesView.as_view(), name="series"),
    path("blog/preview/<slug:token>/", views.PreviewView.as_view(), name="preview"),
    path("blog/<slug:slug>/", views.PostView.as_view(), name="post"),
    path(
        "robots.txt",
        TemplateView.as_view(template_name="robots.txt", content_type="text/plain"),
        name="robots",
    ),
]
