"""Rows and blocks put lines together as a reader does."""

from figures.extraction.columns import Column
from figures.extraction.geometry import Box
from figures.extraction.layout import Layout
from figures.extraction.pages import Style, Word, line_of
from figures.extraction.rows import find_blocks, find_rows, split_at_new_width

ONE = (Column(72, 540),)
TWO = (Column(54, 297), Column(315, 558))
LAYOUT = Layout("Serif", 10.0, 0.2, frozenset(), {1: ONE}, {1: ONE})


def line(text, left, top, size=10.0):
    """Words half as wide as high, with usual blanks between them."""
    style = Style("Serif", size, bold=False, italic=False)
    words = []
    for word in text.split():
        right = left + len(word) * size / 2
        words.append(Word(word, Box(left, top, right, top + size), style))
        left = right + size / 4
    return line_of(words)


def rows(*lines, columns=ONE):
    return [row.text for row in find_rows(lines, columns)]


def blocks(*lines):
    found = find_blocks(find_rows(lines, ONE), LAYOUT)
    return [" / ".join(row.text for row in block) for block in found]


def test_pieces_no_farther_apart_than_words_are_one_row():
    assert rows(line("the rate", 72, 100), line("is small", 116, 100)) == (
        ["the rate is small"]
    )


def test_pieces_are_read_from_left_to_right():
    assert rows(line("is small", 116, 100), line("the rate", 72, 100)) == (
        ["the rate is small"]
    )


def test_scripts_belong_to_the_row_they_stray_from():
    assert rows(
        line("where x", 72, 100), line("max", 108, 104, size=6.0), line("is", 120, 100)
    ) == ["where x max is"]


def test_a_wide_gap_parts_a_row():
    assert rows(line("Model", 72, 100), line("Loss", 120, 100)) == ["Model", "Loss"]


def test_the_gap_between_columns_parts_a_row_however_narrow():
    left, right = line("the rate is", 242, 100), line("small", 315, 100)
    right_near = line("small", 301, 100)

    assert rows(left, right, columns=TWO) == ["the rate is", "small"]
    assert rows(left, right_near, columns=(Column(54, 297), Column(300, 558))) == (
        ["the rate is", "small"]
    )


def test_pieces_of_a_table_know_of_cells_beside_them():
    found = find_rows([line("Model", 72, 100), line("Loss", 120, 100)], ONE)

    assert [row.has_cells for row in found] == [True, True]


def test_the_number_of_an_equation_and_bullets_are_no_cells():
    found = find_rows(
        [line("a + b = c", 200, 100), line("(1)", 262, 100), line("*", 180, 100)], ONE
    )

    by_text = {row.text: row.has_cells for row in found}
    assert by_text["a + b = c"] is False


def test_words_far_away_or_in_the_other_column_are_no_cells():
    far = find_rows([line("Model", 72, 100), line("Loss", 400, 100)], ONE)
    across = find_rows([line("Model", 272, 100), line("Loss", 316, 100)], TWO)

    assert not any(row.has_cells for row in [*far, *across])


def test_rows_at_a_paragraphs_leading_are_one_block():
    assert blocks(
        line("the rate is small", 72, 100),
        line("and it grows", 72, 112),
        line("with time", 72, 124),
    ) == ["the rate is small / and it grows / with time"]


def test_a_blank_line_begins_another_block():
    assert len(blocks(line("the rate", 72, 100), line("is small", 72, 122))) == 2


def test_another_size_begins_another_block():
    assert len(blocks(line("the rate", 72, 100), line("is small", 72, 112, 9.0))) == 2


def test_rows_beside_each_other_are_blocks_of_their_own():
    assert blocks(
        line("Model", 72, 100),
        line("Loss", 200, 100),
        line("Small", 72, 112),
        line("2.1", 200, 112),
    ) == ["Model / Small", "Loss / 2.1"]


def test_a_block_does_not_grow_wider_once_it_is_settled():
    narrow = [line("the rate is small", 72, 100 + 12 * row) for row in range(2)]
    wide = line("the rate is small and forgets quickly when it grows", 72, 124)

    assert len(blocks(*narrow, wide)) == 2


WIDE = "the rate is small and forgets quickly when it grows with time"
NARROW = "the rate is small and grows"


def split(*texts):
    """How many rows each part has of a block of ``texts``, one below the other."""
    lines = [line(text, 72, 100 + 12 * place) for place, text in enumerate(texts)]
    return [len(part) for part in split_at_new_width(find_rows(lines, ONE))]


def test_a_block_is_split_where_its_rows_become_narrower_for_good():
    assert split(WIDE, WIDE, *[NARROW] * 3) == [2, 3]


def test_a_short_last_row_does_not_split_a_block():
    assert split(WIDE, WIDE, WIDE, NARROW) == [4]
    assert split(WIDE, WIDE, NARROW, WIDE, NARROW) == [5]
