"""What an alt text must not be, what it should be, and which figures still need one."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from figures.models import Figure
from figures.models.figure_queries import READING_ORDER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from figures.models import FigureQuerySet, PaperVersion

# Shorter than this says what kind of picture it is, and seldom what it shows.
FEWEST_CHARACTERS = 40
# Longer than this is hard to follow read out in one go.
MOST_CHARACTERS = 400
# Nobody listens to more; the database need not keep it.
LONGEST = 4000

TOO_SHORT = gettext_lazy("Say what the plots show. 40 characters or more.")
TOO_LONG = gettext_lazy(
    "Longer than 400 characters. Keep what matters most, and give the rest in the "
    "long description."
)

LABEL_WORDS = (
    r"(?:extended data|supplementary|supplemental)?\s*"
    r"(?:figures?|figs?|tables?|tab|abbildung|abb|tabelle|tableau|panel)"
)
NUMBER = r"(?:[a-z]{0,2}[.-]?\d[.\d]*\s*\(?[a-z]?\)?|[ivxlc]+|\(?[a-z]\)?)"
LABEL = re.compile(
    rf"\(?{LABEL_WORDS}\b\.?\s*{NUMBER}(?=[\s:.|)\u2013\u2014-]|$)[\s:.|)\u2013\u2014-]*",
    re.IGNORECASE,
)
# "(a)", "b)": what panels are called.
LETTER = re.compile(r"\(?[a-z]\)?\.?", re.IGNORECASE)

ARTICLES = r"(?:(?:this is|here is)\s+)?(?:(?:an?|the|eine?|das|die|une?|la|le)\s+|l['\u2019])?"
# "Figure of merit" is a quantity that plots show.
MEDIUM = re.compile(
    rf"{ARTICLES}(?:"
    r"(?:images?|pictures?|pics?|photos?|photographs?|figures?|graphics?|screenshots?)"
    r"\s+(?:of|showing)\s(?!merit)"
    r"|(?:bild|abbildung|abb\.?|foto|fotografie|grafik|graphik|screenshot"
    r"|bildschirmfoto)\s+(?:von|vom|der|des|eine[rs])\s"
    r"|(?:image|photo|photographie|figure|graphique|capture d['\u2019]écran)"
    r"\s+(?:(?:de|du|des)\s|d['\u2019])"
    r")",
    re.IGNORECASE,
)

ENDING = r"\.(?:png|jpe?g|gif|webp|avif|svg|pdf|tiff?|bmp|eps|heic)"
FILE = re.compile(rf"\S+{ENDING}", re.IGNORECASE)
# What cameras, scanners and screenshots are called: "IMG_2034", "Screenshot 2024-05-01".
CAMERA = re.compile(
    r"(?:img|image|dsc[nf]?|pxl|mvi|scan|screenshot|screen shot|photo|picture|bild|foto"
    r"|bildschirmfoto|untitled)[-_ ]*\d[\d\W_]*",
    re.IGNORECASE,
)


def find_alt_problem(alt_text: str, *, caption: str, names: Iterable[str]) -> str:
    """Why ``alt_text`` is refused, and what to do instead; empty where it is not.

    ``names`` are those of the figure's files; see ``names_of``.
    """
    if len(alt_text) > LONGEST:
        return _("This is far too long to be read out. Use the long description.")
    words = bare(alt_text)
    if not words:
        return _("There is no alt text to confirm. Say what the picture shows.")
    return find_problem_with_words(words, caption, names)


def find_problem_with_words(words: str, caption: str, names: Iterable[str]) -> str:
    if is_file_name(words, names):
        return _("This is the name of a file. Say what the picture shows.")
    rest = strip_label(words)
    if words == bare(caption) or (rest and rest == strip_label(bare(caption))):
        return _(
            "This is the caption again, and would be read out twice. "
            "Say what the picture shows."
        )
    if not any(letter.isalpha() for letter in rest) or LETTER.fullmatch(words):
        return _("This only names the figure. Say what it shows.")
    if MEDIUM.match(rest):
        return _("Screen readers say that it is an image. Begin with what it shows.")
    return ""


def hint_at_alt(alt_text: str, others: Iterable[str] = ()) -> str:
    """What would make ``alt_text`` better; empty where nothing comes to mind.

    ``others`` are the alt texts of the paper's other figures.
    """
    words = bare(alt_text)
    if not words:
        return ""
    if words in map(bare, others):
        return _("Another figure of this paper says the same. Say what is different.")
    length = len(tidy(alt_text))
    if length < FEWEST_CHARACTERS:
        return str(TOO_SHORT)
    return str(TOO_LONG) if length > MOST_CHARACTERS else ""


def bare(text: str) -> str:
    """The words alone, to compare texts by."""
    return tidy(text).casefold().rstrip(". ")


def tidy(text: str) -> str:
    """On one line, as attributes are read out; without what no database stores."""
    return " ".join(text.replace("\x00", "").split())


def strip_label(words: str) -> str:
    """Without the "Figure 3:" that a text begins with."""
    label = LABEL.match(words)
    return words[label.end() :] if label else words


def is_file_name(words: str, names: Iterable[str]) -> bool:
    if FILE.fullmatch(words) or CAMERA.fullmatch(words):
        return True
    stem = strip_ending(words)
    return any(stem == strip_ending(bare(name)) for name in names if name)


def strip_ending(name: str) -> str:
    return re.sub(rf"{ENDING}$", "", name).replace("_", "-")


def names_of(figure: Figure) -> set[str]:
    """What the figure's files are called; asks nothing where they are prefetched."""
    names = {figure.key, figure.key.rpartition("/")[2], slugify(figure.name)}
    for rendition in figure.renditions.all():
        # "paper-figure-3-loss-by-step-640.<hash>.avif"
        name = PurePosixPath(rendition.file.name or "").name
        stem = name.partition(".")[0]
        names |= {name, stem, re.sub(r"-(?:\d+|master|card|vector)$", "", stem)}
    version: PaperVersion | None = figure.version
    if version:
        names.add(version.original_name)
    return {name for name in names if name}


def text_to_store(figure: Figure, typed: str, *, is_confirmed: bool) -> str:
    """What an editor's column is to hold: nothing where the paper's draft is left as it is.

    What somebody stands for is kept word by word: another import may bring another draft.
    """
    text = tidy(typed)
    is_draft = text == tidy(figure.detected_alt_text)
    return "" if is_draft and not is_confirmed else text


def caption_of(figure: Figure) -> str:
    """Its own caption; a panel without one stands under its figure's."""
    caption: str = figure.caption
    if caption or not figure.parent:
        return caption
    return caption_of(figure.parent)


def figures_to_describe() -> FigureQuerySet:
    """All that readers may come to see, their panels included."""
    return Figure.objects.kept().exclude(parent__state=Figure.State.DISCARDED)


def in_queue_order(figures: FigureQuerySet) -> FigureQuerySet:
    """The oldest paper first, as it is read; images of one's own after all papers."""
    return figures.order_by(
        F("paper__created_at").asc(nulls_last=True), "paper_id", *READING_ORDER
    )


def needs_alt_text(*also: int) -> Q:
    """Nobody has confirmed an alt text, or that none is needed; ``also`` these."""
    return Q(alt_state=Figure.AltState.DRAFT) | Q(pk__in=also)
