"""Sentences and phrases of a caption: clean them, and cut them where a phrase ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from figures.extraction.accents import mend_accents

if TYPE_CHECKING:
    from collections.abc import Iterator

EDGES = " \t.,;:|*\u2013\u2014-\u3002\u3001\uff0c\uff1a\uff0e\uff1b"
UNREADABLE = "\ufffd"
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Scripts without blanks say as much in fewer characters.
UNSPACED_LENGTH, UNSPACED_WORDS = 30, 4

PANEL_LETTERS = re.compile(
    r"(?<![\w)])(?<!\bin )(?<!\bof )(?<!\bfrom )"
    r"\((?:[a-zA-Z]|[ivx]{1,4})(?:\s?[-\u2013,]\s?[a-zA-Z])*\)[:.]?\s+"
    r"(?=[\w\"\u201c\u00ab])(?!(?:and|are|is|shows?|or|in)\b)"
)
# "[12]", "[3, 5-7]", "[Wu et al., 2024]", "(Smith and Jones 2020; Li, 2019)".
CITATIONS = re.compile(
    r"\s*\[\s?\d{1,3}(?:\s?[,;\u2013-]\s?\d{1,3})*\s?\](?!\w)"
    r"|\s*\[[^\[\]]*?\b(?:19|20)\d\d[a-z]?\]"
    r"|\s*\((?:e\.g\.,? |see |cf\. |from |after )?(?:van |von |de |der )*[^\W\d_a-z][^()\d]{2,80}\(?(?:19|20)\d\d[a-z]?\)?(?:;[^()]*)?\)"
    r"|(?<=et al\.)\s*\((?:19|20)\d\d[a-z]?\)"
)
# Remarks to the reader on paper, and whose picture it is.
REMARKS = re.compile(
    r"\(?\b(?:best (?:viewed|seen)|zoom in|colou?rs? online|see online|for interpretation of"
    r"|reproduced (?:with|from|by)|reprinted|adapted (?:with|from)|image (?:credit|source)"
    r"|photo (?:credit|by)|courtesy|source:|credit:|copyright|\u00a9|licen[cs]ed|this figure is licen"
    r"|cc[ -]by)\b.*?(?:[.)](?=\s|$)|$)",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(
    r"(?<=[^\s.][.!?])(?:\s+(?=[^\Wa-z\d_]|[(\"\u201c\u00ab])|$)|(?<=[\u3002\uff0e\uff01\uff1f])"
)
ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|al|cf|ca|e\.g|z\.B|bzw|p\.ej|[Ee]qs?|et|[Ff]igs?|i\.e|Nos?|no|Ref|Sec|Tab|vs"
    r"|approx|resp|St|Dr|\u0440\u0438\u0441|\u0442\.\u0435|\u0442\.\u0434)|[:;,]\s*[A-Za-z])\.$"
)
CLAUSE_END = re.compile(r"[:;\u2014]\s|\s\u2013\s|\s-\s|\.\s|[\uff1a\uff1b]")
COMMA = re.compile(r",\s|[\u3001\uff0c]")
PARENTHESES = re.compile(r"\s+\((?:[^()]|\([^()]*\))*\)(?!\w)")
OPERATOR = re.compile(
    r"^[=<>\u2264\u2265\u2248\u223c~+\u2212\u00d7*/|\u2208\u2192\u00b1-]+|[=<>\u2264\u2265\u2248\u223c+\u2212\u00d7/|\u2208\u2192\u00b1]+$"
)

# Words with which a phrase begins that a name can do without; one language a line.
PHRASE_OPENERS = """
after against along among around as at because before behind below between beyond by during
for from given how if in including inside into on onto over per showing shown since such
that through throughout to toward towards under upon using versus via vs vs. when where
whereas whether which while who whose with within without
are is was were can has have had will
auf aus bei beim durch f\u00fcr gegen gem\u00e4\u00df im mit mittels nach ohne seit \u00fcber um unter vom vor
w\u00e4hrend welche welcher welches wenn zum zur zwischen ist sind wird werden wobei
apr\u00e8s avec chez contre dans depuis en entre lors par pendant pour qui sans selon sous sur vers est sont
au aux
al ante bajo cada con contra cuando desde donde durante hacia hasta mediante para por que seg\u00fan
sin sobre tras usando utilizando
ao com como em na nas no nos pela pelo quando sem sob \u00e9 s\u00e3o
\u0432 \u0434\u043b\u044f \u0437\u0430 \u0438\u0437 \u043a \u043d\u0430 \u043e\u0442 \u043f\u043e \u043f\u043e\u0434 \u043f\u0440\u0438 \u0441 \u0443 \u0447\u0435\u0440\u0435\u0437 \u043a\u043e\u0442\u043e\u0440\u044b\u0439 \u043a\u043e\u0442\u043e\u0440\u0430\u044f \u0433\u0434\u0435
"""
LINKS = "and or but und oder sowie et ou y o e ed i \u0438 \u0438\u043b\u0438"
# What belongs to the word before it: a name is cut there only if it must.
GENITIVES = "of de del der des di do da dos das du von"
ARTICLES = """
a an the this these its their our each all both two three different various
der die das den dem ein eine einer eines el la los las un una le les l' o os as um uma
not only same other more most very
"""
VERB_WORDS = "are is was were can has have had will ist sind wird werden est sont"
VERBS = frozenset(VERB_WORDS.split())
OPENERS = frozenset(PHRASE_OPENERS.split())
JOINING = frozenset(LINKS.split())
OWNING = frozenset(GENITIVES.split())
DANGLING = OPENERS | JOINING | OWNING | frozenset(ARTICLES.split())
PARTICIPLE_WORDS = """
achieved applied associated averaged based compared given obtained performed shown taken used
utilisant utilizada utilizado verwendet
"""
PARTICIPLES = frozenset(PARTICIPLE_WORDS.split())
# A clause that these open is left out whole.
RELATIVE_WORDS = """
which whose who where that welche welcher welches wobei qui que dont donde который
которая которые где
"""
RELATIVES = frozenset(RELATIVE_WORDS.split())
# What Japanese and Chinese put behind a word to lead on.
PARTICLES = "\u306f\u3092\u306e\u3068\u304c\u306b\u7684\u4e0e\u548c\u5728"
# Words that promise two things: a name is not cut between them.
PAIRING = frozenset(
    {"between", "both", "either", "entre", "zwischen", "\u043c\u0435\u0436\u0434\u0443"}
)


def clean(text: str) -> str:
    """``text`` without panel letters, citations and remarks, accents put on."""
    text = PANEL_LETTERS.sub("", CITATIONS.sub("", mend_accents(text)))
    return " ".join(REMARKS.sub("", text).split())


def sentences(text: str) -> Iterator[str]:
    """The sentences of ``text``; abbreviations are not mistaken for ends."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        sentence = text[start : match.start()].strip()
        if sentence and not ABBREVIATED.search(sentence):
            yield sentence
            start = match.end()
    if rest := text[start:].strip():
        yield rest


def shorten(text: str, words: int, length: int) -> str:
    """The beginning of ``text`` up to where a phrase ends, within ``words`` and ``length``."""
    text = _readable(text)
    if UNSPACED.search(text):
        length = min(length, UNSPACED_LENGTH)
    if not _fits(text, words, length):
        text = " ".join(PARENTHESES.sub(" ", text).replace(" ,", ",").split())
    if _fits(text, words, length):
        return _tidy(text)
    for cuts in (_clauses(text), _phrases(text), _links(text), _genitives(text)):
        tidy = (_without_participle(_tidy(cut)) for cut in cuts)
        fitting = [cut for cut in tidy if _fits(cut, words, length)]
        telling = [cut for cut in fitting if _tells(cut)]
        if telling:
            return max(telling, key=len)
    return _cut_hard(text, words, length)


def _readable(text: str) -> str:
    """``text`` up to the first character that the PDF does not name."""
    before = text.partition(UNREADABLE)[0]
    if before == text:
        return text
    return before if _tells(_tidy(before)) else text.replace(UNREADABLE, "")


def _fits(text: str, words: int, length: int) -> bool:
    return len(text.split()) <= words and len(text) <= length


def _tells(text: str) -> bool:
    return len(text.split()) > 1 or (
        len(text) >= UNSPACED_WORDS and bool(UNSPACED.search(text))
    )


def _clauses(text: str) -> list[str]:
    return [text[: match.start()] for match in CLAUSE_END.finditer(text)]


def _phrases(text: str) -> list[str]:
    """Cuts before phrases, and at commas that do not stand in a list of two or more."""
    words = text.split()
    cuts = [text[: match.start()] for match in COMMA.finditer(text)]
    cuts += [
        " ".join(words[:number])
        for number, word in enumerate(words)
        if number > 1 and word.casefold().strip(EDGES) in OPENERS
    ]
    return [
        cut
        for cut in cuts
        if cut.strip() and _is_whole(cut) and not _is_broken_off(cut)
    ]


def _without_participle(cut: str) -> str:
    """``cut`` without a participle that has lost what it governs: "data used"."""
    head, _, last = cut.rpartition(" ")
    return _tidy(head) if head and last.casefold() in PARTICIPLES else cut


def _is_broken_off(cut: str) -> bool:
    """Whether the cut ends soon after a verb, in a clause, or promises a word more."""
    words = [word.casefold() for word in cut.split()]
    return (
        words[-1] in OWNING
        or not VERBS.isdisjoint(words[-2:])
        or not RELATIVES.isdisjoint(words)
    )


def _links(text: str) -> list[str]:
    return [cut for cut in _cuts_before(text, JOINING) if _is_whole(cut)]


def _genitives(text: str) -> list[str]:
    return _cuts_before(text, OWNING)


def _cuts_before(text: str, openers: frozenset[str]) -> list[str]:
    words = text.split()
    return [
        " ".join(words[:number])
        for number, word in enumerate(words)
        if number > 1 and word.casefold() in openers
    ]


def _is_whole(cut: str) -> bool:
    """Whether no pair, bracket or formula is left open at the end of ``cut``."""
    words = cut.split()
    last = words[-1] if words else ""
    opened = [number for number, word in enumerate(words) if word.casefold() in PAIRING]
    paired = not opened or any(
        word.casefold() in JOINING for word in words[opened[-1] + 1 :]
    )
    return paired and not OPERATOR.search(last) and cut.count("(") == cut.count(")")


def _cut_hard(text: str, words: int, length: int) -> str:
    if UNSPACED.search(text):
        cut = text[:length]
        particle = max(map(cut.rfind, PARTICLES))
        return _tidy(cut[:particle] if particle > length // 3 else cut)
    kept = text.split()[:words]
    while len(kept) > 1 and len(" ".join(kept)) > length:
        kept.pop()
    return _tidy(" ".join(kept))[:length]


def _tidy(text: str) -> str:
    """``text`` without loose words, marks and brackets at its end."""
    words = text.strip(EDGES).split()
    while len(words) > 1 and (
        words[-1].casefold().strip(EDGES) in DANGLING
        or OPERATOR.fullmatch(words[-1])
        or words[-1].count("(") > words[-1].count(")")
    ):
        words.pop()
    tidy = " ".join(words).strip(EDGES)
    if tidy.count("(") > tidy.count(")"):
        tidy = tidy[: tidy.rfind("(")].strip(EDGES)
    return tidy
