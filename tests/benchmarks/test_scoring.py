import json
from dataclasses import replace

import pytest

from figures.extraction.comparison import compare
from figures.extraction.geometry import Box
from figures.extraction.listing import list_figure, write_listing
from figures.extraction.pipeline import extract_figures
from figures.extraction.records import FigureKind
from tests.benchmarks.extraction import main
from tests.benchmarks.scoring import Bin, Score, calibrate, count, describe_failures
from tests.figures.extraction.lists import BOX, listed_figure
from tests.pdfs import Paper, one_figure_paper

CAPTION = "Figure 1: Reward against compute."


@pytest.fixture(scope="module")
def found():
    """Two figures, one on a page, as the extraction lists them."""
    paper = Paper()
    for number in (1, 2):
        page = paper.page()
        page.paragraph(72, lines=8)
        page.plot((150, 200, 450, 350))
        page.caption(372, CAPTION.replace("1", str(number)))
        page.paragraph(400, lines=20)
    figures = extract_figures(paper.content()).figures
    return [list_figure(figure) for figure in figures]


def as_drawn(number=1, **changes):
    values = {
        "page_number": number,
        "number": str(number),
        "box": Box(150.0, 200.0, 450.0, 354.0),
        "caption": CAPTION.replace("1", str(number)),
    }
    return listed_figure(**values | changes)


def score(true, found):
    return count(compare(true, found))


def failures(true, found):
    return list(describe_failures(compare(true, found)))


def test_what_is_right_counts_in_full(found):
    true = [as_drawn(1), as_drawn(2)]

    right = score(true, found)

    assert (right.true, right.found, right.labels, right.boxes) == (2, 2, 2, 2)
    assert (right.precision, right.recall, right.box_f1, right.label_f1) == (1, 1, 1, 1)
    assert (right.captions, right.right_captions) == (2, 2)
    assert failures(true, found) == []


def test_a_missed_figure_costs_recall(found):
    true = [as_drawn(1), as_drawn(2), as_drawn(3), as_drawn(4)]

    missing = score(true, found)

    assert (missing.precision, missing.recall) == (1.0, 0.5)
    assert missing.label_f1 == pytest.approx(2 / 3)
    assert "p3 figure 3: missed at [150, 200, 450, 354]" in failures(true, found)


def test_an_extra_figure_costs_precision(found):
    true = [as_drawn(1)]

    extra = score(true, found)

    assert (extra.precision, extra.recall) == (0.5, 1.0)
    assert failures(true, found)[0].startswith("p2 figure 2: extra at")


def test_another_box_is_a_label_found_and_a_box_missed(found):
    true = [as_drawn(1), as_drawn(2, box=Box(300.0, 200.0, 450.0, 354.0))]

    other = score(true, found)

    assert (other.labels, other.boxes) == (2, 1)
    assert failures(true, found)[0].startswith("p2 figure 2: IoU 0.49")


def test_another_kind_is_missed_and_extra(found):
    true = [as_drawn(1), as_drawn(2, kind=FigureKind.TABLE)]

    comparison = compare(true, found)

    assert count(comparison, FigureKind.FIGURE).found == 2
    assert count(comparison, FigureKind.FIGURE).true == 1
    assert count(comparison, FigureKind.TABLE) == Score(true=1, captions=1)


def test_wrong_words_cost_the_caption_alone(found):
    true = [as_drawn(1), as_drawn(2, caption="Figure 2: Loss of the small models.")]

    other = score(true, found)

    assert (other.boxes, other.captions, other.right_captions) == (2, 2, 1)
    assert failures(true, found)[0].startswith("p2 figure 2: caption, true “Figure 2:")


@pytest.mark.parametrize(
    ("true", "found", "right"),
    [
        ("Figure 1: Self-play.", "FIGURE 1: Self play.", 1),
        ("Figure 1: The eﬃcient frontier.", "Figure 1: The efficient fron- tier.", 1),
        ("Figure 1: Reward by β.", "Figure 1: Reward by b.", 1),
        ("Figure 1: Reward by step, for all models.", "Figure 1: Reward", 0),
        ("Figure 1: Reward.", "", 0),
    ],
)
def test_captions_are_compared_by_their_letters(true, found, right):
    pair = [listed_figure(caption=true)], [listed_figure(caption=found)]

    assert score(*pair).right_captions == right


def test_a_caption_that_nobody_knows_is_not_counted():
    assert score([listed_figure()], [listed_figure(caption="Words")]).captions == 0


@pytest.mark.parametrize("letters", [(), ("a",), ("a", "b", "c"), ("b", "a")])
def test_panels_have_to_be_exactly_the_true_ones(letters):
    true = [listed_figure(letters=("a", "b"))]
    other = [listed_figure(letters=letters)]

    assert (score(true, true).panelled, score(true, true).right_panels) == (1, 1)
    assert score(true, other).right_panels == 0
    assert failures(true, other)[0].startswith("p1 figure 1: panels, true ab")


def test_panels_that_nobody_noted_are_not_counted():
    assert score([listed_figure()], [listed_figure(letters=("a",))]).panelled == 0


@pytest.mark.parametrize(
    "ignored",
    [
        listed_figure(number="", box=replace(BOX, right=170.0), is_ignored=True),
        listed_figure(box=Box(0.0, 0.0, 9.0, 9.0), is_ignored=True),
    ],
    ids=["same place", "same number"],
)
def test_what_is_ignored_counts_neither_way(ignored):
    assert score([ignored], [listed_figure()]) == Score()
    assert score([ignored], []) == Score()


def test_numbers_agree_whatever_stands_around_them():
    assert score([listed_figure(number="S1")], [listed_figure(number="s 1.")]).boxes


def test_without_a_number_the_place_decides():
    true = listed_figure(number="")
    elsewhere = listed_figure(number="", box=Box(300.0, 500.0, 400.0, 600.0))

    assert score([true], [elsewhere]).labels == 0
    assert score([true], [elsewhere, true]).boxes == 1


def test_of_two_with_one_number_each_is_paired_with_the_nearer():
    below = Box(100.0, 400.0, 300.0, 500.0)
    true = [listed_figure(), listed_figure(box=below)]

    assert score(true, [listed_figure(box=below), listed_figure()]).boxes == 2


def test_confidence_is_held_against_what_is_right():
    right = compare([listed_figure()], [listed_figure(confidence=1.0)])
    poor = compare([listed_figure(caption="Words")], [listed_figure(confidence=0.9)])
    extra = compare([], [listed_figure(confidence=0.3)])

    bins = calibrate([right, poor, extra])

    assert bins[0] == Bin(0.9, 1.01, found=2, right=1)
    assert bins[3] == Bin(0.0, 0.5, found=1, right=0)
    assert [part.found for part in bins[1:3]] == [0, 0]


def test_the_benchmark_reads_a_folder_and_prints_a_table(tmp_path, capsys):
    (tmp_path / "pdf").mkdir()
    (tmp_path / "gt").mkdir()
    pdf = one_figure_paper()
    (tmp_path / "pdf" / "good.pdf").write_bytes(pdf)
    (tmp_path / "pdf" / "bad.pdf").write_bytes(b"nothing")
    truth = write_listing(extract_figures(pdf).figures)
    (tmp_path / "gt" / "good.json").write_text(truth)
    (tmp_path / "gt" / "bad.json").write_text(truth)

    main([str(tmp_path), "--jobs", "2", "--failures", "--json", str(tmp_path / "out")])

    printed = capsys.readouterr().out
    names = [line.split()[0] for line in printed.splitlines() if line]
    assert names.index("bad") < names.index("good") < names.index("ALL")
    assert "bad: This file is not a PDF" in printed
    assert "bad p1 figure 1: missed at" in printed
    assert "good p1" not in printed
    (written,) = json.loads((tmp_path / "out" / "good.json").read_text())
    assert written["caption"] == CAPTION


def test_the_benchmark_asks_for_every_paper(tmp_path, capsys):
    (tmp_path / "absent.json").write_text("[]")

    with pytest.raises(SystemExit):
        main(["--pdf", str(tmp_path), "--truth", str(tmp_path)])

    assert "absent.pdf" in capsys.readouterr().err
