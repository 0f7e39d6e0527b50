"""Citations of posts and papers, as files for programs that keep references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from blog.citing import FORMS, citable_paper, citable_post
from blog.editions import kept_by_edition
from blog.identity import find_identity
from blog.views.finding import find_paper
from blog.views.privacy import keep_private
from blog.views.reading import PostPartView

if TYPE_CHECKING:
    from django.http import HttpRequest

    from blog.citing import Citable
    from blog.models import Post


class PostCitationView(PostPartView):
    def answer(self, post: Post, form: str = "", **kwargs: str) -> HttpResponse:
        address = self.request.build_absolute_uri(post.get_absolute_url())
        name = find_identity().name
        return send(citable_post(post, name, address), form, post.slug)


@require_safe
@kept_by_edition()
def paper_citation(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    paper, is_public = find_paper(request.user, slug)
    response = send(citable_paper(paper), form, paper.slug)
    return keep_private(response, is_public=is_public)


def send(citable: Citable, ending: str, name: str) -> HttpResponse:
    form = FORMS.get(ending)
    if form is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form.ending}"'}
    return HttpResponse(
        form.write(citable), content_type=form.media_type, headers=headers
    )
