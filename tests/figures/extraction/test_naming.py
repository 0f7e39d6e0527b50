import pytest

from figures.extraction.naming import (
    draft_alt_text,
    first_sentence,
    name_figure,
    name_from,
    wordings,
)
from figures.extraction.pipeline import extract_figures
from tests.pdfs import Paper


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
        ("", ""),
    ],
)
def test_names_are_short_and_made_of_the_captions_first_words(caption, name):
    assert name_from(caption) == name


def test_abbreviations_do_not_end_a_sentence():
    text = "Loss as in Smith et al. Smith (2020) and Fig. 3. Stars are runs."

    assert first_sentence(text) == "Loss as in Smith et al. Smith (2020) and Fig. 3."


def test_a_figure_without_words_in_its_caption_is_named_by_those_inside():
    assert name_figure("", "", ["0.5", "Pass rate"]) == "Pass rate"
    assert name_figure("", "", ["0.5"]) == ""


def test_alt_drafts_join_the_caption_and_the_words_inside():
    draft = draft_alt_text("Reward against compute. More.", ["0.5", "Steps", "Steps"])

    assert draft == "Reward against compute: Steps"
    assert draft_alt_text("", ["Steps"]) == "Steps"
    assert draft_alt_text("", []) == ""


def test_alt_drafts_fit_into_a_breath():
    assert len(draft_alt_text("reward and " * 60, ["Steps"])) <= 220


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
