from PIL import Image, ImageDraw

from figures.extraction.geometry import Box
from figures.extraction.gutters import divide, divide_by_marks, in_reading_order


def ink(size, *boxes):
    """A mask of ``size`` with filled ``boxes``."""
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    for left, top, right, bottom in boxes:
        draw.rectangle((left, top, right - 1, bottom - 1), fill=255)
    return mask


def parts(mask, *marks):
    whole = Box(0, 0, *mask.size)
    boxes = [Box(*mark) for mark in marks]
    found = divide_by_marks(whole, mask, boxes)
    return [found[mark] for mark in boxes]


def test_what_stands_under_the_upper_letter_belongs_to_the_lower_one():
    upper, lower = (0, 0, 300, 100), (0, 118, 300, 160)
    strip, letters = (0, 180, 300, 290), ((145, 104, 155, 112), (145, 294, 155, 302))
    mask = ink((300, 302), upper, lower, strip, *letters)

    first, second = parts(mask, *letters)

    assert first == Box(0, 0, 300, 112)
    assert second == Box(0, 118, 300, 302)


def test_letters_at_the_left_end_begin_their_parts():
    axis, plot, other = (0, 12, 50, 100), (60, 12, 200, 100), (202, 12, 300, 100)
    letters = ((0, 0, 8, 10), (202, 0, 210, 10))
    mask = ink((300, 100), axis, plot, other, *letters)

    first, second = parts(mask, *letters)

    assert first == Box(0, 0, 200, 100)
    assert second == Box(202, 0, 300, 100)


def test_a_letter_alone_is_no_part():
    upper, lower = (0, 0, 80, 60), (0, 72, 80, 90)
    letters = ((0, 61, 80, 71), (0, 130, 80, 140))
    mask = ink((80, 140), upper, lower, *letters)

    first, second = parts(mask, *letters)

    assert first == Box(0, 0, 80, 71)
    assert second == Box(0, 72, 80, 140)


def test_a_part_without_ink_has_no_panels():
    assert divide(Box(0, 0, 100, 100), ink((100, 100)), 2) == []


def test_reading_goes_row_by_row_where_rows_can_be_told_apart():
    tall, upper, lower = Box(0, 0, 10, 30), Box(12, 0, 20, 14), Box(12, 16, 20, 30)
    left = Box(0, 32, 20, 40)

    assert in_reading_order([left, lower, upper, tall]) == [tall, upper, lower, left]


def test_reading_goes_column_by_column_where_asked():
    grid = [Box(x, y, x + 8, y + 8) for x in (0, 10) for y in (0, 10)]

    assert in_reading_order(grid[::-1], by_rows=False) == grid
    assert in_reading_order(grid[::-1]) == [grid[0], grid[2], grid[1], grid[3]]
