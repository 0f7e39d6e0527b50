import pytest

from figures.extraction.labels import labels_something_else, read_label
from figures.extraction.records import FigureKind


@pytest.mark.parametrize(
    ("text", "number", "printed", "separator"),
    [
        ("Figure 3: Loss", "3", "Figure 3", ":"),
        ("Figure 1 | Overview", "1", "Figure 1", "|"),
        ("Fig. S3. Loss", "S3", "Fig. S3", "."),
        ("Extended Data Fig. 2 Loss", "2", "Extended Data Fig. 2", ""),
        ("Supplementary Figure 4: Loss", "4", "Supplementary Figure 4", ":"),
        ("Figure A.1: Loss", "A.1", "Figure A.1", ":"),
        ("FIGURE 2. Loss", "2", "FIGURE 2", "."),
        ("Abbildung 4: Verlust", "4", "Abbildung 4", ":"),
        ("Figura 5. Pérdida", "5", "Figura 5", "."),
        ("Рис. 2. Потери", "2", "Рис. 2", "."),
        ("图 1\uff1a损失", "1", "图 1", "\uff1a"),
        ("図1 損失", "1", "図1", ""),
        ("図２ 損失", "2", "図２", ""),
        ("2. ábra. Veszteség", "2", "2. ábra", "."),
        ("1. ábra: Veszteség", "1", "1. ábra", ":"),
        ("2 pav. Nuostoliai", "2", "2 pav", "."),
        ("3. attēls. Zudumi", "3", "3. attēls", "."),
        ("Figure 2-3: Loss", "2-3", "Figure 2-3", ":"),
    ],
)
def test_labels_of_figures_are_read_in_many_languages(text, number, printed, separator):
    label = read_label(text)

    assert label.kind is FigureKind.FIGURE
    assert (label.number, label.printed, label.separator) == (
        number,
        printed,
        separator,
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("TABLE IV", "IV"),
        ("T ABLE I", "I"),
        ("Tabelle 2: Werte", "2"),
        ("Таблица 3. Значения", "3"),
        ("表2 値", "2"),
        ("SUPPL. TABLE 1. Values", "1"),
        ("2 lentelė. Reikšmės", "2"),
    ],
)
def test_labels_of_tables_are_read_in_many_languages(text, number):
    label = read_label(text)

    assert label.kind is FigureKind.TABLE
    assert label.number == number


@pytest.mark.parametrize(
    "text",
    ["Figures 3 and 4 show", "figure 3 shows", "Figure: none", "Loss in Figure 3"],
)
def test_what_is_not_a_label_is_not_read(text):
    assert read_label(text) is None


def test_entries_of_a_list_of_figures_are_no_labels():
    assert read_label("Figure 3: Loss . . . . . . . . . 12") is None


def test_algorithms_and_listings_have_labels_of_their_own():
    assert labels_something_else("Algorithm 2: Descent")
    assert labels_something_else("Listing 1. A query")
    assert not labels_something_else("Algorithms differ")
