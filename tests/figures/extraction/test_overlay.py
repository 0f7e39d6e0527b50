"""The pages drawn here are grey, so that what is drawn onto them can be told by colour."""

from dataclasses import replace

import pytest
from PIL import Image

from figures.extraction.geometry import Box
from figures.extraction.lettering import break_lines, is_legible, measure, spell
from figures.extraction.overlay import CAPTION, FIGURE, TABLE, TRUE, draw_overlay
from figures.extraction.records import Caption, ExtractedFigure, FigureKind, Panel
from tests.figures.extraction.lists import BOX, listed_figure

GREY = (200, 200, 200)
SIZE = (600, 800)


def page():
    return Image.new("L", SIZE, 200)


def figure(label="Figure 1", **changes):
    kind = changes.pop("kind", FigureKind.FIGURE)
    caption_box = changes.pop("caption_box", Box(100.0, 220.0, 300.0, 240.0))
    caption = Caption(
        kind=kind,
        number=changes.pop("number", "1"),
        label=label,
        text="Loss by step.",
        printed=f"{label}: Loss by step.",
        page_number=1,
        box=caption_box,
    )
    values = {
        "caption": caption,
        "page_number": 1,
        "crop_box": BOX,
        "rotation": 0,
        "panels": (),
        "name": "loss by step",
        "alt_text": "",
        "text": "",
        "confidence": 0.92,
        "warnings": (),
    }
    return ExtractedFigure(**values | changes)


def panel(letter, box):
    return Panel(letter, box, caption="", name="", alt_text="", text="")


def colours(image, box):
    cut = image.crop((box.left, box.top, box.right, box.bottom))
    return {colour for _, colour in cut.getcolors(maxcolors=100_000)}


def foot(image):
    return image.crop((0, SIZE[1], *image.size))


def test_each_kind_is_outlined_in_its_colour_and_what_is_inside_stays():
    table = figure("Table 1", kind=FigureKind.TABLE, crop_box=Box(350, 400, 550, 500))

    image = draw_overlay(page(), [figure(), table], true=None, scale=1)

    assert image.getpixel((98, 150)) == FIGURE
    assert image.getpixel((348, 450)) == TABLE
    assert colours(image, BOX) == {GREY}


def test_boxes_grow_with_the_scale():
    image = draw_overlay(page(), [figure()], true=None, scale=2)

    assert image.getpixel((198, 300)) == FIGURE


@pytest.mark.parametrize(
    ("caption_box", "between"),
    [
        (Box(150, 230, 250, 240), (200, 215)),
        (Box(260, 60, 300, 70), (280, 85)),
        (Box(20, 140, 70, 160), (85, 150)),
        (Box(330, 140, 400, 160), (315, 150)),
    ],
    ids=["below", "above", "left", "right"],
)
def test_a_line_joins_the_figure_with_its_caption(caption_box, between):
    image = draw_overlay(page(), [figure(caption_box=caption_box)], true=None, scale=1)

    assert image.getpixel(between) == CAPTION


def test_a_panel_has_an_outline_and_a_tab():
    half = Box(100.0, 100.0, 200.0, 200.0)

    image = draw_overlay(
        page(), [figure(panels=(panel("a", half),))], true=None, scale=1
    )

    assert image.getpixel((201, 150)) == FIGURE
    assert (255, 255, 255) in colours(image, Box(100, 100, 120, 120))


def test_the_tab_hangs_where_it_hides_no_caption():
    above = Box(100.0, 70.0, 300.0, 90.0)

    image = draw_overlay(page(), [figure(caption_box=above)], true=None, scale=1)

    assert colours(image, above) <= {GREY, CAPTION}
    assert FIGURE in colours(image, Box(100, 210, 150, 220))


def test_a_tab_stays_on_the_page():
    everything = Box(0.0, 0.0, *SIZE)

    image = draw_overlay(page(), [figure(crop_box=everything)], true=None, scale=1)

    assert FIGURE in colours(image, Box(0, 0, 100, 20))


def test_warnings_stand_in_an_added_foot():
    calm = draw_overlay(page(), [figure()], true=None, scale=1)
    doubtful = draw_overlay(
        page(), [figure(warnings=("Its box is a guess.",))], true=None, scale=1
    )

    assert calm.height > SIZE[1]
    assert doubtful.height > calm.height
    assert colours(foot(calm), Box(0, 0, 600, 10)) == {(30, 30, 30), (255, 255, 255)}


def test_the_ground_truth_is_dashed():
    elsewhere = Box(100.0, 400.0, 300.0, 500.0)

    image = draw_overlay(
        page(), [figure()], true=[listed_figure(box=elsewhere)], scale=1
    )

    edge = Box(97, 420, 99, 500)
    assert colours(image, edge) == {GREY, TRUE}


@pytest.mark.parametrize(
    ("found", "true", "sentences"),
    [
        ([figure()], [listed_figure()], 0),
        ([figure()], [listed_figure(box=replace(BOX, left=200.0))], 1),
        ([figure()], [], 1),
        ([], [listed_figure()], 1),
        ([figure()], [listed_figure(number="2")], 2),
        ([figure()], [listed_figure(number="", is_ignored=True)], 0),
    ],
    ids=["right", "another box", "extra", "missed", "another number", "ignored"],
)
def test_the_foot_says_what_is_wrong(found, true, sentences):
    nothing = draw_overlay(page(), [], true=[], scale=1)

    image = draw_overlay(page(), found, true, scale=1)

    assert (image.height - nothing.height) / 24 == sentences


def test_a_label_in_letters_that_the_font_lacks_leaves_kind_and_number():
    cyrillic = draw_overlay(page(), [figure("Рисунок 1")], true=None, scale=1)

    assert cyrillic == draw_overlay(page(), [figure("Figure 1")], true=None, scale=1)


def test_a_number_that_the_font_lacks_is_a_question_mark():
    chinese = figure("图一", number="一")

    image = draw_overlay(page(), [chinese], true=None, scale=1)

    assert image == draw_overlay(page(), [figure("Figure ?")], true=None, scale=1)


def test_accents_that_the_font_lacks_are_dropped():
    assert is_legible("Obrázek 3")
    assert spell("Obrázek 3") in {"Obrazek 3", "Obrázek 3"}
    assert not is_legible("Рисунок 3")


def test_lines_break_between_words():
    lines = list(break_lines("a figure without its caption", size=17, width=100))

    assert " ".join(lines) == "a figure without its caption"
    assert len(lines) > 1
    assert all(measure(line, 17) <= 100 for line in lines)
