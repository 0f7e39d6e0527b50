"""Fits Temml's MathML into a page that allows no inline styles.

Temml says in ``style`` what MathML Core has attributes for, and what site.css does by
class (its section "Maths"). All else that it says there is dropped.
"""

from __future__ import annotations

import re

STYLED_TAG = re.compile(
    r"<(?P<name>[a-z]+)(?P<rest>[^<>]*) style=\"(?P<style>[^\"]*)\""
)
BACKGROUND = re.compile(r'mathbackground="(?:black|#000000)"')
CLASS = re.compile(r' class="([^"]*)"')
# Whole declarations; a line is a line, whatever it is made of.
CLASSES = {
    "width:100%": "maths-row",
    "width:50%": "maths-glue",
    "width:7.5%": "maths-inset",
    "padding:0": "maths-l0 maths-r0",
    "padding-left:1em": "maths-l1",
    "padding-left:0.1389em": "maths-tight",
    "padding-right:0.1389em": "maths-tight",
    "padding:0.3em": "maths-patch",
    "padding:3pt": "maths-box",
    "font-weight:bold": "maths-bold",
    "transform:scaleX(-1)": "maths-mirror",
    "position:relative": "maths-lap",
    "position:absolute": "maths-lapped",
    "display:flex": "maths-clap",
    "text-align:left": "tml-left",
}
PATTERNS = (
    (re.compile(r"padding-(l|r)(?:eft|ight):0(?:em|pt|ex)?"), r"maths-\g<1>0"),
    (re.compile(r"border-(top|bottom|left|right):.*"), r"maths-line-\g<1>"),
)
# MathML Core's own attributes for what Temml says in CSS.
ATTRIBUTES = {"color": "mathcolor", "math-depth": "scriptlevel"}
# The colour of ink is the page's affair: black is no ink in the dark.
INK = {"black", "#000000", "#000"}
NEGATIVE_SPACE = re.compile(r"margin-left:-([\d.]+)em")
# What \!, \negmedspace and \negthickspace take away, in em, and all that is more.
KERNS = ((0.2, "thin"), (0.25, "medium"), (0.5, "thick"))


def fit_to_page(mathml: str) -> str:
    """The same formula with classes and attributes in place of styles."""
    mathml = BACKGROUND.sub('mathbackground="currentcolor"', mathml)
    return STYLED_TAG.sub(replace_style, mathml)


def replace_style(match: re.Match[str]) -> str:
    classes: list[str] = []
    attributes = ""
    for declaration in match["style"].split(";"):
        prop, _colon, value = declaration.partition(":")
        if prop in ATTRIBUTES:
            if value not in INK:
                attributes += f' {ATTRIBUTES[prop]}="{value}"'
        else:
            classes += find_classes(declaration)
    rest = match["rest"]
    if given := CLASS.search(rest):
        classes = [given[1], *classes]
        rest = CLASS.sub("", rest)
    if classes:
        rest += f' class="{" ".join(dict.fromkeys(classes))}"'
    return f"<{match['name']}{rest}{attributes}"


def find_classes(declaration: str) -> list[str]:
    if declaration in CLASSES:
        return CLASSES[declaration].split()
    if space := NEGATIVE_SPACE.fullmatch(declaration):
        width = float(space[1])
        kern = next((name for most, name in KERNS if width < most), "wide")
        return [f"maths-kern-{kern}"]
    for pattern, name in PATTERNS:
        if match := pattern.fullmatch(declaration):
            return [match.expand(name)]
    return []
