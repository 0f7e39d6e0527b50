"""Figures split into panels because an editor asks for it."""

from dataclasses import replace

import pytest

from figures.extraction.errors import BoxError
from figures.extraction.geometry import Box
from figures.extraction.pipeline import extract_figures
from figures.extraction.records import Split
from figures.extraction.splitting import split_figure
from tests.figures.extraction.boxes import overlap
from tests.pdfs import SIDE_BY_SIDE, Paper, one_figure_paper

WORDS = "Runs: (a) short ones, (b) long ones, and (c) all."
ROW = Split(1, Box(75, 80, 535, 220), 0, "Three runs.", "1", count=None)


def plots(letters="", caption="", boxes=SIDE_BY_SIDE):
    """A page with a row of plots, letters under them, and a caption."""
    paper = Paper()
    page = paper.page()
    for box in boxes:
        page.plot(box, title="Reward")
    for letter, box in zip(letters, boxes, strict=False):
        page.text((box[0] + box[2]) / 2 - 5, 214, f"({letter})", size=9)
    if caption:
        page.caption(236, f"Figure 1: {caption}")
    page.paragraph(260, lines=20)
    return paper


def white_paper():
    paper = Paper()
    paper.page()
    return paper


def split(paper, **changes):
    found = split_figure(paper.content(), replace(ROW, **changes))
    return [panel for panel, _ in found]


def letters(panels):
    return [panel.letter for panel in panels]


def test_letters_and_words_make_the_panels_that_the_import_finds():
    paper = plots("abc", WORDS)
    (figure,) = extract_figures(paper.content()).figures

    panels = split(paper, crop_box=figure.crop_box, caption=figure.caption.text)

    assert tuple(panels) == figure.panels
    assert len(panels) == 3


def test_a_caption_inside_the_box_is_no_part_of_the_panels():
    paper = plots("abc", WORDS)

    panels = split(paper, crop_box=Box(60, 80, 545, 245), caption=WORDS)

    assert letters(panels) == ["a", "b", "c"]
    for panel, (left, top, right, _) in zip(panels, SIDE_BY_SIDE, strict=True):
        assert overlap(panel.crop_box, (left, top, right, 216)) > 0.93


def test_clear_gutters_tell_panels_where_no_letters_do():
    panels = split(plots())

    assert letters(panels) == ["a", "b", "c"]
    assert [panel.caption for panel in panels] == ["", "", ""]
    for panel, box in zip(panels, SIDE_BY_SIDE, strict=True):
        assert overlap(panel.crop_box, box) > 0.95


def test_a_single_plot_has_no_panels():
    paper = plots(boxes=[(80, 100, 530, 200)])

    assert split(paper) == []


def test_lines_of_text_are_no_panels():
    paper = Paper()
    paper.page().paragraph(90, lines=9)

    assert split(paper, crop_box=Box(60, 80, 545, 205)) == []


def test_two_halves_that_nearly_touch_are_one():
    paper = plots(boxes=[(80, 100, 305, 200), (309, 100, 534, 200)])

    assert split(paper) == []


def test_white_paper_has_no_panels():
    assert split(white_paper()) == []


@pytest.mark.parametrize("count", [2, 3, 4, 5, 7, 26])
@pytest.mark.parametrize("paper", [plots(), plots("abc", WORDS), white_paper()])
def test_a_count_is_always_kept_to(paper, count):
    panels = split(paper, count=count, caption=WORDS)

    assert letters(panels) == list("abcdefghijklmnopqrstuvwxyz"[:count])
    assert all(panel.crop_box.area > 0 for panel in panels)


def test_panels_divided_by_count_have_the_captions_words():
    panels = split(plots(), count=3, caption=WORDS)

    assert [panel.caption for panel in panels] == ["short ones", "long ones", "all."]
    assert panels[1].name == "long ones"


def test_words_for_fewer_panels_than_asked_for_are_not_handed_out():
    panels = split(plots(), count=2, caption=WORDS)

    assert [panel.caption for panel in panels] == ["", ""]


def test_printed_letters_win_where_they_agree_with_the_count():
    paper = plots("ab", WORDS)

    panels = split(paper, count=2, caption=WORDS)

    assert letters(panels) == ["a", "b"]
    assert [panel.caption for panel in panels] == ["short ones", "long ones"]


def test_a_figure_that_lies_on_its_side_is_split_upright():
    paper = Paper()
    page = paper.page()
    for top in (100, 290, 480):
        page.plot((150, top, 300, top + 160))
    box = Box(140, 90, 310, 650)

    panels = split(paper, crop_box=box, rotation=90)

    # Turned clockwise, what is lowest on the page comes first.
    assert [round(panel.crop_box.top / 10) for panel in panels] == [48, 29, 10]


def test_each_panel_comes_with_its_pixels_trimmed_and_upright():
    found = list(split_figure(plots().content(), replace(ROW, rotation=90)))

    for panel, piece in found:
        assert panel.crop_box.expanded(1).contains(piece.box)
        assert piece.image.height > piece.image.width


@pytest.mark.parametrize(
    ("page", "box", "sentence"),
    [(9, ROW.crop_box, "no page 9"), (1, Box(900, 0, 999, 9), "outside page 1")],
)
def test_what_is_not_on_the_page_is_refused(page, box, sentence):
    asked = replace(ROW, page_number=page, crop_box=box)

    with pytest.raises(BoxError, match=sentence):
        list(split_figure(one_figure_paper(), asked))
