"""What MuPDF draws as SVG becomes a vector copy, or is known to be none."""

import pytest

from figures.extraction.outlines import UnfitError
from figures.extraction.svg import is_vector_copy
from figures.extraction.tracing import trace

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
GLYPH = '<path id="font_1_65" d="M0 0H.5V.7Z"/>'
SQUARE = '<path d="M10 10H20V20H10Z"/>'


def use(matrix="10,0,0,-10,50,50", name="font_1_65"):
    return f'<use data-text="A" xlink:href="#{name}" transform="matrix({matrix})"/>'


def traced(body, definitions=GLYPH):
    drawn = f"<svg {NAMES}><defs>{definitions}</defs>{body}</svg>"
    return trace(drawn, 100, 80).decode()


def test_letters_are_written_once_for_each_size_they_are_drawn_at():
    small, large = use(), use("20,0,0,-20,70,50")

    copy = traced(small * 3 + large)

    assert is_vector_copy(copy.encode())
    assert 'd="M0 0H5V-7Z"' in copy
    assert (copy.count("<path id="), copy.count("<use")) == (2, 4)


def test_letters_of_fonts_that_are_made_of_drawings_are_letters():
    parts = '<path transform="matrix(.001,0,0,.001,0,0)" d="M0 0H500V700Z"/>' * 2

    copy = traced(use(), f'<g id="font_1_65">{parts}</g>')

    assert 'd="M0 0H5V-7ZM0 0H5V-7Z"' in copy


def test_outlines_of_all_kinds_are_read():
    copy = traced('<path d="M1 1L2 3 4 5C1 2 3 4 5 6ZL9 9M50 50H60 70V-5e-1"/>')

    assert 'd="M1 1L2 3L4 5C1 2 3 4 5 6ZM1 1L9 9M50 50H60H70V-0.5"' in copy


@pytest.mark.parametrize(
    ("body", "definitions"),
    [
        ("", GLYPH),
        # Blanks, and what lies outside.
        (use(), '<path id="font_1_65" d=""/>'),
        (use("10,0,0,-10,150,50"), GLYPH),
        (use("10,0,0,-10,1e999,50"), GLYPH),
        (use(name="font_9_9"), GLYPH),
        (use().replace("/>", ' stroke="#000"/>'), GLYPH),
        (use("10,0,0,10,1"), GLYPH),
        # One of many parts, drawn at many sizes.
        (
            "".join(use(f"{size},0,0,-10,50,50") for size in range(1, 300)),
            GLYPH.replace("M0 0", f"M0 0{'L.1 .2 .3 .4' * 200}"),
        ),
        ('<image width="9" height="9"/>', ""),
        (f'<g opacity=".5">{SQUARE}</g>', ""),
        (f'<g style="mix-blend-mode:multiply">{SQUARE}</g>', ""),
        (f'<g mask="url(#mask_1)">{SQUARE}</g>', '<mask id="mask_1"/>'),
        (f'<g mask="url(#mask_1)">{SQUARE}</g>', ""),
        (f'<g clip-path="url(#clip_9)">{SQUARE}</g>', ""),
        (
            f'<g clip-path="url(#clip_1)">{SQUARE}</g>',
            f'<clipPath id="clip_1">{SQUARE * 2}</clipPath>',
        ),
        (
            f'<g clip-path="url(#clip_1)">{SQUARE}</g>',
            f'<clipPath id="clip_1">{use()}</clipPath>{GLYPH}',
        ),
        # A clip that leaves nothing.
        (
            f'<g clip-path="url(#clip_1)">{SQUARE}</g>',
            '<clipPath id="clip_1"><path d="M900 0H910V9Z"/></clipPath>',
        ),
        ("<g>" * 60 + SQUARE + "</g>" * 60, ""),
        (SQUARE.replace("<path", '<path filter="url(#f)"'), ""),
        (SQUARE.replace("<path", '<path stroke-miterlimit="wide"'), ""),
        (SQUARE.replace("<path", '<path stroke="#000" stroke-width="wide"'), ""),
        (SQUARE.replace("<path", '<path transform="rotate(9)"'), ""),
        ('<path d="M10 10A5 5 0 0 1 20 20"/>', ""),
        ('<path d="m10 10l5 5"/>', ""),
        ('<path d="M10L5 5"/>', ""),
        ('<path d="M-1e9 10H50V20Z"/>', ""),
        ("<path", ""),
    ],
)
def test_what_has_more_to_it_is_unfit(body, definitions):
    with pytest.raises(UnfitError):
        traced(body, definitions)
