"""Read a label at the beginning of a line: "Figure 3:", "TABLE IV", "Рис. 2.", "図 1"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from figures.extraction.records import FigureKind

# What figures and tables are called in print; one language a line.
FIGURE_WORDS = (
    r"Figure|Fig\.?|FIGURE|FIG\.?|F\s?IGURE|Scheme|Chart|Exhibit|Plate|Map",
    r"Abbildung|Abb\.|ABBILDUNG",  # German
    r"Figura|FIGURA|Gráfico|Gráfica|Ilustración|Imagen",  # Spanish
    r"Ilustração|Imagem|Grafico|Immagine|Il·lustració",  # Portuguese, Italian, Catalan
    r"Schéma|Graphique",  # French
    r"Рисунок|Рис\.|РИС\.|Малюнок|Мал\.|Фигура|Фиг\.|Слика|Сл\.",  # Cyrillic script
    r"Slika|Sl\.|Rysunek|Rys\.|Rycina|Ryc\.|Wykres|Obrázek|Obrázok|Obr\.",  # Slavic
    r"Figur|Figuur|Afbeelding|Afb\.|Mynd|Kuva|Kuvio|Joonis",  # Nordic, Dutch, Baltic
    r"Ábra|Şekil|ŞEKİL|Εικόνα|Σχήμα|Gambar|Hình",
    r"图|圖|図|그림",
)
TABLE_WORDS = (
    r"Table|Tab\.|TABLE|TAB\.|T\s?ABLE",
    r"Tabelle|TABELLE",
    r"Tabla|TABLA|Cuadro|CUADRO|Tabela|TABELA|Quadro|Tabella|Prospetto|Taula|Tabelul",
    r"Tableau|TABLEAU|Tabl\.",
    r"Таблица|ТАБЛИЦА|Табл\.|Таблиця|Табела",
    r"Preglednica|Tablica|Tabulka|Tabuľka",
    r"Tabell|Tabel|Taulukko|Tafla",
    r"Táblázat|Tablo|TABLO|Çizelge|Πίνακας|Bảng",
    r"表|표",
)
# "Extended Data Fig. 2", "Supplementary Table 1", "Appendix Figure 3".
QUALIFIERS = (
    r"(?:(?:Extended\s+Data|EXTENDED\s+DATA|Supplement(?:ary|al)|SUPPLEMENT(?:ARY|AL)"
    r"|Suppl?\.|SUPPL?\.|Appendix|Online|附)\s*)?"
)
# 3, 2.1, 4-2, S1, A.1, A1, IV, B; digits may be full-width.
NUMBER = (
    r"(?:[A-Z]{1,2}[.\-]?\s?)?\d+(?:[.\-\u2013]\d+)*(?:[a-z](?![\w]))?"
    r"|[IVXL]+(?![\w])|[A-Z](?:\.\d+)?(?![\w])"
)
SEPARATOR = r"\s*(?P<separator>[:.|\u2013\u2014\u2502\uff1a\uff0e\u3002\u3001\uff5c]|-(?=\s)|\)(?=\s|$))?"
LABEL = re.compile(
    rf"^(?P<label>(?P<qualifier>{QUALIFIERS})"
    rf"(?:(?P<figure>{'|'.join(FIGURE_WORDS)})|(?P<table>{'|'.join(TABLE_WORDS)}))"
    rf"\s*(?P<number>{NUMBER})){SEPARATOR}\s*"
)
# Hungarian, Lithuanian, Latvian and Basque put the number first: "2. ábra".
NUMBER_FIRST = re.compile(
    r"^(?P<label>(?P<number>\d+)\.?\s*"
    r"(?:(?P<figure>ábra|pav|attēls|irudia)|(?P<table>táblázat|lentelė|tabula|taula)))"
    r"(?P<separator>[:.])?\s*"
)
# Other things that have captions; what belongs to them belongs to no figure.
OTHER = re.compile(
    r"^(?:Algorithm|Algorithme|Algoritmo|Algorithmus|Listing|Box|Code|Program|Procedure"
    r"|Proof|Theorem|Lemma|Definition|Corollary|Proposition|Remark|Example)\s*"
    r"(?:[A-Z]?\d+(?:\.\d+)*\s*[:.(]|[:.])",
    re.IGNORECASE,
)
# Between rules, an algorithm's number needs no separator.
RULED_OTHER = re.compile(
    r"^(?:Algorithm\w*|Algoritmo|Listing|Procedure|Program)\s+[A-Z]?\d+", re.IGNORECASE
)
# Entries of a list of figures end in dots and a page number.
LEADERS = re.compile(r"(?:\s?\.){4,}")


@dataclass(frozen=True, slots=True)
class Label:
    """A label as read at the beginning of a text."""

    kind: FigureKind
    number: str
    # As printed, without the separator.
    printed: str
    # The word alone: "Figure", "Fig.", "TABLE".
    word: str
    # "Extended Data", "Supplementary"; empty where there is none.
    qualifier: str
    # ":", "." and the like; empty when the text goes on without one.
    separator: str
    # Whether a blank or a separator stands behind the number.
    is_spaced: bool
    # Where the caption's own text begins.
    end: int


def labels_something_else(text: str) -> bool:
    """Whether ``text`` begins like the caption of an algorithm, a listing, a theorem."""
    return OTHER.match(text) is not None


def may_label_listing(text: str) -> bool:
    """Whether ``text`` begins like the head of an algorithm that is set in rules."""
    return labels_something_else(text) or RULED_OTHER.match(text) is not None


def read_label(text: str) -> Label | None:
    """The label ``text`` begins with, if it does."""
    match = LABEL.match(text) or NUMBER_FIRST.match(text)
    if match is None or LEADERS.search(text):
        return None
    number = re.sub(r"\s", "", unicodedata.normalize("NFKC", match["number"]))
    kind = FigureKind.FIGURE if match["figure"] else FigureKind.TABLE
    return Label(
        kind=kind,
        number=number,
        printed=match["label"].strip(),
        word=match["figure"] or match["table"],
        qualifier=match.groupdict().get("qualifier") or "",
        separator=match["separator"] or "",
        is_spaced=match.end() > match.end("label") or match.end() == len(text),
        end=match.end(),
    )
