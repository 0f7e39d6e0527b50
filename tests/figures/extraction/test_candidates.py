"""Which lines are captions is decided for the paper as a whole."""

import pytest

from figures.extraction.candidates import Candidate, choose_captions
from figures.extraction.geometry import Box
from figures.extraction.labels import read_label
from figures.extraction.pages import Page, Style, Word, line_of
from figures.extraction.pipeline import extract_figures
from tests.figures.extraction.boxes import by_label
from tests.pdfs import Paper

BODY, CAPTIONS = Style("Serif", 10.0, False, False), Style("Serif", 9.0, False, False)


def labels(paper):
    return list(by_label(extract_figures(paper.content())))


def texts(paper):
    found = by_label(extract_figures(paper.content()))
    return {label: figure.caption.text for label, figure in found.items()}


def paper_with(*captions):
    """A page of text with one plot for each caption."""
    paper = Paper()
    for words in captions:
        page = paper.page()
        page.paragraph(72, lines=8)
        page.plot((150, 200, 450, 350))
        page.caption(372, words)
        page.paragraph(420, lines=20)
    return paper


@pytest.mark.parametrize(
    "opening",
    [
        "Figure 3 shows that",
        "Figure 3 and Figure 4 show that",
        "Figure 3, which we discussed, says that",
        "Figure 3 (left) says that",
        "Figure 3\u2019s curves say that",
        "Table 2 lists what",
    ],
)
@pytest.mark.parametrize("place", ["paragraph", "page"])
def test_a_sentence_about_a_figure_is_not_a_caption(opening, place):
    paper = paper_with("Figure 1: Reward.", "Figure 2: Loss.")
    page = paper.page()
    top = 72 if place == "page" else page.paragraph(72, lines=5) + 20
    page.paragraph(top, lines=8, opening=opening)

    assert labels(paper) == ["Figure 1", "Figure 2"]


@pytest.mark.parametrize("separator", [":", "."])
def test_a_sentence_that_a_page_begins_with_is_not_a_second_caption(separator):
    captions = [f"Figure {number}{separator} Reward." for number in (5, 6, 7)]
    paper = paper_with(*captions)
    paper.page().paragraph(
        72, lines=8, opening="Figure 5a. Note that the rate is small and that"
    )

    assert labels(paper) == ["Figure 5", "Figure 6", "Figure 7"]


def test_a_bracket_that_ends_on_the_next_page_does_not_begin_a_caption():
    paper = paper_with("Figure 1: Reward.")
    paper.page().paragraph(72, lines=8, opening="Fig. 8), with the rate as it was, and")

    assert labels(paper) == ["Figure 1"]


def test_sentences_with_the_captions_numbers_do_not_outvote_them():
    paper = paper_with("Figure 1: Reward.", "Figure 2: Loss.", "Figure 3: Steps.")
    for number in (2, 3):
        paper.page().paragraph(
            72, lines=8, opening=f"Figure {number}. We see it again and again here"
        )

    assert texts(paper) == {
        "Figure 1": "Reward.",
        "Figure 2": "Loss.",
        "Figure 3": "Steps.",
    }


def test_a_line_that_ends_a_bracket_is_not_a_caption():
    paper = paper_with("Figure 1: Reward.")
    page = paper.page()
    page.lines(
        72,
        90,
        [
            "we measured what the models of this size forget as the rate grows (see",
            "Fig. 8), with all that remains after many steps of training left out and",
            "the rest drawn as it is, so that both can be compared by everybody.",
        ],
        step=12,
        size=10,
    )

    assert labels(paper) == ["Figure 1"]


def test_a_caption_that_goes_on_like_a_sentence_is_kept_where_set_like_the_others():
    paper = paper_with(
        "Fig. 1 Reward against compute.",
        "Fig. 2 mRNAs fold as they are made.",
        "Fig. 3 Steps against compute.",
        "Fig. 4 All of it.",
    )

    assert texts(paper)["Fig. 2"] == "mRNAs fold as they are made."


def test_schemes_do_not_take_the_numbers_of_figures():
    paper = paper_with(
        "Figure S1: Reward.", "Scheme S1: How it is made.", "Figure S2: Loss."
    )

    assert texts(paper) == {
        "Figure S1": "Reward.",
        "Scheme S1": "How it is made.",
        "Figure S2": "Loss.",
    }


def test_a_supplement_counts_anew_and_in_its_own_manner():
    paper = paper_with(
        "Figure 1: Reward.",
        "Figure 2: Loss.",
        "Figure 3: Steps.",
        "Supplementary Fig. 1. Reward of the small ones.",
        "Supplementary Fig. 2. Loss of the small ones.",
    )

    assert labels(paper) == [
        "Figure 1",
        "Figure 2",
        "Figure 3",
        "Supplementary Fig. 1",
        "Supplementary Fig. 2",
    ]


def test_extended_data_stand_beside_the_papers_own_figures():
    paper = paper_with(
        "Fig. 1 | Reward.", "Fig. 2 | Loss.", "Extended Data Fig. 1 | More of it."
    )

    assert texts(paper)["Extended Data Fig. 1"] == "More of it."
    assert len(texts(paper)) == 3


def test_captions_set_like_running_text_are_found_by_their_separator():
    paper = Paper()
    for number in (1, 2):
        page = paper.page()
        end = page.paragraph(72, lines=8)
        page.plot((150, end + 20, 450, end + 150))
        page.caption(end + 170, f"Figure {number}. Reward of the runs.", size=10)
        page.paragraph(end + 200, lines=15)

    assert labels(paper) == ["Figure 1", "Figure 2"]


def candidate(text, evidence, *, stands_out=True, style=CAPTIONS):
    line = line_of([Word(word, Box(0, 0, 9, 9), style) for word in text.split()])
    page = Page(1, 612, 792, (line,))
    return Candidate(page, line, read_label(text), evidence, stands_out)


def chosen(*candidates):
    return {c.line.text for c in choose_captions(candidates)}


def test_without_evidence_nothing_is_chosen():
    assert chosen(candidate("Figure 1 shows", 0), candidate("Table 1 says", 2)) == set()


def test_a_weak_candidate_needs_two_others_of_its_looks():
    weak = candidate("Fig. 3 mRNAs fold", 1)

    assert chosen(candidate("Fig. 1 Reward", 4), weak) == {"Fig. 1 Reward"}
    assert "Fig. 3 mRNAs fold" in chosen(
        candidate("Fig. 1 Reward", 4), candidate("Fig. 2 Loss", 4), weak
    )


@pytest.mark.parametrize(
    "weak",
    [
        candidate("Fig. 2 mRNAs fold", 1),
        candidate("Fig. 3 mRNAs fold", 1, style=BODY),
        candidate("Figure 3 mRNAs fold", 1),
        candidate("Fig. 3 mRNAs fold", -1),
    ],
    ids=["number taken", "other size", "other word", "evidence against it"],
)
def test_a_weak_candidate_that_differs_is_left_out(weak):
    found = chosen(candidate("Fig. 1 Reward", 4), candidate("Fig. 2 Loss", 4), weak)

    assert found == {"Fig. 1 Reward", "Fig. 2 Loss"}


def test_weak_candidates_are_left_out_where_captions_look_like_running_text():
    found = chosen(
        candidate("Fig. 1 Reward", 4, stands_out=False),
        candidate("Fig. 2 Loss", 4, stands_out=False),
        candidate("Fig. 3 mRNAs fold", 1, stands_out=False),
    )

    assert found == {"Fig. 1 Reward", "Fig. 2 Loss"}


def test_kinds_have_manners_of_their_own():
    found = chosen(
        candidate("Figure 1: Reward", 4),
        candidate("Figure 2: Loss", 4),
        candidate("TABLE I", 4),
    )

    assert found == {"Figure 1: Reward", "Figure 2: Loss", "TABLE I"}


def test_of_two_with_one_number_the_usual_manner_wins():
    found = chosen(
        candidate("Figure 1: Reward", 4),
        candidate("Figure 3: Steps", 4),
        candidate("Figure 2. We saw it", 3),
        candidate("Figure 2: Loss", 4),
        candidate("Figure 2a. Note that", 3),
    )

    assert found == {"Figure 1: Reward", "Figure 2: Loss", "Figure 3: Steps"}


def test_labels_alone_with_the_figures_are_chosen_before_a_list_of_legends():
    legends = [candidate(f"Figure {number}. Reward", 5) for number in (1, 2)]
    alone = [candidate(f"Figure {number}", 3) for number in (1, 2)]

    assert chosen(*legends, *alone) == {"Figure 1", "Figure 2"}


def test_a_list_of_legends_before_the_pages_of_figures_is_no_figure():
    paper = Paper()
    paper.title_page()
    page = paper.page()
    for number in (1, 2, 3):
        words = f"Figure {number}. Reward of the models, as far as they were measured."
        page.caption(60 + 40 * number, words, size=10)
    for number in (1, 2, 3):
        page = paper.page()
        page.text(72, 72, f"Figure {number}", size=10)
        page.plot((100, 100, 500, 400))

    found = extract_figures(paper.content()).figures

    assert [(figure.caption.label, figure.page_number) for figure in found] == [
        ("Figure 1", 3),
        ("Figure 2", 4),
        ("Figure 3", 5),
    ]
