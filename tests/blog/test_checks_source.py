"""Where things stand in Markdown, with code left out of it."""

import pytest

from blog.checks.source import Source, Spot, blank_code


def spots(text, key="p/f"):
    source = Source(text)
    return source.find_figure(key)


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("![](figure:p/f)", Spot(1, 1, 15)),
        ("One.\n\nAs [it](figure:p/f) shows.", Spot(3, 4, 16)),
        ("`![](figure:p/f)` and ![](figure:p/f)", Spot(1, 23, 15)),
        ("``a ` ![](figure:p/f)`` ![](figure:p/f)", Spot(1, 25, 15)),
        ("```\n![](figure:p/f)\n```\n\n![](figure:p/f)", Spot(5, 1, 15)),
        ("~~~md\n![](figure:p/f)\n~~~\n![](figure:p/f)", Spot(4, 1, 15)),
        ("Words:\n\n    ![](figure:p/f)\n\n![](figure:p/f)", Spot(5, 1, 15)),
        ("- Entry\n\n    ![](figure:p/f)", Spot(3, 5, 15)),
        (r"\![](figure:p/g) ![](figure:p/f)", Spot(1, 18, 15)),
        ("![](figure:p/f2)\n![](figure:p/f)", Spot(2, 1, 15)),
        ("![](FIGURE:p/f)", Spot(1, 1, 15)),
        ("![a [b] c](figure:p/f)", Spot(1, 1, 22)),
        ('![](figure:p/f "Its caption")', Spot(1, 1, 14)),
        ("![alt][one]\n\n[one]: figure:p/f", Spot(3, 1, 17)),
        ("Nothing.", None),
        ("`![](figure:p/f)`", None),
    ],
)
def test_a_figure_is_found_where_the_text_shows_it_and_not_in_code(text, spot):
    assert spots(text) == spot


def test_columns_are_counted_as_browsers_count_them():
    assert spots("😀 ![](figure:p/f)") == Spot(1, 4, 15)


def test_each_place_of_a_figure_has_its_own_spot():
    source = Source("[](figure:p/f)\n\n![](figure:p/f)\n\n![b](figure:p/f)")

    assert source.find_figure("p/f").line == 1
    assert source.find_figure("p/f", 0, embeds=True).line == 3
    assert source.find_figure("p/f", 1, embeds=True).line == 5


def test_headings_are_read_with_their_levels_and_lines():
    text = (
        "# First\n\nWords.\n\n### Third ###\n\n```\n# no\n```\n\nUnder\n---\n\n"
        "> ## Quoted\n\n    # code\n\n\\# no\n\n| a |\n|---|"
    )

    found = [(each.level, each.words, each.spot.line) for each in Source(text).headings]

    assert found == [
        (2, "First", 1),
        (3, "Third", 5),
        (2, "Under", 11),
        (2, "Quoted", 14),
    ]


def test_blanking_keeps_every_place():
    text = "a `b` \\[c\\]\n\n```\nd\n```\n\n    e\n\nf"

    blanked = blank_code(text)

    assert len(blanked) == len(text)
    assert blanked.split() == ["a", "c", "f"]
    assert [
        line for line, words in enumerate(blanked.split("\n")) if words.strip()
    ] == [
        0,
        8,
    ]


@pytest.mark.parametrize(
    "piece", ["[", "](", "`", "``` ", "![](", "\\", "[a](", "    x\n\n"]
)
def test_masses_of_marks_are_read_in_no_time(piece):
    source = Source(piece * (60_000 // len(piece)))

    assert len(source.prose) == len(source.text)
    assert source.find_figure("p/f") is None
    assert source.headings == []
