"""Serves files: renditions to everyone, papers to those who may see them."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import condition, require_safe

from figures.models import PageImage, PaperVersion
from figures.models.rendition import MEDIA_TYPES
from figures.permissions import can_view_papers

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.files import File
    from django.db.models.fields.files import FieldFile
    from django.http import HttpRequest

# A file that a browser is talked into opening as a page can still do nothing.
INERT: dict[str, list[str] | str] = {"default-src": [CSP.NONE], "sandbox": ""}
# The name holds a hash of the bytes: what it names never changes.
FOR_EVER = "public, max-age=31536000, immutable"


def for_viewers_of_papers(
    view: Callable[..., FileResponse],
) -> Callable[..., FileResponse]:
    """Refuse all others before anything is looked up: what there is, is not said either."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        if not can_view_papers(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return answer


@require_safe
@csp_override(INERT)
def rendition(request: HttpRequest, path: str) -> FileResponse:
    """A figure's public file; an object store or CDN may serve it in our place."""
    content_type = MEDIA_TYPES.get(path.rpartition(".")[2])
    name = f"figures/{path}"
    if content_type is None or not default_storage.exists(name):
        raise Http404
    return FileResponse(
        default_storage.open(name),
        content_type=content_type,
        headers={"Cache-Control": FOR_EVER},
    )


@require_safe
@csp_override(INERT)
@for_viewers_of_papers
def paper_pdf(request: HttpRequest, slug: str) -> FileResponse:
    """The PDF itself, as a download; never public."""
    version = get_object_or_404(PaperVersion, paper__slug=slug, is_current=True)
    return FileResponse(
        open_file(version.pdf),
        content_type="application/pdf",
        as_attachment=True,
        filename=f"{slug}.pdf",
        headers={"Cache-Control": "private, no-store"},
    )


def page_etag(request: HttpRequest, version: int, number: int) -> str | None:
    """The image's own: the PDF of a version never changes, nor do its pages."""
    page = PageImage.objects.filter(version=version, number=number).first()
    return f'"{page.pk}-{page.size}"' if page else None


@require_safe
@csp_override(INERT)
@for_viewers_of_papers
@condition(etag_func=page_etag)
def page_image(request: HttpRequest, version: int, number: int) -> FileResponse:
    """A page as the worker has drawn it: as private as its PDF.

    Browsers keep it, and ask each time whether they may still show it.
    """
    page = get_object_or_404(PageImage, version=version, number=number)
    return FileResponse(
        open_file(page.image),
        content_type="image/webp",
        headers={"Cache-Control": "private, no-cache"},
    )


def open_file(file: FieldFile) -> File:
    """What is no more where it was stored is not found."""
    try:
        return file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
