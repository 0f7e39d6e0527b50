"""Numbers that a post says and its papers do not."""

import time

import pytest

from blog.checks.numbers import find_amounts, find_strange_numbers
from blog.checks.records import look_at
from blog.checks.source import blank_code
from blog.models import Post
from tests.factories import FigureFactory, PageImageFactory, PaperFactory

FOUND = {
    "It took 2,048 steps.": ["2,048"],
    "Accuracy rose to 64.5 %, from 0.61.": ["64.5 %", "0.61"],
    "About 16k tokens and 3.5 million rows": ["16k", "3.5 million"],
    "A gain of 1.5x in 30ms": ["1.5", "30"],
    "With $\\alpha = 0.25$ and $64.5\\%$": ["0.25", "64.5\\%"],
    "| 3 | 0.41 |": ["0.41"],
    "2048 units": ["2048"],
    "![Order rises to 0.97](figure:p/f)": ["0.97"],
}
LEFT = [
    "In 2017 there were 7 of them.",
    "1. One\n27. Two",
    "See Figures 31, 42 and 53, Table 18, § 44.2 and p. 150-170.",
    "The 21st of 30 May 2024, on 2024-05-30 at 10:30.",
    "As shown[^17] by [23, 24] and [@smith2020, 44].",
    "[Words](https://example.org/1234/5678) and <https://example.org/4321>",
    "GPT-4, H100, Qwen3-32 and v1.24.5",
    "`x = 512`",
    "```\n512\n```",
    "$x_{512}$ and $10^{64}$",
    "A 3D plot of a 2x2 grid",
    "9" * 30,
    "ada1234@example.org",
]


@pytest.mark.parametrize("text", FOUND)
def test_what_counts_or_measures_is_found(text):
    assert [amount.words for amount in find_amounts(text)] == FOUND[text]


@pytest.mark.parametrize("text", LEFT)
def test_what_names_or_points_is_left_alone(text):
    assert [amount.words for amount in find_amounts(blank_code(text))] == []


@pytest.mark.parametrize(
    "piece", ["1 ", "a", "<a:", "1,", "fig 1, ", "@a", "[1", "[^", "§", "1" * 9]
)
def test_masses_of_anything_are_read_once(piece):
    started = time.process_time()

    list(find_amounts(piece * (100_000 // len(piece))))

    # By the square of their length they would take minutes.
    assert time.process_time() - started < 20


@pytest.fixture
def paper(db):
    """A paper of two pages, on the second of which the numbers stand."""
    page = PageImageFactory(
        version__paper__title="On Order",
        passages=[passage("Fireflies flash in the meadow for 30 seconds.")],
        number=1,
    )
    PageImageFactory(
        version=page.version,
        passages=[
            passage(
                "The median order of the meadow reaches 0.645 with three strangers."
            ),
            passage("We ran 2048 meadows of 50 fireflies each, and 512 of others."),
        ],
        number=2,
    )
    return page.version.paper


def passage(text):
    return {"text": text, "box": [0, 0, 1, 1], "kind": None}


def hints(text, *papers):
    subject = look_at(Post(title="A title", body=text))
    return [
        (finding.sentence, finding.hint)
        for finding in find_strange_numbers(subject, [paper.pk for paper in papers])
    ]


@pytest.mark.parametrize(
    "text",
    ["2,048 meadows", "an order of 64.5 %", "0.645", "0.6450", "30 seconds", "2.048k"],
)
def test_numbers_are_compared_by_value(paper, text):
    assert hints(text, paper) == []


def test_a_number_that_the_paper_lacks_comes_with_the_nearest_passage(paper):
    [(sentence, hint)] = hints("The median order reaches 0.655 with strangers.", paper)

    assert sentence == "The paper does not say “0.655” anywhere."
    assert hint.startswith("Nearest in “On Order”, p. 2: “The median order")
    assert "0.645" in hint


def test_a_number_is_told_once_and_with_its_place(paper):
    subject = look_at(Post(title="A title", body="Of 77 one.\n\nAnd 77 again."))

    [finding] = find_strange_numbers(subject, [paper.pk])

    assert (finding.spot.line, finding.spot.column, finding.spot.length) == (1, 4, 2)
    assert not finding.is_blocking


def test_words_inside_figures_and_captions_count(paper):
    FigureFactory(paper=paper, caption="Settled at 0.93.", text="0.88 1.25")

    assert hints("From 0.88 to 0.93 at 1.25.", paper) == []


def test_nothing_is_said_as_long_as_a_paper_s_words_are_not_known(paper):
    assert hints("77 of them", paper, PaperFactory()) == []
    assert hints("77 of them") == []


def test_papers_of_shown_figures_count_as_the_post_s(paper):
    figure = FigureFactory(paper=paper)

    assert len(hints(f"77 of them\n\n![](figure:{figure.key})")) == 1


def test_only_so_many_are_told(paper):
    assert len(hints(" and ".join(str(n) for n in range(3000, 3100)), paper)) == 20
