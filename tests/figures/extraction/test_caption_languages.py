"""Captions are found in the words, numerals and punctuation of many languages."""

import pytest

from figures.extraction.pipeline import extract_figures
from figures.extraction.records import FigureKind
from tests.figures.extraction.boxes import overlap
from tests.pdfs import Paper

PLOT = (150, 200, 450, 350)


def extracted(words, font):
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=8)
    page.plot(PLOT)
    page.text(150, 372, words, size=9, font=font)
    page.paragraph(400, lines=20)
    (figure,) = extract_figures(paper.content()).figures
    return figure


@pytest.mark.parametrize(
    ("words", "font", "label", "text"),
    [
        ("Abbildung 1: Gewinn je Lauf.", "tiro", "Abbildung 1", "Gewinn je Lauf."),
        ("Abb. 1. Gewinn je Lauf.", "tiro", "Abb. 1", "Gewinn je Lauf."),
        ("Figura 2. Pérdida.", "tiro", "Figura 2", "Pérdida."),
        ("Gráfico 2 \u2013 Perda.", "tiro", "Gráfico 2", "Perda."),
        ("Schéma 1 : Perte.", "tiro", "Schéma 1", "Perte."),
        ("Рис. 2. Потери по шагам.", "japan", "Рис. 2", "Потери по шагам."),
        ("Рисунок 2 \u2014 Потери.", "japan", "Рисунок 2", "Потери."),
        ("Мал. 3. Втрати.", "japan", "Мал. 3", "Втрати."),
        ("Rysunek 3. Strata.", "tiro", "Rysunek 3", "Strata."),
        ("Obrázek 3: Ztráta.", "tiro", "Obrázek 3", "Ztráta."),
        ("Şekil 3. Hata.", "tiro", "Şekil 3", "Hata."),
        ("Kuva 3. Tappio.", "tiro", "Kuva 3", "Tappio."),
        ("Afbeelding 3: Verlies.", "tiro", "Afbeelding 3", "Verlies."),
        ("3. ábra. Veszteség.", "tiro", "3. ábra", "Veszteség."),
        ("2 pav. Nuostoliai.", "tiro", "2 pav", "Nuostoliai."),
        ("Εικόνα 3. Απώλεια.", "japan", "Εικόνα 3", "Απώλεια."),
        ("图 1\uff1a损失。", "china-s", "图 1", "损失。"),
        ("图1 损失与步数", "china-s", "图1", "损失与步数"),
        ("図\uff12\u3000損失", "japan", "図\uff12", "損失"),
        ("図2\uff0e損失", "japan", "図2", "損失"),
        ("그림 3. 손실", "korea", "그림 3", "손실"),
        ("Figure 4 | Reward.", "tiro", "Figure 4", "Reward."),
        ("FIGURE 4 \u2013 Reward.", "tiro", "FIGURE 4", "Reward."),
        ("Fig. A.4: Reward.", "tiro", "Fig. A.4", "Reward."),
        ("Figure 2.4. Reward.", "tiro", "Figure 2.4", "Reward."),
        ("Supplementary Figure S4. Reward.", "tiro", "Supplementary Figure S4", "Reward."),
    ],
)  # fmt: skip
def test_a_figure_is_found_by_its_caption_in_any_language(words, font, label, text):
    figure = extracted(words, font)

    assert figure.caption.kind is FigureKind.FIGURE
    assert (figure.caption.label, figure.caption.text) == (label, text)
    assert overlap(figure.crop_box, PLOT) > 0.95


@pytest.mark.parametrize(
    ("words", "font", "label"),
    [
        ("Tabelle 2: Werte.", "tiro", "Tabelle 2"),
        ("Tableau 2 \u2013 Valeurs.", "tiro", "Tableau 2"),
        ("Cuadro 2. Valores.", "tiro", "Cuadro 2"),
        ("Tabella 2. Valori.", "tiro", "Tabella 2"),
        ("Таблица 2. Значения.", "japan", "Таблица 2"),
        ("2. táblázat. Értékek.", "tiro", "2. táblázat"),
        ("表2 値の一覧", "japan", "表2"),
        ("표 2. 값", "korea", "표 2"),
        ("TABLE II", "tiro", "TABLE II"),
    ],
)
def test_a_table_is_found_by_its_caption_in_any_language(words, font, label):
    paper = Paper()
    paper.page().paragraph(72, lines=30)
    page = paper.page()
    page.paragraph(72, lines=8)
    page.text(150, 200, words, size=9, font=font)
    bottom = page.table(150, 210, [["Model", "Loss"], ["Small", "2.1"]])
    page.paragraph(bottom + 24, lines=20)

    (figure,) = extract_figures(paper.content()).figures

    assert figure.caption.kind is FigureKind.TABLE
    assert figure.caption.label == label
    assert overlap(figure.crop_box, (150, 210, 330, bottom)) > 0.9


@pytest.mark.parametrize(
    "words",
    ["図1に損失を示す", "図1は損失である", "图1所示的损失", "图2中的损失", "図3と図4"],
)
def test_a_japanese_or_chinese_sentence_about_a_figure_is_no_caption(words):
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=8)
    page.text(72, 190, words, size=10, font="japan")
    page.paragraph(200, lines=8)

    assert extract_figures(paper.content()).figures == ()
