"""What readers see figures and licences called; translated, as the admin's words are not."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PRIVATE_LICENCE_NAMES = {
    "arxiv": gettext_lazy("arXiv licence"),
    "reserved": gettext_lazy("all rights reserved"),
}


def name_figure(number: str, *, is_table: bool) -> str:
    """As papers call it: "Figure 3b", "Table 2"."""
    word = _("Table") if is_table else _("Figure")
    return f"{word} {number}".strip()


def name_briefly(number: str, *, is_table: bool) -> str:
    """As captions of posts print it: "Fig. 3b", "Table 2"."""
    word = _("Table") if is_table else _("Fig.")
    return f"{word} {number}".strip()


def name_picture() -> str:
    """For what is from no paper, and has no number."""
    return _("Picture")
