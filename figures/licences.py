"""What papers may be used for: each licence by its name, in plain words for editors."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from figures.labels import PRIVATE_LICENCE_NAMES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# The versions of a licence differ in what lawyers read, not in what is said here: which
# one a paper names is not kept, and links lead to the deed of the present one.
DEEDS = "https://creativecommons.org/licenses/{}/4.0/"


class Showing(StrEnum):
    """Whether a paper's figures may be shown."""

    FREE = "free"
    QUOTE = "quote"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Licence:
    # As rows store it: "cc-by-sa".
    code: str
    # As credit lines print it: "CC BY-SA"; empty where readers are told of none.
    short_name: StrOrPromise
    # As forms list it.
    name: StrOrPromise
    # The licence in its own plain words; empty where it has no page.
    address: str
    # One sentence: what it allows, and what it asks for.
    meaning: StrOrPromise
    showing: Showing


def _creative_commons(code: str, name: StrOrPromise, meaning: StrOrPromise) -> Licence:
    terms = code.removeprefix("cc-")
    address = DEEDS.format(terms)
    return Licence(code, f"CC {terms.upper()}", name, address, meaning, Showing.FREE)


UNKNOWN = Licence(
    code="",
    short_name="",
    name=_("Not known"),
    address="",
    meaning=_(
        "Nobody has looked yet, or the paper does not say: ask the authors before you "
        "show its figures."
    ),
    showing=Showing.ASK,
)
LICENCES = {
    licence.code: licence
    for licence in (
        UNKNOWN,
        Licence(
            code="cc0",
            short_name="CC0",
            name=_("CC0: no rights reserved"),
            address="https://creativecommons.org/publicdomain/zero/1.0/",
            meaning=_(
                "You may show and change the figures for any purpose; naming the "
                "authors is good manners."
            ),
            showing=Showing.FREE,
        ),
        _creative_commons(
            "cc-by",
            _("CC BY: attribution"),
            _(
                "You may show and change the figures, also commercially, if you name "
                "the authors and say what you changed."
            ),
        ),
        _creative_commons(
            "cc-by-sa",
            _("CC BY-SA: attribution, share alike"),
            _(
                "You may show and change the figures, also commercially, if you name "
                "the authors and put what you make of them under the same licence."
            ),
        ),
        _creative_commons(
            "cc-by-nd",
            _("CC BY-ND: attribution, no changes"),
            _(
                "You may show the figures as they are, also commercially, if you name "
                "the authors; do not redraw, relabel or combine them."
            ),
        ),
        _creative_commons(
            "cc-by-nc",
            _("CC BY-NC: attribution, not commercial"),
            _(
                "You may show and change the figures where no money is made with them, "
                "if you name the authors."
            ),
        ),
        _creative_commons(
            "cc-by-nc-sa",
            _("CC BY-NC-SA: attribution, not commercial, share alike"),
            _(
                "You may show and change the figures where no money is made with them, "
                "if you name the authors and put what you make of them under the same "
                "licence."
            ),
        ),
        _creative_commons(
            "cc-by-nc-nd",
            _("CC BY-NC-ND: attribution, not commercial, no changes"),
            _(
                "You may show the figures as they are where no money is made with "
                "them, if you name the authors; do not redraw, relabel or combine them."
            ),
        ),
        Licence(
            code="arxiv",
            short_name=PRIVATE_LICENCE_NAMES["arxiv"],
            name=_("arXiv's own licence"),
            address="https://arxiv.org/licenses/nonexclusive-distrib/1.0/",
            meaning=_(
                "Only arXiv may hand the paper on: show a figure as a quotation in a "
                "text that discusses it, or ask the authors."
            ),
            showing=Showing.QUOTE,
        ),
        Licence(
            code="reserved",
            short_name=PRIVATE_LICENCE_NAMES["reserved"],
            name=_("All rights reserved"),
            address="",
            meaning=_(
                "Show a figure only as a quotation in a text that discusses it; for "
                "anything else ask the publisher."
            ),
            showing=Showing.QUOTE,
        ),
    )
}
# What stands before each sentence, so that the answer comes first.
SHOWING_WORDS = {
    Showing.FREE: _("May be shown."),
    Showing.QUOTE: _("As a quotation only."),
    Showing.ASK: _("Ask first."),
}


def licence_choices() -> list[tuple[str, StrOrPromise]]:
    return [(licence.code, licence.name) for licence in LICENCES.values()]
