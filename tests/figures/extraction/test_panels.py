from figures.extraction.pipeline import extract_figures
from tests.figures.extraction.boxes import by_letter, overlap
from tests.pdfs import SIDE_BY_SIDE, Paper


def panels(paper):
    return by_letter(extract_figures(paper.content()))


def test_letters_under_the_plots_make_panels_with_the_captions_words():
    paper = Paper()
    page = paper.page()
    for letter, box in zip("abc", SIDE_BY_SIDE, strict=True):
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
    for letter, (left, top, right, _) in zip("abc", SIDE_BY_SIDE, strict=True):
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
    for letter, box in zip("abc", SIDE_BY_SIDE, strict=True):
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
    for letter, box in zip("ABC", SIDE_BY_SIDE, strict=True):
        page.plot(box)
        page.text(box[0] + 30, 150, letter, size=10)
    page.caption(220, "Figure 1: Three states and the steps between them.")
    page.paragraph(250, lines=20)

    assert panels(paper) == {}


def test_a_continued_figure_goes_on_with_its_letters():
    paper = Paper()
    page = paper.page()
    for letter, box in zip("cd", SIDE_BY_SIDE[:2], strict=True):
        page.plot(box)
        page.text((box[0] + box[2]) / 2 - 5, 214, f"({letter})", size=9)
    page.caption(236, "Figure 1 (continued).")
    page.paragraph(260, lines=20)

    assert list(panels(paper)) == ["c", "d"]


def test_letters_of_several_panels_on_one_line_are_told_apart():
    paper = Paper()
    page = paper.page()
    page.plot((80, 100, 300, 200))
    page.plot((310, 100, 530, 200))
    page.text(190, 214, f"(a) Loss of the short runs{' ' * 3}(b) Reward of all", size=9)
    page.caption(236, "Figure 1: Two views of the runs.")
    page.paragraph(260, lines=20)

    found = panels(paper)

    assert list(found) == ["a", "b"]
    assert found["a"].caption == "Loss of the short runs"
    assert found["b"].caption == "Reward of all"


def test_a_sub_caption_goes_on_below():
    paper = Paper()
    page = paper.page()
    for letter, left in (("a", 80), ("b", 320)):
        page.plot((left, 100, left + 200, 200))
        page.text(left, 216, f"({letter}) Loss of the", size=9)
        page.text(left, 226, f"runs of {letter}", size=9)
    page.caption(246, "Figure 1: Two views of the runs.")
    page.paragraph(270, lines=20)

    found = panels(paper)

    assert [panel.caption for panel in found.values()] == [
        "Loss of the runs of a",
        "Loss of the runs of b",
    ]


def test_letters_printed_twice_tie_places_together():
    paper = Paper()
    page = paper.page()
    page.plot((80, 100, 530, 300), title="Reward of all runs")
    for place, letter in enumerate("ABC"):
        page.text(90, 150 + place * 40, letter, size=6)
        page.text(140, 150 + place * 40, "what is done", size=8)
        page.text(300 + place * 60, 200, letter, size=6)
        page.text(310 + place * 60, 220, "where", size=8)
    page.caption(320, "Figure 1: (A) Loss, (B) reward and (C) steps in one plot.")
    page.paragraph(350, lines=20)

    assert panels(paper) == {}


def test_variables_at_an_axis_are_no_panels():
    paper = Paper()
    page = paper.page()
    for letter, box in zip("ab", SIDE_BY_SIDE, strict=False):
        page.plot(box)
        page.text(box[0] + 30, 215, letter, size=10, font="tiit")
    page.caption(235, "Figure 1: Time in the interval: a, where it starts. b, its end.")
    page.text(110, 90, "Reward of runs", size=9)
    page.text(260, 90, "Loss of runs", size=9)
    page.text(260, 170, "Tokens", size=9)
    page.text(160, 170, "Steps", size=9)
    page.page.draw_line((80, 150), (375, 150))
    page.paragraph(260, lines=20)

    assert panels(paper) == {}


def test_the_choices_of_a_question_are_no_panels():
    paper = Paper()
    page = paper.page()
    page.page.draw_rect((80, 100, 530, 220))
    page.text(90, 120, "Which model learns quickly?", size=10)
    for place, letter in enumerate("ABCD"):
        page.text(90, 140 + place * 14, f"{letter}) the model of this size", size=10)
    page.caption(240, "Figure 1: A prompt with its choices.")
    page.paragraph(260, lines=20)

    assert panels(paper) == {}
