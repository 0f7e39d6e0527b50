"""Finds formulas in Markdown: ``$…$``, ``$$…$$``, ``\\(…\\)`` and ``\\[…\\]``.

Prices stay prices: a dollar opens a formula only where no space follows and no letter
precedes it, and closes one only where no space precedes and no digit follows it. Each
paragraph is read once, however many of its dollars lead nowhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blog.mathematics.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PARAGRAPH = re.compile(r"\n[ \t>]*(?=\n)")
TOKEN = re.compile(r"\\[^\n]|`+|\$+")
# "$5 and she has $": a number and a word are a sum of money.
PRICE = re.compile(r"\d[\d.,]*[kKmM]?\s+[A-Za-z]{2}")
# Marks of quotes, lists and notes may stand before a formula on lines of its own.
LINE_START = re.compile(
    r"^[ \t>]*(?:(?:[-*+:]|\d+\.)[ \t]+)?(?:\[\^[^\]\n]*\]:[ \t]*)?(?=\\\[)",
    re.MULTILINE,
)
LINE_END = re.compile(r"[ \t]*$", re.MULTILINE)
QUOTE_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
CLOSED_BY = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}


def replace_formulas(text: str, place: Callable[[Formula], str]) -> str:
    """Put what ``place`` says where formulas stand, in reading order."""
    pieces = []
    start = 0
    for gap in [*PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        pieces.append(replace_in_paragraph(text[start:end], place))
        start = end
    return "".join(pieces)


def replace_in_paragraph(text: str, place: Callable[[Formula], str]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, formula in find_formulas(text):
        pieces += text[done:start], place(formula)
        done = end
    return "".join([*pieces, text[done:]])


def find_formulas(text: str) -> Iterator[tuple[int, int, Formula]]:
    """Where each formula of a paragraph begins and ends."""
    tokens = list(TOKEN.finditer(text))
    closers = find_closers(text, tokens)
    line_starts = {start.end() for start in LINE_START.finditer(text)}
    place = 0
    while place < len(tokens):
        token, closer = tokens[place], closers[place]
        if closer is None or (
            # Elsewhere it is how Markdown escapes a bracket.
            token[0] == r"\[" and token.start() not in line_starts
        ):
            place += 1
            continue
        start, end = token.start(), tokens[closer].end()
        inside = text[token.end() : tokens[closer].start()]
        if token[0][0] == "`":
            place = closer + 1
        elif may_hold(text, token, inside):
            place = closer + 1
            yield start, end, read_formula(text, start, end, token[0], inside)
        else:
            place += 1


def find_closers(text: str, tokens: list[re.Match[str]]) -> list[int | None]:
    """For each token, which one would close what it opens: the next of its kind."""
    closers: list[int | None] = []
    following: dict[str, int] = {}
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        wanted = token[0] if token[0][0] == "`" else CLOSED_BY.get(token[0], "")
        closers.append(following.get(wanted))
        if token[0][0] == "$":
            # No dollar stands within dollars.
            following.pop("$", None)
        if may_close(text, token):
            following[token[0]] = place
    return closers[::-1]


def may_close(text: str, token: re.Match[str]) -> bool:
    if token[0] == "$":
        after = text[token.end() : token.end() + 1]
        return not (before(text, token).isspace() or after.isdigit())
    return token[0] != r"\]" or LINE_END.match(text, token.end()) is not None


def may_hold(text: str, token: re.Match[str], inside: str) -> bool:
    """Whether what ``token`` opens is a formula, ``inside`` being all of it."""
    if not inside.strip():
        return False
    if token[0] != "$":
        return True
    letter = before(text, token)
    # Of words with spaces between them; other scripts touch their formulas.
    is_word = letter.isascii() and letter.isalpha()
    return not (inside[0].isspace() or is_word or PRICE.match(inside))


def before(text: str, token: re.Match[str]) -> str:
    return text[max(token.start() - 1, 0) : token.start()]


def read_formula(text: str, start: int, end: int, opener: str, tex: str) -> Formula:
    source = text[start:end]
    line = text.rfind("\n", 0, start) + 1
    if QUOTE_MARK.match(text, line, start):
        # In a quote each further line brings its mark along.
        head, _newline, rest = tex.partition("\n")
        tex = f"{head}\n{QUOTE_MARK.sub('', rest)}" if rest else tex
    return Formula(tex.strip(), opener in {"$$", r"\["}, source)
