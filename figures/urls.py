"""Addresses of files: renditions for all, papers for those who may."""

from django.urls import path

from figures import media

app_name = "figures"
urlpatterns = [
    path("media/figures/<path:path>", media.rendition, name="rendition"),
    path(
        "papers/pages/<int:version>/<int:number>.webp",
        media.page_image,
        name="page_image",
    ),
    path("papers/<slug:slug>.pdf", media.paper_pdf, name="paper_pdf"),
]
