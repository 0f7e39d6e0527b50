"""Serves files: renditions to everyone, papers to those who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import permission_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import condition, require_safe

from figures.models import PageImage, Paper

if TYPE_CHECKING:
    from django.http import HttpRequest

# A file that a browser is talked into opening as a page can still do nothing.
INERT: dict[str, list[str] | str] = {"default-src": [CSP.NONE], "sandbox": ""}
# The name holds a hash of the bytes: what it names never changes.
FOR_EVER = "public, max-age=31536000, immutable"
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "png": "image/png"}


@require_safe
@csp_override(INERT)
def rendition(request: HttpRequest, path: str) -> FileResponse:
    """A figure's public file; an object store or CDN may serve it in our place."""
    content_type = CONTENT_TYPES.get(path.rpartition(".")[2])
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
@permission_required("figures.view_paper", raise_exception=True)
def paper_pdf(request: HttpRequest, slug: str) -> FileResponse:
    """The PDF itself, as a download; never public."""
    paper = get_object_or_404(Paper, slug=slug)
    return FileResponse(
        paper.current_version.pdf.open("rb"),
        content_type="application/pdf",
        as_attachment=True,
        filename=f"{paper.slug}.pdf",
        headers={"Cache-Control": "private, no-store"},
    )


def page_etag(request: HttpRequest, version: int, number: int) -> str | None:
    """The image's own: the PDF of a version never changes, nor do its pages."""
    page = PageImage.objects.filter(version=version, number=number).first()
    return f'"{page.pk}-{page.size}"' if page else None


@require_safe
@csp_override(INERT)
@permission_required("figures.view_paper", raise_exception=True)
@condition(etag_func=page_etag)
def page_image(request: HttpRequest, version: int, number: int) -> FileResponse:
    """A page as the worker has drawn it: as private as its PDF.

    Browsers keep it, and ask each time whether they may still show it.
    """
    page = get_object_or_404(PageImage, version=version, number=number)
    try:
        image = page.image.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        image,
        content_type="image/webp",
        headers={"Cache-Control": "private, no-cache"},
    )
