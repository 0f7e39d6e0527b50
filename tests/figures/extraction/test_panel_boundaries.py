from figures.extraction.pipeline import extract_figures
from tests.figures.extraction.boxes import by_letter, overlap
from tests.pdfs import SIDE_BY_SIDE, Paper


def panels(paper):
    return by_letter(extract_figures(paper.content()))


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
    for letter, box in zip("a c", SIDE_BY_SIDE, strict=True):
        page.plot(box, title="Reward")
        page.text(box[0] + 2, 96, f"({letter})" if letter != " " else "", size=9)
    page.caption(220, "Figure 1: Runs: (a) short ones, (b) long ones, and (c) all.")
    page.paragraph(250, lines=20)

    found = panels(paper)

    assert list(found) == ["a", "b", "c"]
    assert overlap(found["b"].crop_box, SIDE_BY_SIDE[1]) > 0.93


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
