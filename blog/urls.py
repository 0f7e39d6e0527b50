"""Addresses of the public site."""

from django.urls import include, path, register_converter
from django.urls.converters import IntConverter

from blog import sitemaps
from blog.views import (
    citing,
    figure_parts,
    figures,
    home,
    identity,
    language,
    lists,
    machines,
    oembed,
    papers,
    portable,
    post_figures,
    reading,
    search,
)


class YearConverter(IntConverter):
    """A year as people write it, which every database knows."""

    regex = "[12][0-9]{3}"


register_converter(YearConverter, "year")

app_name = "blog"
urlpatterns = [
    path("", include("blog.feeds.urls")),
    path("", home.HomeView.as_view(), name="home"),
    path("blog/", lists.AllPostsView.as_view(), name="posts"),
    path("blog/tag/<slug:slug>/", lists.TagView.as_view(), name="tag"),
    path("blog/author/<slug:slug>/", lists.AuthorView.as_view(), name="author"),
    path("blog/series/<slug:slug>/", lists.SeriesView.as_view(), name="series"),
    path("blog/archive/<year:year>/", lists.YearView.as_view(), name="year"),
    path("blog/preview/<slug:token>/", reading.PreviewView.as_view(), name="preview"),
    path("blog/<slug:slug>/", reading.PostView.as_view(), name="post"),
    path(
        "blog/<slug:slug>/figures/",
        post_figures.PostFiguresView.as_view(),
        name="post_figures",
    ),
    path(
        "blog/<slug:slug>.md",
        portable.PostMarkdownView.as_view(),
        name="post_markdown",
    ),
    path(
        "blog/<slug:slug>/cite.<slug:form>",
        citing.PostCitationView.as_view(),
        name="post_citation",
    ),
    path("papers/", papers.PaperListView.as_view(), name="papers"),
    path("papers/<slug:slug>/", papers.paper_page, name="paper"),
    path(
        "papers/<slug:slug>/<slug:name>/",
        figures.figure_page,
        name="figure",
    ),
    path("images/<slug:slug>/", figures.image_page, name="image"),
    path("figures/", figures.FigureListView.as_view(), name="figures"),
    path(
        "papers/<slug:slug>/cite.<slug:form>",
        citing.paper_citation,
        name="paper_citation",
    ),
    path(
        "papers/<slug:slug>/<slug:name>/details/",
        figure_parts.figure_details,
        name="figure_details",
    ),
    path(
        "papers/<slug:slug>/<slug:name>/page.svg",
        figure_parts.cut_page,
        name="cut_page",
    ),
    path("about/", identity.about, name="about"),
    path("language/", language.choose_language, name="language"),
    path("site.css", identity.style_sheet, name="style_sheet"),
    path("search/", search.search_page, name="search"),
    path("opensearch.xml", search.opensearch, name="opensearch"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap_section"),
    path("robots.txt", machines.robots, name="robots"),
    path("llms.txt", machines.llms, name="llms"),
    path("oembed", oembed.oembed, name="oembed"),
    path("", include("blog.api.urls")),
]
