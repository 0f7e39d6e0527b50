"""From the formulas of a text to HTML; each formula is rendered once and kept."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache as once
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from blog.mathematics.engine import SCRIPTS, Failure, render_tex
from blog.mathematics.presentation import fit_to_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blog.mathematics.engine import Outcome

HERE = Path(__file__).parent
KEPT_SECONDS = 7 * 24 * 3600
# Busy neighbours may have been to blame: soon tried again, but not at each keystroke.
ACCIDENT_KEPT_SECONDS = 60
# Half a page of aligned equations; what is longer is not one formula.
MAX_CHARACTERS = 4_000
# Of one formula as MathML, and of all in a text: the sanitiser reads them again.
MAX_MATHML = 100_000
MAX_ALL_MATHML = 2_000_000
# Of processor time for what is new in a text: five hundred formulas take half of it.
MAX_SECONDS = 2.0
# Of a faulty formula, as much as finds it.
QUOTED = 60
# About what fits on a small phone; a longer formula has to scroll.
SHORT = 24
TAG = re.compile(r"<[^>]*>")
# Temml shows the place, underlined, after these words.
PLACE = re.compile(r"( at position \d+| at end of input): ?\n?.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Formula:
    """What a text holds between its dollars."""

    tex: str
    # On a line of its own, and not within a sentence.
    display: bool
    # As it was typed, with its delimiters.
    source: str


@dataclass(frozen=True, slots=True)
class RenderedFormula:
    """A formula as MathML, or why there is none."""

    mathml: str = ""
    problem: str = ""
    is_lasting: bool = True
    seconds: float = 0.0


def render_formulas(formulas: Sequence[Formula]) -> list[RenderedFormula]:
    """All formulas of one text, in its order; never raises for what they say."""
    names = {formula: cache_name(formula) for formula in formulas}
    kept = cache.get_many(set(names.values()))
    rendered = {formula: kept[name] for formula, name in names.items() if name in kept}
    seconds, length = 0.0, sum(len(known.mathml) for known in rendered.values())
    new: dict[Formula, RenderedFormula] = {}
    for formula in [formula for formula in names if formula not in rendered]:
        if seconds > MAX_SECONDS or length > MAX_ALL_MATHML:
            problem = _("The formulas before it take too much time or space.")
            rendered[formula] = RenderedFormula(problem=problem, is_lasting=False)
            continue
        new[formula] = rendered[formula] = render_formula(formula)
        seconds += new[formula].seconds
        length += len(new[formula].mathml)
    keep((names[formula], made) for formula, made in new.items())
    return [rendered[formula] for formula in formulas]


def keep(new: Iterable[tuple[str, RenderedFormula]]) -> None:
    made = dict(new)
    lasting = {name: formula for name, formula in made.items() if formula.is_lasting}
    cache.set_many(lasting, KEPT_SECONDS)
    brief = {name: formula for name, formula in made.items() if name not in lasting}
    cache.set_many(brief, ACCIDENT_KEPT_SECONDS)


def render_formula(formula: Formula) -> RenderedFormula:
    if len(formula.tex) > MAX_CHARACTERS:
        problem = _("It has %(length)d characters; %(limit)d is the most.") % {
            "length": len(formula.tex),
            "limit": MAX_CHARACTERS,
        }
        return RenderedFormula(problem=problem)
    outcome = render_tex(formula.tex, display=formula.display)
    problem = find_problem(outcome)
    return RenderedFormula(
        mathml="" if problem else fit_to_page(outcome.mathml),
        problem=problem,
        is_lasting=outcome.failure is not Failure.TOO_COSTLY,
        seconds=outcome.seconds,
    )


def find_problem(outcome: Outcome) -> str:
    """Why a formula cannot be shown, as a sentence; empty when it can."""
    match outcome.failure:
        case Failure.UNREADABLE:
            reason = PLACE.sub(r"\1", outcome.message).strip().removesuffix(".")
            return f"{reason}."
        case Failure.TOO_DEEP:
            return _("It is nested too deeply.")
        case Failure.TOO_COSTLY:
            return _("It takes too much time or memory.")
    if len(outcome.mathml) > MAX_MATHML:
        return _("It is too big to show.")
    if not outcome.mathml.startswith("<math"):
        # \ref alone makes a link.
        return _("References to formulas are not supported.")
    return ""


def formula_html(formula: Formula, rendered: RenderedFormula) -> SafeString:
    """A formula, or what is wrong with it, to stand within a line."""
    if not rendered.problem:
        return mark_safe(rendered.mathml)  # noqa: S308 (Temml's; the sanitiser comes later)
    return format_html(
        _("The formula {} cannot be shown. {}"),
        format_html("<code>{}</code>", quote(formula)),
        rendered.problem,
    )


def frame_attributes(rendered: RenderedFormula) -> dict[str, str]:
    """What the box around a displayed formula is like; long ones scroll by keyboard."""
    if rendered.problem:
        return {"class": "problem"}
    if len(TAG.sub("", rendered.mathml)) <= SHORT:
        return {"class": "formula"}
    return {
        "class": "formula",
        "role": "group",
        "aria-label": _("Formula"),
        "tabindex": "0",
    }


def quote(formula: Formula) -> str:
    """The beginning of a formula, as it can be found in the text."""
    source = formula.source
    return source if len(source) <= QUOTED else f"{source[:QUOTED]}…"


def cache_name(formula: Formula) -> str:
    ingredients = (maths_version(), get_language(), formula.tex, formula.display)
    return f"formula:{hashlib.sha256(repr(ingredients).encode()).hexdigest()}"


@once
def maths_version() -> str:
    """Changes with everything that turns a formula into HTML: engine, Temml, our code."""
    parts = [version("quickjs-ng").encode()]
    parts += [path.read_bytes() for path in (*SCRIPTS, *sorted(HERE.glob("*.py")))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
