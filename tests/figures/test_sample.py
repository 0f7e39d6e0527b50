import hashlib
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pymupdf
import pytest

from figures.sample import (
    SAMPLE_SLUG,
    SAMPLE_TITLE,
    draw_sample_paper,
    experiment,
    meadow,
)
from figures.sample.hyphens import split_word
from figures.sample.typesetting import TextStyle, set_text

POST = Path(__file__).parents[2] / "blog" / "sample_post.md"
LABELS = [f"Figure {number}" for number in range(1, 6)] + ["Table 1", "Table 2"]
PLAIN = TextStyle("serif", 9.0, 11.0, "#000000")


@pytest.fixture(scope="module")
def pdf():
    return draw_sample_paper()


@pytest.fixture(scope="module")
def paper(pdf):
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        yield document


@pytest.fixture(scope="module")
def text(paper):
    return "\n".join(page.get_text() for page in paper)


def shrink(x0, y0, x1, y1):
    """The middle of a word's box, which is taller than its letters."""
    inset = (y1 - y0) / 3
    return x0 + 0.2, y0 + inset, x1 - 0.2, y1 - inset


def overlap(one, other):
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = one, other
    return ax0 < bx1 and bx0 < ax1 and ay0 < by1 and by0 < ay1


def test_the_sample_paper_has_four_pages_and_stays_small(paper, pdf):
    assert paper.page_count == 4
    assert not paper.is_repaired
    assert len(pdf) < 500_000


def test_another_process_draws_the_same_bytes(pdf):
    script = (
        "import hashlib; from figures.sample import draw_sample_paper;"
        "print(hashlib.sha256(draw_sample_paper()).hexdigest())"
    )

    drawn = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        text=True,
    )

    assert drawn.stdout.strip() == hashlib.sha256(pdf).hexdigest()


def test_the_paper_names_itself_and_says_that_it_is_a_sample(paper, text):
    first_page = " ".join(paper[0].get_text().split())

    assert paper.metadata["title"] == SAMPLE_TITLE
    assert SAMPLE_TITLE in first_page
    assert "This is a sample." in first_page
    assert SAMPLE_SLUG == "three-strangers"


@pytest.mark.parametrize("label", LABELS)
def test_each_caption_is_printed_once(text, label):
    assert text.count(f"{label}: ") == 1


@pytest.mark.parametrize("label", LABELS)
def test_the_text_speaks_of_each_figure(text, label):
    spoken_of = re.findall(rf"{label}(?!\d|:)", " ".join(text.split()))

    assert spoken_of


def test_no_word_leaves_the_margins(paper):
    for page in paper:
        for x0, y0, x1, y1, *_ in page.get_text("words"):
            assert x0 > 40
            assert x1 < page.rect.width - 40
            assert y0 > 30
            assert y1 < page.rect.height - 20


def test_no_line_is_printed_over_another(paper):
    for page in paper:
        cores = [shrink(*word[:4]) for word in page.get_text("words")]
        assert not any(overlap(*pair) for pair in combinations(cores, 2))


def test_simulated_meadows_follow_the_theory_above_the_threshold():
    study = experiment.run_study()

    for coupling, order in zip(experiment.COUPLINGS, study.settled, strict=True):
        if coupling >= 1.5:
            assert order == pytest.approx(meadow.predict_order(coupling), abs=0.03)


def test_the_title_is_true():
    study = experiment.run_study()
    three_strangers = study.strangers[experiment.SEEN.index(3)]
    twelve_neighbours = study.neighbours[experiment.SEEN.index(12)]

    assert three_strangers.agreeing == experiment.MEADOWS
    assert twelve_neighbours.agreeing < experiment.MEADOWS
    assert three_strangers.order.low > twelve_neighbours.order.median


def test_every_number_with_a_point_in_the_sample_post_is_in_the_paper(text):
    quoted = set(re.findall(r"\b\d\.\d+\b", POST.read_text(encoding="utf-8")))

    assert quoted
    assert {number for number in quoted if number not in text} == set()


def test_the_sample_post_embeds_figures_of_the_sample_paper_only():
    keys = re.findall(r"\(figure:([^\s)]+)", POST.read_text(encoding="utf-8"))

    assert len(set(keys)) >= 4
    for key in keys:
        slug, _, name = key.partition("/")
        assert slug == SAMPLE_SLUG
        assert re.fullmatch(r"figure-[1-5][a-c]?|table-[12]", name)


def test_justified_lines_fill_the_column_all_but_the_last():
    lines = set_text("All fireflies flash together on the meadow. " * 6, PLAIN, 150)

    ends = [x + piece.width for x, piece in (line.pieces[-1] for line in lines)]
    assert ends[:-1] == pytest.approx([150] * (len(ends) - 1))
    assert ends[-1] <= 150


def test_marks_change_the_look_and_are_not_printed():
    (line,) = set_text("**Bold** *slant* x~i~^2^", PLAIN, 200)

    pieces = [piece for _, piece in line.pieces]
    assert [piece.text for piece in pieces] == ["Bold", "slant", "x", "i", "2"]
    assert [piece.lettering.font for piece in pieces[:3]] == ["tibo", "tiit", "tiro"]
    assert pieces[3].rise < 0 < pieces[4].rise


def test_a_word_is_divided_only_where_the_list_says():
    assert split_word("(fireflies,") == ["(fire", "flies,"]
    assert split_word("Kuramoto") == ["Kuramoto"]
