from dataclasses import replace

import pytest

from figures.extraction.naming import name_figure, name_from, tell_apart, wordings
from figures.extraction.pipeline import extract_figures
from tests.pdfs import Paper, one_figure_paper


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("Reward against compute. Stars are runs.", "Reward against compute"),
        ("(a) Reward against compute.", "Reward against compute"),
        (
            "Large runs: we train each of the models for twenty more steps.",
            "Large runs",
        ),
        (
            "Comparison of all of the different strategies using the compute of ten days",
            "Comparison of all of the different strategies",
        ),
        (
            "ScaleRL scaled to 100k GPU hours on a 8B dense model of ours.",
            "ScaleRL scaled to 100k GPU hours",
        ),
        (
            "Reported and estimated (several papers report bytes) token counts of all data used here",
            "Reported and estimated token counts of all data used here",
        ),
        (
            "Square coils are used for active compensation of the field of the earth.",
            "Square coils",
        ),
        (
            "Speed comparison between the proposed accelerator and the fastest existing ones for us",
            "Speed comparison",
        ),
        ("[Wu et al., 2024] A model from scratch [12].", "A model from scratch"),
        ("Results on S2-VL (Shen et al., 2022).", "Results on S2-VL"),
        ("BFW. Average face per group: left: all.", "BFW: Average face per group"),
        ("Higgs production \ufffd\u03c70 3 cross section.", "Higgs production"),
        ("Mar\u00b4\u0131a\u2019s model.", "María\u2019s model"),
        (
            "Intervalle de confiance de la compensation respiratoire au cours d\u2019une acidose",
            "Intervalle de confiance de la compensation respiratoire",
        ),
        (
            "Zwei nicht isomorphe Graphen, welche vom Verfahren nicht unterschieden werden können",
            "Zwei nicht isomorphe Graphen",
        ),
        (
            "Зависимость качества растворов и времени работы для классических и новых алгоритмов поиска",
            "Зависимость качества растворов и времени работы",
        ),
        (
            "適合率、再現率、自信度の平均\uff0e但し、括弧内は標準偏差。",
            "適合率、再現率、自信度の平均",
        ),
        (
            "不同模型在三个数据集上的比较\uff0c其中每个模型训练了二十个周期并且重复三次",
            "不同模型在三个数据集上的比较",
        ),
        (", , " + "word " * 20, " ".join(["word"] * 10)),
        ("(a) (b)", ""),
        ("", ""),
    ],
)
def test_names_are_short_and_end_where_a_phrase_does(caption, name):
    assert name_from(caption) == name


def test_a_figure_without_words_in_its_caption_is_named_by_those_inside():
    assert name_figure("", "", ["0.5", "Pass rate"]) == "Pass rate"
    assert name_figure("", "", ["0.5"]) == ""


def test_a_lead_of_one_short_word_is_no_name():
    assert name_figure("BFW. Average face.", "BFW", []) == "BFW: Average face"


def test_wordings_leave_numbers_out_and_repeats():
    assert wordings(["0.1", "Loss", "Loss", "1e-3"]) == ["Loss"]


def test_a_bold_lead_is_the_name():
    paper = Paper()
    page = paper.page()
    page.plot((150, 100, 450, 250))
    page.text(150, 270, "Figure 1: Short runs win.", size=9, font="tibo")
    page.text(258, 270, "We compare all runs with each other here", size=9)
    page.paragraph(300, lines=20)

    (figure,) = extract_figures(paper.content()).figures

    assert figure.name == "Short runs win"


def named_figures(*captions, name):
    (figure,) = extract_figures(one_figure_paper()).figures
    return [
        replace(
            figure,
            name=name,
            caption=replace(figure.caption, text=text, label=f"Figure {number}"),
        )
        for number, text in enumerate(captions, 1)
    ]


@pytest.mark.parametrize(
    ("captions", "names"),
    [
        (
            ["Runs of models with steps.", "Runs of models with data."],
            ["Runs of models with steps", "Runs of models with data"],
        ),
        (
            ["Runs of models. The first.", "Runs of models. The last."],
            ["Runs of models: The first", "Runs of models: The last"],
        ),
        (
            ["Runs of models.", "Runs of models."],
            ["Runs of models (Figure 1)", "Runs of models (Figure 2)"],
        ),
        (["Runs of models."], ["Runs of models"]),
    ],
)
def test_figures_of_one_name_are_told_apart(captions, names):
    figures = named_figures(*captions, name="Runs of models")

    assert [figure.name for figure in tell_apart(figures)] == names


def test_figures_without_a_name_stay_so():
    figures = named_figures("", "", name="")

    assert [figure.name for figure in tell_apart(figures)] == ["", ""]


def test_the_figures_of_a_paper_are_told_apart():
    paper = Paper()
    for number in (1, 2):
        page = paper.page()
        page.paragraph(72, lines=8)
        page.plot((150, 200, 450, 350))
        page.caption(372, f"Figure {number}: Reward against compute.")
        page.paragraph(400, lines=20)

    figures = extract_figures(paper.content()).figures

    assert [figure.name for figure in figures] == [
        "Reward against compute (Figure 1)",
        "Reward against compute (Figure 2)",
    ]
