from figures.extraction.pipeline import extract_figures
from tests.figures.extraction.boxes import by_label, overlap
from tests.pdfs import COLUMN, LEFT_COLUMN, RIGHT_COLUMN, Paper


def boxes(paper):
    found = by_label(extract_figures(paper.content()))
    return {label: figure.crop_box for label, figure in found.items()}


ROWS = [["Model", "Loss", "Score"], ["Small", "2.1", "40"], ["Large", "1.7", "55"]]


def test_a_table_lies_below_its_caption():
    paper = Paper()
    page = paper.page()
    end = page.paragraph(72, lines=6)
    page.caption(end + 20, "Table 1: Scores.")
    bottom = page.table(150, end + 30, ROWS)
    page.paragraph(bottom + 20, lines=20)

    assert overlap(boxes(paper)["Table 1"], (150, end + 30, 420, bottom)) > 0.9


def test_a_table_without_rules_is_found():
    paper = Paper()
    page = paper.page()
    page.caption(100, "Table 1: Scores.")
    for number, cells in enumerate(ROWS):
        for place, cell in enumerate(cells):
            page.text(150 + place * 90, 125 + number * 12, cell, size=9)
    page.paragraph(200, lines=20)

    assert overlap(boxes(paper)["Table 1"], (150, 118, 353, 150)) > 0.8


def test_a_table_and_a_figure_between_their_captions_are_divided():
    paper = Paper()
    page = paper.page()
    page.caption(80, "Table 1: Scores.")
    bottom = page.table(150, 92, ROWS)
    page.plot((150, bottom + 30, 450, bottom + 180))
    page.caption(bottom + 200, "Figure 1: Reward.")
    page.paragraph(bottom + 230, lines=15)

    found = boxes(paper)

    assert overlap(found["Table 1"], (150, 92, 420, bottom)) > 0.9
    assert overlap(found["Figure 1"], (150, bottom + 30, 450, bottom + 180)) > 0.95


def test_stacked_figures_go_each_to_its_own_caption():
    paper = Paper()
    page = paper.page()
    for number in range(3):
        top = 60 + number * 220
        page.plot((150, top, 450, top + 160))
        page.caption(top + 180, f"Figure {number + 1}: Reward.", column=(220, 400))

    found = boxes(paper)

    for number in range(3):
        top = 60 + number * 220
        drawn = (150, top, 450, top + 160)
        assert overlap(found[f"Figure {number + 1}"], drawn) > 0.95


def test_captions_above_their_figures_are_learnt_from_the_paper():
    paper = Paper()
    for number in (1, 2):
        page = paper.page()
        page.paragraph(72, lines=8)
        page.caption(200, f"Figure {number}: Reward.")
        page.plot((150, 212, 450, 330))
        page.paragraph(350, lines=15)
    page = paper.page()
    for number in (3, 4):
        top = 60 + (number - 3) * 230
        page.caption(top, f"Figure {number}: Reward.")
        page.plot((150, top + 14, 450, top + 200))

    found = boxes(paper)

    assert overlap(found["Figure 3"], (150, 74, 450, 260)) > 0.95
    assert overlap(found["Figure 4"], (150, 304, 450, 490)) > 0.95


def test_a_caption_beside_its_figure():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=6)
    page.plot((72, 180, 320, 360))
    page.caption(200, "Figure 1: Reward against the compute spent.", column=(335, 540))
    page.paragraph(390, lines=20)

    assert overlap(boxes(paper)["Figure 1"], (72, 180, 320, 360)) > 0.95


def test_a_figure_with_text_flowing_around_it():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=8)
    page.paragraph(175, lines=16, column=(72, 300))
    page.plot((330, 180, 530, 310))
    page.caption(328, "Figure 1: Reward against compute.", column=(330, 540))
    page.paragraph(400, lines=10)

    assert overlap(boxes(paper)["Figure 1"], (330, 180, 530, 310)) > 0.95


def test_margin_line_numbers_are_not_part_of_a_figure():
    paper = Paper()
    for first in (0, 54):
        page = paper.page()
        for line in range(54):
            page.text(40, 80 + line * 12, f"{first + line:03}", size=7)
        page.paragraph(72, lines=8)
        page.plot((80, 200, 530, 330))
        page.caption(350, f"Figure {1 + first // 54}: Reward.")
        page.paragraph(370, lines=25)

    found = boxes(paper)

    assert overlap(found["Figure 1"], (80, 200, 530, 330)) > 0.95
    assert overlap(found["Figure 2"], (80, 200, 530, 330)) > 0.95


def test_running_heads_and_page_numbers_are_not_part_of_a_figure():
    paper = Paper()
    for number in range(1, 5):
        page = paper.page()
        page.text(72, 40, "Proceedings of a meeting that never took place", size=8)
        page.text(530, 40, str(number), size=8)
        page.rule(72, 540, 45)
        page.plot((100, 60, 500, 250))
        page.caption(270, f"Figure {number}: Reward.")
        page.paragraph(290, lines=30)

    for box in boxes(paper).values():
        assert overlap(box, (100, 60, 500, 250)) > 0.95


def test_a_stamp_up_the_side_is_not_part_of_a_figure():
    paper = Paper()
    page = paper.page()
    page.text(30, 500, "arXiv:2510.13786v1 [cs.LG] 15 Oct 2025", size=18, turned=90)
    page.plot((72, 100, 540, 300))
    page.caption(320, "Figure 1: Reward.")
    page.paragraph(340, lines=25)

    assert overlap(boxes(paper)["Figure 1"], (72, 100, 540, 300)) > 0.95


def test_a_heading_above_a_figure_stays_out_of_it():
    paper = Paper()
    for number, title in enumerate(("Why we ask", "What is known", "How we measured")):
        page = paper.page()
        page.text(72, 90, f"{number} {title}", size=12, font="tibo")
        page.paragraph(96, lines=30)
    page = paper.page()
    page.text(72, 90, "3 What we found", size=12, font="tibo")
    page.plot((150, 110, 450, 260))
    page.caption(280, "Figure 1: Reward.")
    page.paragraph(300, lines=20)

    assert overlap(boxes(paper)["Figure 1"], (150, 110, 450, 260)) > 0.95


def test_footnotes_are_not_part_of_a_table_above_them():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=35)
    page.caption(530, "Table 1: Scores.")
    bottom = page.table(150, 540, ROWS)
    page.rule(72, 180, bottom + 60)
    page.text(
        76, bottom + 70, "1 A remark on what was said above, in small type.", size=8
    )

    assert overlap(boxes(paper)["Table 1"], (150, 540, 420, bottom)) > 0.85


def test_an_algorithm_beside_a_figure_is_not_part_of_it():
    paper = Paper()
    page = paper.page()
    page.table(150, 80, [["for each step", ""], ["measure", ""]])
    page.text(200, 130, "Algorithm 1: Measure every step.", size=9)
    page.plot((150, 150, 450, 300))
    page.caption(320, "Figure 1: Reward.")
    page.paragraph(340, lines=20)

    assert overlap(boxes(paper)["Figure 1"], (150, 150, 450, 300)) > 0.95


def test_white_margins_inside_an_image_do_not_count():
    paper = Paper()
    page = paper.page()
    page.page.draw_rect((100, 90, 520, 320), color=(1, 1, 1), fill=(1, 1, 1))
    page.plot((150, 120, 450, 280))
    page.caption(335, "Figure 1: Reward.")
    page.paragraph(360, lines=20)

    assert overlap(boxes(paper)["Figure 1"], (150, 120, 450, 280)) > 0.95


def test_a_coloured_page_is_not_a_figure():
    paper = Paper()
    page = paper.page()
    page.page.draw_rect(page.page.rect, color=None, fill=(0.9, 0.9, 1))
    page.plot((150, 120, 450, 280))
    page.caption(300, "Figure 1: Reward.")
    page.paragraph(330, lines=20)

    assert overlap(boxes(paper)["Figure 1"], (150, 120, 450, 280)) > 0.95


def test_a_figure_of_words_alone_is_delivered_with_a_doubt():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=6)
    for line in range(4):
        page.text(200, 180 + line * 12, f"> step {line}", size=8, font="cour")
    page.caption(250, "Figure 1: A log.")
    page.paragraph(280, lines=20)

    (figure,) = extract_figures(paper.content()).figures

    assert overlap(figure.crop_box, (200, 173, 242, 219)) > 0.7
    assert figure.warnings


def test_many_captions_on_a_page_are_still_arranged():
    paper = Paper()
    page = paper.page()
    drawn = {}
    for row in range(4):
        for column, (left, right) in enumerate((LEFT_COLUMN, RIGHT_COLUMN)):
            top = 50 + row * 180
            number = row * 2 + column + 1
            drawn[f"Figure {number}"] = (left + 30, top, right - 30, top + 110)
            page.plot(drawn[f"Figure {number}"])
            page.text(left + 60, top + 130, f"Figure {number}: Reward.", size=9)
    paper.page().paragraph(72, lines=30, column=LEFT_COLUMN)

    found = boxes(paper)

    assert {label: overlap(found[label], drawn[label]) > 0.9 for label in drawn} == (
        dict.fromkeys(drawn, True)
    )


def test_a_figure_wider_than_its_column_is_kept_whole():
    paper = Paper()
    page = paper.page()
    page.plot((80, 60, 530, 200))
    page.caption(220, "Figure 1: Wide.", column=LEFT_COLUMN)
    for column in (LEFT_COLUMN, RIGHT_COLUMN):
        page.paragraph(240, lines=25, column=column)

    assert overlap(boxes(paper)["Figure 1"], (80, 60, 530, 200)) > 0.95


def test_text_framed_by_a_drawing_belongs_to_the_figure():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=6)
    page.page.draw_rect((70, 180, 542, 300), width=0.8)
    page.paragraph(190, lines=8, column=(COLUMN[0] + 4, COLUMN[1] - 4))
    page.caption(320, "Figure 1: A prompt.")
    page.paragraph(350, lines=15)

    assert overlap(boxes(paper)["Figure 1"], (70, 180, 542, 300)) > 0.95
