"""A figure's own words, for all posts that show it: read and written from the editor."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from blog.admin.preview import refuse, refuse_blind, refuse_strangers
from figures.admin.conflicts import name_column, name_editor, write_value
from figures.alt_texts import caption_of, find_alt_problem, names_of, text_to_store
from figures.edits import EditConflictError, EditRefusedError, edit_figure
from figures.models import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User
    from django.http import HttpRequest

    from figures.edits import Values

COLUMNS = ("edited_caption", "edited_alt_text", "alt_state")
LONGEST_CAPTION = 4000


class WordsRefusedError(Exception):
    """Nothing is written; the message says what is wrong with the words."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def figure_words(request: HttpRequest) -> HttpResponse:
    """GET tells a figure's words, POST changes them everywhere."""
    refusal = refuse_strangers(request.user) or refuse_blind(request.user)
    if refusal:
        return refusal
    asked = request.POST if request.method == "POST" else request.GET
    figure = find_figure(asked.get("key", ""))
    if figure is None:
        return refuse(404, _("This figure is there no more."))
    may_change = request.user.has_perm("figures.change_figure")
    if request.method != "POST":
        return JsonResponse(show_words(figure) | {"may_change": may_change})
    if not may_change:
        return refuse(403, _("You may not change figures."))
    return change_words(figure, request.POST, cast("User", request.user))


def find_figure(key: str) -> Figure | None:
    figures = Figure.objects.kept().with_renditions()
    return None if "\x00" in key else figures.filter(key=key).first()


def show_words(figure: Figure) -> dict[str, Any]:
    return {
        "label": figure.label,
        "caption": figure.caption,
        "alt_text": figure.alt_text,
        "alt_state": figure.alt_state,
        "address": figure.get_admin_url(),
        # What the editor has seen, for the next POST to bring back.
        "seen": json.dumps({name: getattr(figure, name) for name in COLUMNS}),
    }


def change_words(figure: Figure, data: Mapping[str, str], by: User) -> HttpResponse:
    """Write what ``data`` says otherwise than the figure.

    What breaks a rule is a sentence; 409 says that others were first, and what they wrote.
    """
    seen = read_seen(data.get("seen", ""))
    try:
        edit_figure(figure, read_values(figure, data), by, seen)
    except (EditRefusedError, WordsRefusedError) as error:
        return refuse(400, str(error))
    except EditConflictError as error:
        figure.refresh_from_db()
        sentences = [
            _("%(who)s: %(column)s is “%(words)s”.")
            % {
                "who": name_editor(conflict),
                "column": name_column(conflict.field),
                "words": write_value(figure, conflict.field, conflict.theirs),
            }
            for conflict in error.conflicts
        ]
        advice = _("Save again to write yours over it.")
        sentence = " ".join((str(error), *sentences, advice))
        return JsonResponse(show_words(figure) | {"sentence": sentence}, status=409)
    figure.refresh_from_db()
    return JsonResponse(show_words(figure))


def read_seen(text: str) -> Values:
    """What ``show_words`` said was seen; raises BadRequest for what it cannot have said."""
    try:
        seen: Any = json.loads(text)
    except (RecursionError, ValueError) as error:
        raise BadRequest("What was seen is unreadable.") from error
    if not isinstance(seen, dict) or not set(seen) <= set(COLUMNS):
        raise BadRequest("What was seen is unreadable.")
    return seen


def read_values(figure: Figure, data: Mapping[str, str]) -> Values:
    """The columns that ``data`` changes; raises WordsRefusedError for what breaks a rule."""
    caption = data.get("caption", "").replace("\x00", "").replace("\r\n", "\n").strip()
    alt_text = data.get("alt_text", "")
    alt_state = data.get("alt_state", "")
    if len(caption) > LONGEST_CAPTION:
        raise WordsRefusedError(
            _("The caption is too long: %d characters are the most.") % LONGEST_CAPTION
        )
    if alt_state not in Figure.AltState.values:
        raise WordsRefusedError(_("Say what the alt text is: draft or confirmed."))
    values: Values = {}
    if caption != figure.caption.strip():
        is_found = caption == figure.detected_caption.strip()
        values["edited_caption"] = "" if is_found else caption
    if (alt_text.strip(), alt_state) != (figure.alt_text.strip(), figure.alt_state):
        check_alt_text(figure, alt_text, alt_state, caption)
        is_confirmed = alt_state == Figure.AltState.CONFIRMED
        values["alt_state"] = alt_state
        values["edited_alt_text"] = text_to_store(
            figure, alt_text, is_confirmed=is_confirmed
        )
    return values


def check_alt_text(figure: Figure, typed: str, state: str, caption: str) -> None:
    """Raise WordsRefusedError for words that no alt text may be."""
    is_changed = bool(typed.strip()) and typed.strip() != figure.alt_text.strip()
    if state != Figure.AltState.CONFIRMED and not is_changed:
        return
    problem = find_alt_problem(
        typed, caption=caption or caption_of(figure), names=names_of(figure)
    )
    if problem:
        raise WordsRefusedError(problem)
