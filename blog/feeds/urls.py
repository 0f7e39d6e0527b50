"""Addresses of feeds, beside the pages whose posts they hold."""

from django.urls import path

from blog.feeds.atom import FullTextAtom
from blog.feeds.json_feed import JSONFeed
from blog.feeds.views import serve
from blog.headings import HEADINGS

FORMS = {"atom": FullTextAtom, "json": JSONFeed}

urlpatterns = [
    path(f"feed.{ending}", serve(form), name=f"feed_{ending}")
    for ending, form in FORMS.items()
] + [
    path(
        f"blog/{kind}/<slug:slug>/feed.{ending}",
        serve(form, kind),
        name=f"{kind}_feed_{ending}",
    )
    for kind in HEADINGS
    for ending, form in FORMS.items()
]
