"""Takes in pictures that editors paste or drop into a text, and says how far they are.

All answers are JSON, refusals too: a text is being written on the page that asks.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import BadRequest
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from figures.admin.alt_deeds import find_problem, write_alt_text
from figures.admin.alt_entries import COLUMNS, read_seen
from figures.admin.editors import editor_of
from figures.admin.upload import name_of, read_upload
from figures.alt_texts import figures_to_describe, find_alt_problem
from figures.edits import EditConflictError, EditRefusedError
from figures.models import Figure, OwnImage, Rendition, WorkerBeat
from figures.own_images import (
    DiscardedError,
    OwnImageError,
    TooLargeError,
    WrongTypeError,
    add_own_image,
    read_name,
    try_again,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

# What a form weighs beside its file: its fields, and the lines between them.
FORM_BYTES = 1024**2
# As `review_form` has it.
LONGEST_CAPTION = 20_000
OUT, FORBIDDEN, GONE, CONFLICT, TOO_LARGE, WRONG_TYPE, INVALID = (
    401,
    403,
    404,
    409,
    413,
    415,
    422,
)


class OwnImageAdmin(admin.ModelAdmin):
    """Adds the addresses of own images to the figures' admin."""

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("add-image/", self.add_image_view, name="figures_figure_add_image"),
            path(
                "images/<int:pk>/", self.image_status_view, name="figures_figure_image"
            ),
            path(
                "images/<int:pk>/again/",
                self.image_again_view,
                name="figures_figure_image_again",
            ),
            path(
                "<int:pk>/alt-text/",
                self.alt_text_view,
                name="figures_figure_alt_text",
            ),
        ]
        return own + super().get_urls()

    @method_decorator(csrf_exempt)
    @method_decorator(require_POST)
    def add_image_view(self, request: HttpRequest) -> HttpResponse:
        """One picture becomes a figure; 200 where it is one already.

        The form is read, and its token looked at, only once its size is known.
        """
        if refusal := self.refuse(request, "figures.add_figure"):
            return refusal
        size = int(request.headers.get("content-length") or 0)
        if size > settings.OWN_IMAGE_MAX_BYTES + FORM_BYTES:
            return explain(str(TooLargeError(size)), TOO_LARGE)
        return read_upload(request, self.take_in_image, explain)

    def take_in_image(self, request: HttpRequest) -> HttpResponse:
        image = request.FILES.get("image")
        if image is None:
            return explain(_("No picture arrived. Try again."))
        caption = request.POST.get("caption", "").replace("\x00", "").strip()
        alt_text = request.POST.get("alt_text", "")
        if problem := find_problem_with_words(image, caption, alt_text):
            return explain(problem, INVALID)
        by = editor_of(request)
        may_change = by.has_perm("figures.change_figure")
        try:
            figure, is_new = add_own_image(
                image, name_of(image), by, caption=caption, may_change=may_change
            )
        except OwnImageError as error:
            return explain_refusal(error)
        if is_new:
            self.log_addition(request, figure, [{"added": {}}])
        if alt_text.strip() and (is_new or may_change):
            confirm_draft(figure, alt_text, by)
        return JsonResponse(describe(figure.pk), status=201 if is_new else 200)

    @method_decorator(never_cache)
    @method_decorator(require_safe)
    def image_status_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if refusal := self.refuse(request, "figures.view_figure"):
            return refusal
        if not OwnImage.objects.filter(pk=pk).exists():
            return explain(_("There is no such picture."), GONE)
        return JsonResponse(describe(pk))

    @method_decorator(require_POST)
    def image_again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if refusal := self.refuse(request, "figures.add_figure"):
            return refusal
        own = OwnImage.objects.filter(pk=pk).first()
        if own is None:
            return explain(_("There is no such picture."), GONE)
        try:
            try_again(own)
        except EditRefusedError as error:
            return explain(str(error), CONFLICT)
        return JsonResponse(describe(pk))

    @method_decorator(require_POST)
    def alt_text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write a figure's alt text, or say that it needs none; undone as all edits are."""
        if refusal := self.refuse(request, "figures.change_figure"):
            return refusal
        figures = figures_to_describe().with_renditions().select_related("version")
        figure = figures.filter(pk=pk).first()
        if figure is None:
            return explain(_("This figure has been removed."), GONE)
        typed = request.POST.get("alt_text", "")
        deed = "decorative" if request.POST.get("decorative") else "confirm"
        if problem := find_problem(figure, deed, typed):
            return explain(problem, INVALID)
        try:
            seen = read_seen(request.POST.get("seen") or "{}")
            said = write_alt_text(figure, deed, typed, editor_of(request), seen)
        except EditConflictError as error:
            theirs = {conflict.field: conflict.theirs for conflict in error.conflicts}
            sentence = _("Somebody else has described this picture in the meantime.")
            return JsonResponse(
                {"problem": sentence, "theirs": theirs}, status=CONFLICT
            )
        except (BadRequest, EditRefusedError) as error:
            return explain(str(error))
        current = Figure.objects.get(pk=pk)
        return JsonResponse(describe_alt_text(current) | {"said": said})

    def refuse(self, request: HttpRequest, permission: str) -> HttpResponse | None:
        """A sentence for who may not; never a login page in the middle of a text."""
        if not request.user.is_authenticated:
            sentence = _("You are logged out. Log in in another tab, then try again.")
            return explain(sentence, OUT)
        if self.admin_site.has_permission(request) and request.user.has_perm(
            permission
        ):
            return None
        return explain(
            _("You may not do this. Ask somebody who runs the site."), FORBIDDEN
        )


def explain(problem: str, status: int = 400) -> JsonResponse:
    return JsonResponse({"problem": problem}, status=status)


def explain_refusal(error: OwnImageError) -> JsonResponse:
    if isinstance(error, WrongTypeError):
        return explain_type(error)
    statuses = {TooLargeError: TOO_LARGE, DiscardedError: FORBIDDEN}
    return explain(str(error), statuses.get(type(error), 400))


def explain_type(error: WrongTypeError) -> JsonResponse:
    answer: dict[str, Any] = {"problem": str(error)}
    if error.type_ == "pdf":
        answer |= {"pdf": True, "add_paper_url": reverse("admin:figures_paper_add")}
    return JsonResponse(answer, status=WRONG_TYPE)


def find_problem_with_words(image: UploadedFile, caption: str, alt_text: str) -> str:
    """Why the words that come with a picture are refused; empty where they are not."""
    if len(caption) > LONGEST_CAPTION:
        return _("This caption is far too long. Shorten it.")
    if not alt_text.strip():
        return ""
    names = [name_of(image), read_name(name_of(image))]
    return find_alt_problem(alt_text, caption=caption, names=names)


def confirm_draft(figure: Figure, alt_text: str, by: User) -> None:
    """Describe a picture that nobody has described; others' words stay as they are."""
    if figure.alt_state != Figure.AltState.DRAFT:
        return
    seen = {name: getattr(figure, name) for name in COLUMNS}
    with suppress(EditConflictError):
        write_alt_text(figure, "confirm", alt_text, by, seen)


def describe(pk: int) -> dict[str, Any]:
    """All that the page wants to know of one own image."""
    own = OwnImage.objects.select_related("figure").prefetch_related(
        "figure__renditions"
    )
    image = own.get(pk=pk)
    figure = image.figure
    is_waiting = not (image.is_ready or image.failure)
    is_unattended = is_waiting and not WorkerBeat.objects.alive().exists()
    return describe_alt_text(figure) | {
        "key": figure.key,
        "pk": figure.pk,
        # No words of its own: the figure's stand wherever a text has none.
        "markdown": f"![](figure:{figure.key})",
        "ready": image.is_ready,
        "failure": image.failure,
        "warnings": figure.warnings,
        "can_try_again": image.can_be_tried_again,
        "hint": _("No worker is running. The picture appears as soon as one is.")
        if is_unattended
        else "",
        "thumbnail": describe_thumbnail(figure),
        "status_url": reverse("admin:figures_figure_image", args=[pk]),
        "again_url": reverse("admin:figures_figure_image_again", args=[pk]),
        "alt_url": reverse("admin:figures_figure_alt_text", args=[pk]),
        "admin_url": figure.get_admin_url(),
    }


def describe_alt_text(figure: Figure) -> dict[str, Any]:
    return {
        "alt": figure.alt_text,
        "alt_state": figure.alt_state,
        "seen": json.dumps({name: getattr(figure, name) for name in COLUMNS}),
    }


def describe_thumbnail(figure: Figure) -> dict[str, Any] | None:
    """The smallest copy that all browsers show."""
    copies = [
        copy for copy in figure.renditions.all() if copy.format == Rendition.Format.WEBP
    ]
    if not copies:
        return None
    least = min(copies, key=lambda copy: copy.width)
    return {"src": least.file.url, "width": least.width, "height": least.height}
