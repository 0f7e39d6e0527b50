"""A post as the Markdown it is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

from blog.languages import speaking
from blog.markdown import render_text
from blog.portable import write_portable
from blog.views.reading import PostPartView

if TYPE_CHECKING:
    from blog.models import Post


class PostMarkdownView(PostPartView):
    def answer(self, post: Post, **kwargs: str) -> HttpResponse:
        absolute = self.request.build_absolute_uri
        address = absolute(post.get_absolute_url())
        with speaking(post.language):
            text = render_text(post.body)
            words = write_portable(post, text, address, absolute)
        return HttpResponse(words, content_type="text/markdown; charset=utf-8")
