import pytest

from figures.extraction.pipeline import cut_figures, extract_figures
from figures.extraction.records import Cut, FigureKind
from tests.figures.extraction.boxes import by_label, overlap
from tests.pdfs import LEFT_COLUMN, RIGHT_COLUMN, Paper, one_figure_paper


def test_a_figure_comes_out_with_its_box_caption_and_name():
    paper = extract_figures(one_figure_paper("Figure 1: Reward against compute."))

    (figure,) = paper.figures
    assert paper.page_count == 1
    assert figure.caption.label == "Figure 1"
    assert figure.caption.text == "Reward against compute."
    assert figure.caption.kind is FigureKind.FIGURE
    assert figure.page_number == 1
    assert figure.name == "Reward against compute"
    assert figure.text == "Reward"
    assert overlap(figure.crop_box, (150, 200, 450, 350)) > 0.97


def test_progress_counts_pages():
    paper = Paper()
    for _ in range(3):
        paper.page().paragraph(100)
    told = []

    extract_figures(paper.content(), lambda done, count: told.append((done, count)))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_extraction_is_deterministic():
    pdf = one_figure_paper()

    assert extract_figures(pdf) == extract_figures(pdf)


def test_figures_of_both_columns_and_across_them_keep_apart():
    paper = Paper()
    page = paper.page()
    page.plot((80, 60, 530, 200))
    page.caption(220, "Figure 1: A wide plot that stands over both of the columns.")
    for column in (LEFT_COLUMN, RIGHT_COLUMN):
        page.paragraph(240, lines=8, column=column)
        left, right = column
        page.plot((left + 10, 360, right - 10, 480))
        page.paragraph(530, lines=14, column=column)
    page.caption(500, "Figure 2: Left.", column=LEFT_COLUMN)
    page.caption(500, "Figure 3: Right.", column=RIGHT_COLUMN)

    figures = by_label(extract_figures(paper.content()))

    assert list(figures) == ["Figure 1", "Figure 2", "Figure 3"]
    assert overlap(figures["Figure 1"].crop_box, (80, 60, 530, 200)) > 0.95
    assert overlap(figures["Figure 2"].crop_box, (64, 360, 287, 480)) > 0.95
    assert overlap(figures["Figure 3"].crop_box, (325, 360, 548, 480)) > 0.95


def test_a_sideways_figure_is_turned_upright():
    paper = Paper()
    page = paper.page()
    page.plot((100, 150, 400, 650))
    page.text(430, 600, "Figure 1: Set sideways over a page of its own.", turned=90)
    paper.page().paragraph(72, lines=30)
    pdf = paper.content()

    (figure,) = extract_figures(pdf).figures

    assert figure.rotation == 90
    assert overlap(figure.crop_box, (100, 150, 400, 650)) > 0.95
    cut = Cut(figure.page_number, figure.crop_box, figure.rotation, trim=True)
    (piece,) = cut_figures(pdf, [cut])
    assert piece.image.width > piece.image.height


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_rotated_page_is_read_as_it_is_displayed(rotation):
    paper = Paper()
    drawn = paper.page()
    drawn.plot((150, 200, 450, 350))
    drawn.caption(372, "Figure 1: Reward against compute.")
    drawn.paragraph(400, lines=20)
    drawn.page.set_rotation(rotation)

    (figure,) = extract_figures(paper.content()).figures

    assert (figure.rotation + rotation) % 360 == 0
    expected = {
        90: (792 - 350, 150, 792 - 200, 450),
        180: (612 - 450, 792 - 350, 612 - 150, 792 - 200),
        270: (200, 612 - 450, 350, 612 - 150),
    }
    assert overlap(figure.crop_box, expected[rotation]) > 0.95


def test_a_cropped_page_counts_from_its_visible_corner():
    paper = Paper()
    drawn = paper.page()
    drawn.plot((150, 200, 450, 350))
    drawn.caption(372, "Figure 1: Reward against compute.")
    drawn.paragraph(400, lines=20)
    drawn.page.set_cropbox((50, 40, 600, 780))

    (figure,) = extract_figures(paper.content()).figures

    assert overlap(figure.crop_box, (100, 160, 400, 310)) > 0.95


def test_the_same_label_twice_is_delivered_twice_and_told():
    paper = Paper()
    for _ in range(2):
        page = paper.page()
        page.plot((150, 100, 450, 250))
        page.caption(272, "Figure 1: Reward against compute.")
        page.paragraph(300, lines=20)

    extracted = extract_figures(paper.content())

    assert [figure.page_number for figure in extracted.figures] == [1, 2]
    assert extracted.warnings == ("Figure 1 appears 2 times.",)


def test_a_caption_without_a_figure_is_delivered_with_a_doubt():
    paper = Paper()
    page = paper.page()
    end = page.caption(86, "Figure 1: What is not there.")
    page.paragraph(end + 14, lines=30)

    (figure,) = extract_figures(paper.content()).figures

    assert figure.confidence < 0.5
    assert figure.warnings


def test_pages_without_text_say_so():
    paper = Paper()
    paper.page().picture((0, 0, 612, 792), pixels=(306, 396))

    extracted = extract_figures(paper.content())

    assert extracted.figures == ()
    assert "pages are pictures" in extracted.warnings[0]


def test_text_without_captions_says_so():
    paper = Paper()
    paper.page().paragraph(72)

    assert "no figure was cut" in extract_figures(paper.content()).warnings[0]


def test_a_page_too_large_to_draw_loses_its_figures_with_a_warning():
    paper = Paper(size=(9000, 9000))
    page = paper.page()
    page.plot((150, 200, 450, 350))
    page.caption(372, "Figure 1: Reward against compute.")

    extracted = extract_figures(paper.content())

    assert extracted.figures == ()
    assert any("too large" in warning for warning in extracted.warnings)
