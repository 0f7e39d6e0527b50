"""Small files that would hold a browser up for long are no vector copies."""

import pytest

from figures.extraction.svg import is_vector_copy
from tests.figures.cuts import SVG

HEAD = SVG.decode().partition("\n")[0]
# Across the picture of 100 by 50.5 points, to and fro: 200 points, or 1.8 diagonals.
TO_AND_FRO = "L100 9L0 10"
USE = '<use xlink:href="#g0" x="0" y="0"/>'
SQUARE = "M0 0H50V50H0Z"


def is_taken(*drawn, defined=()):
    lines = [HEAD, "<defs>", *defined, "</defs>", *drawn, "</svg>"]
    return is_vector_copy("".join(f"{line}\n" for line in lines).encode())


def path(times=1, **style):
    said = "".join(
        f' {name.replace("_", "-")}="{value}"' for name, value in style.items()
    )
    return f'<path{said} d="M0 9{TO_AND_FRO * times}"/>'


def letter(times):
    return f'<path id="g0" d="M0 9{TO_AND_FRO * times}"/>'


def clip(outline):
    return f'<clipPath id="c0"><path d="{outline}"/></clipPath>'


def in_clips(count, depth=1):
    begun, ended = ['<g clip-path="url(#c0)">'] * depth, ["</g>"] * depth
    return [*begun, f'<path d="{SQUARE}"/>', *ended] * count


def dashed(pattern, times=1):
    return path(
        times,
        fill="none",
        stroke="#000",
        stroke_width="0.1",
        stroke_dasharray=pattern,
    )


def test_lines_may_cross_the_picture_so_many_times_in_all():
    assert is_taken(path(700))
    assert not is_taken(path(900))
    assert not is_taken(*[path(50)] * 18)


def test_a_line_counts_on_both_its_sides_and_at_its_corners():
    thin = {"fill": "none", "stroke": "#000", "stroke_width": "0.01"}

    assert is_taken(path(350, **thin))
    assert not is_taken(path(450, **thin))
    assert not is_taken(path(350, **thin | {"stroke_width": "90"}))
    # Taken for one point by browsers.
    assert not is_taken(path(**thin | {"stroke_width": "-1"}))
    # Spikes as long as the picture.
    assert not is_taken(path(350, **thin | {"stroke_miterlimit": "999999"}))


def test_what_lies_far_outside_counts_no_more_than_what_is_seen():
    far = "L90000 9L0 10" * 300

    assert is_taken(f'<path d="M0 9{far}"/>')
    assert not is_taken(f'<path d="M0 9{far}L{"9" * 400} 9"/>')


def test_a_letter_counts_as_often_as_it_is_drawn():
    assert is_taken(*[USE] * 10, defined=[letter(70)])
    assert not is_taken(*[USE] * 13, defined=[letter(70)])
    # However small it is.
    small = f'<path id="g0" d="M0 0{"L1 0L0 0" * 2_500}"/>'
    assert is_taken(*[USE] * 9, defined=[small])
    assert not is_taken(*[USE] * 55, defined=[small])


def test_a_clip_counts_for_each_group_that_it_clips():
    large = clip(f"M0 9{TO_AND_FRO * 70}")

    assert is_taken(*in_clips(10), defined=[large])
    assert not is_taken(*in_clips(13), defined=[large])
    assert not is_taken(*in_clips(1, depth=13), defined=[large])
    # Browsers clip along a rectangle in no time.
    assert is_taken(*in_clips(500), defined=[clip("M0 0H99V50H0Z")])
    assert not is_taken(*in_clips(500), defined=[clip("M0 0H99V50H9Z")])


def test_clips_lie_in_clips_only_so_deep():
    assert is_taken(*in_clips(1, depth=16), defined=[clip(SQUARE)])
    assert not is_taken(*in_clips(1, depth=17), defined=[clip(SQUARE)])


@pytest.mark.parametrize(
    ("pattern", "times", "taken"),
    [
        ("4 2", 100, True),
        ("0.02 0.02", 1, True),
        ("0.02 0.02", 3, False),
        # Many short dashes, of which a long one makes a long pattern.
        (" ".join(["0.01"] * 25_000 + ["9999"]), 3, False),
        # These would go on for ever.
        ("0 0", 1, False),
        ("0", 1, False),
        ("4 -4", 1, False),
        ("4 -3.99", 1, False),
    ],
)
def test_dashes_are_counted(pattern, times, taken):
    assert is_taken(dashed(pattern, times)) is taken


def test_dashes_are_counted_over_all_lines():
    assert is_taken(*[dashed("1 1")] * 90)
    assert not is_taken(*[dashed("1 1")] * 110)


@pytest.mark.parametrize("outline", ["M", "M1", "M1 1L", "M1 1C2 2 3 3", "M1 1H"])
def test_an_outline_that_ends_too_early_is_none(outline):
    assert is_taken(f'<path d="{SQUARE}"/>')
    assert not is_taken(f'<path d="{outline}"/>')
