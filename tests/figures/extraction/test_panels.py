from figures.extraction.pipeline import extract_figures
from tests.figures.extraction.boxes import overlap
from tests.pdfs import Paper

THREE = ((80, 100, 220, 200), (235, 100, 375, 200), (390, 100, 530, 200))


def panels(paper):
    (figure,) = extract_figures(paper.content()).figures
    return {panel.letter: panel for panel in figure.panels}


def test_letters_under_the_plots_make_panels_with_the_captions_words():
    paper = Paper()
    page = paper.page()
    for letter, box in zip("abc", THREE, strict=True):
        page.plot(box, title="Reward")
        page.text((box[0] + box[2]) / 2 - 5, 214, f"({letter})", size=9)
    page.caption(236, "Figure 1: Runs: (a) short ones, (b) long ones, and (c) all.")
    page.paragraph(260, lines=20)

    found = panels(paper)

    assert list(found) == ["a", "b", "c"]
    assert [panel.caption for panel in found.values()] == [
        "short ones",
        "long ones",
        "all.",
    ]
    assert [panel.name for panel in found.values()] == [
        "short ones",
        "long ones",
        "all",
    ]
    assert found["a"].text == "Reward (a)"
    for letter, (left, top, right, _) in zip("abc", THREE, strict=True):
        assert overlap(found[letter].crop_box, (left, top, right, 216)) > 0.93


def test_sub_captions_printed_under_the_plots_belong_to_their_panels():
    paper = Paper()
    page = paper.page()
    for row in range(2):
        for column, left in enumerate((90, 330)):
            top = 80 + row * 170
            page.plot((left, top, left + 190, top + 120))
            letter = "abcd"[row * 2 + column]
            page.text(left + 40, top + 135, f"({letter}) Loss of run {letter}", size=9)
    page.caption(430, "Figure 1: Four runs.")
    page.paragraph(450, lines=15)

    found = panels(paper)

    assert list(found) == ["a", "b", "c", "d"]
    assert found["d"].caption == "Loss of run d"
    assert overlap(found["d"].crop_box, (330, 250, 520, 388)) > 0.93


def test_bold_letters_above_the_plots_count_when_the_caption_explains_them():
    paper = Paper()
    page = paper.page()
    for letter, box in zip("abc", THREE, strict=True):
        page.plot(box)
        page.text(box[0] - 2, 95, letter, size=10, font="hebo")
    page.caption(220, "Figure 1: a, Short runs. b, Long runs. c, All runs.")
    page.paragraph(250, lines=20)

    found = panels(paper)

    assert list(found) == ["a", "b", "c"]
    assert overlap(found["b"].crop_box, (233, 88, 375, 200)) > 0.93


def test_letters_alone_are_not_panels():
    paper = Paper()
    page = paper.page()
    for letter, box in zip("ABC", THREE, strict=True):
        page.plot(box)
        page.text(box[0] + 30, 150, letter, size=10)
    page.caption(220, "Figure 1: Three states and the steps between them.")
    page.paragraph(250, lines=20)

    assert panels(paper) == {}


def test_a_continued_figure_goes_on_with_its_letters():
    paper = Paper()
    page = paper.page()
    for letter, box in zip("cd", THREE[:2], strict=True):
        page.plot(box)
        page.text((box[0] + box[2]) / 2 - 5, 214, f"({letter})", size=9)
    page.caption(236, "Figure 1 (continued).")
    page.paragraph(260, lines=20)

    assert list(panels(paper)) == ["c", "d"]


def test_letters_in_the_caption_alone_are_matched_to_the_parts_between_gutters():
    paper = Paper()
    page = paper.page()
    page.picture((80, 100, 280, 300), pixels=(200, 200))
    page.picture((300, 100, 530, 190), pixels=(230, 90))
    page.picture((300, 205, 530, 300), pixels=(230, 95))
    page.caption(320, "Figure 1: (a) The whole; (b) its upper and (c) its lower part.")
    page.paragraph(350, lines=20)

    found = panels(paper)

    assert list(found) == ["a", "b", "c"]
    assert overlap(found["a"].crop_box, (80, 100, 280, 300)) > 0.95
    assert overlap(found["c"].crop_box, (300, 205, 530, 300)) > 0.95


def test_pictures_that_touch_are_cut_into_equal_parts():
    paper = Paper()
    page = paper.page()
    page.picture((80, 100, 520, 300), pixels=(440, 200))
    page.caption(320, "Figure 1: Pictures (a) of this and (b) of that.")
    page.paragraph(350, lines=20)

    found = panels(paper)

    assert list(found) == ["a", "b"]
    assert overlap(found["a"].crop_box, (80, 100, 300, 300)) > 0.95
    assert overlap(found["b"].crop_box, (300, 100, 520, 300)) > 0.95


def test_words_without_letters_in_a_figure_without_gutters_are_one_panel():
    paper = Paper()
    page = paper.page()
    page.plot((80, 100, 530, 300), title="Reward")
    for place, words in enumerate(("Loss", "Gradient", "Steps", "Tokens")):
        page.text(200 + place * 60, 180, words, size=8)
    page.caption(320, "Figure 1: One plot of (a) this and (b) that.")
    page.paragraph(350, lines=20)

    assert panels(paper) == {}
