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


def test_letters_of_several_panels_on_one_line_are_told_apart():
    paper = Paper()
    page = paper.page()
    page.plot((80, 100, 300, 200))
    page.plot((310, 100, 530, 200))
    page.text(
        150, 214, f"(a) Loss of the short runs{' ' * 3}(b) Reward of all", size=12
    )
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
    for letter, box in zip("ab", THREE, strict=False):
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


def test_printed_letters_witness_panels_where_there_is_no_gutter():
    paper = Paper()
    page = paper.page()
    page.plot((80, 100, 530, 200), title="Reward")
    for place, words in enumerate(("Loss", "Gradient", "Steps", "Tokens")):
        page.text(130 + place * 90, 170, words, size=8)
    for letter, left in (("(a)", 90), ("(c)", 390)):
        page.text(left, 130, letter, size=9)
    page.caption(220, "Figure 1: Runs: (a) short ones, (b) long ones, and (c) all.")
    page.paragraph(250, lines=20)

    found = panels(paper)

    assert list(found) == ["a", "b", "c"]
    assert overlap(found["b"].crop_box, (230, 100, 380, 200)) > 0.9


def test_gutters_give_the_panel_whose_letter_is_missing():
    paper = Paper()
    page = paper.page()
    for letter, box in zip("a c", THREE, strict=True):
        page.plot(box, title="Reward")
        page.text(box[0] + 2, 96, f"({letter})" if letter != " " else "", size=9)
    page.caption(220, "Figure 1: Runs: (a) short ones, (b) long ones, and (c) all.")
    page.paragraph(250, lines=20)

    found = panels(paper)

    assert list(found) == ["a", "b", "c"]
    assert overlap(found["b"].crop_box, THREE[1]) > 0.93


def test_printed_letters_tell_that_panels_are_counted_down_the_columns():
    paper = Paper()
    page = paper.page()
    for place, letter in enumerate("abcd"):
        left, top = 80 + place // 2 * 230, 100 + place % 2 * 130
        page.plot((left, top, left + 210, top + 100), title="Reward")
        if letter != "c":
            page.text(left + 4, top + 40, f"({letter})", size=9)
    page.caption(350, "Figure 1: (a) Loss, (b) steps, (c) reward and (d) all.")
    page.paragraph(380, lines=20)

    found = panels(paper)

    assert list(found) == ["a", "b", "c", "d"]
    assert overlap(found["b"].crop_box, (80, 230, 290, 334)) > 0.93
    assert overlap(found["c"].crop_box, (310, 100, 520, 204)) > 0.93


def test_pictures_belong_to_the_letter_below_them():
    paper = Paper()
    page = paper.page()
    for row in range(5):
        for column in range(2 if row < 2 else 4):
            left, top = 80 + column * 110, 80 + row * 80 + (row > 1) * 20
            page.picture((left, top, left + 100, top + 60), pixels=(100, 60))
    page.text(170, 230, "(a)", size=9)
    page.text(280, 494, "(b)", size=9)
    page.caption(520, "Figure 1: Cells: (a) stained and (b) unstained ones.")
    page.paragraph(550, lines=8)

    found = panels(paper)

    assert list(found) == ["a", "b"]
    assert overlap(found["a"].crop_box, (80, 80, 290, 232)) > 0.93
    assert overlap(found["b"].crop_box, (80, 260, 510, 496)) > 0.93


def test_an_axis_is_not_cut_off_its_plot():
    paper = Paper()
    page = paper.page()
    for letter, left, right in (("A", 80, 340), ("B", 360, 530)):
        page.text(left, 95, letter, size=10)
        page.plot((left + 55, 110, right, 220), title="Reward")
        for height in range(115, 220, 20):
            page.text(left, height, "0.5 Loss", size=9)
    page.text(280, 245, "legend of all the runs", size=9)
    page.caption(270, "Figure 1: (A) Short runs. (B) Long runs.")
    page.paragraph(300, lines=20)

    found = panels(paper)

    assert list(found) == ["a", "b"]
    assert found["b"].crop_box.left > 335


def test_columns_of_pictures_under_one_letter_stay_together():
    paper = Paper()
    page = paper.page()
    for column in range(3):
        for row in range(3):
            left, top = 80 + column * 110, 100 + row * 106
            page.picture((left, top, left + 100, top + 100), pixels=(100, 100))
    page.caption(440, "Figure 1: Maps: (a) ours, (b) theirs and (c) the difference.")
    page.paragraph(470, lines=15)

    found = panels(paper)

    assert list(found) == ["a", "b", "c"]
    assert overlap(found["b"].crop_box, (190, 100, 290, 412)) > 0.95


def test_rows_of_different_length_are_read_row_by_row():
    paper = Paper()
    page = paper.page()
    boxes = [(80 + k * 115, 100, 180 + k * 115, 190) for k in range(4)]
    boxes += [(80, 210, 300, 280), (310, 210, 525, 280)]
    for left, top, right, bottom in boxes:
        pixels = (right - left, bottom - top)
        page.picture((left, top, right, bottom), pixels=pixels)
    page.caption(300, "Figure 1: (a-c) Loss and (d) steps; (e, f) reward.")
    page.paragraph(330, lines=20)

    found = panels(paper)

    assert "".join(found) == "abcdef"
    for panel, box in zip(found.values(), boxes, strict=True):
        assert overlap(panel.crop_box, box) > 0.95


def test_a_legend_below_all_panels_does_not_move_their_boundary():
    paper = Paper()
    page = paper.page()
    for letter, left, right in (("A", 100, 340), ("B", 360, 530)):
        page.text(left - 20, 95, letter, size=10)
        page.plot((left, 110, right, 220), title="Reward")
        page.text(left - 18, 160, "0.5", size=8)
    page.text(280, 245, "legend of all the runs", size=9)
    page.caption(270, "Figure 1: (A) Short runs. (B) Long runs.")
    page.paragraph(300, lines=20)

    found = panels(paper)

    assert list(found) == ["a", "b"]
    assert found["a"].crop_box.right < 345
    assert found["b"].crop_box.left > 335
