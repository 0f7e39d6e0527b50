"""Vector copies as they come out of the child: what is not one of them goes no further."""

import pytest

from figures.extraction.svg import LARGEST_SVG, is_vector_copy, read_size
from tests.figures.cuts import SVG

XML = '<?xml version="1.0"?>\n'
DOCTYPE = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>\n'
HEAD = SVG.decode().partition("\n")[0]
PATH = '<path fill="none" stroke="#1f77b4" stroke-width="1.5" d="M0 9L99 1"/>\n'
USE = '<use xlink:href="#g0" x="10" y="20"/>\n'
CLIP = '<g clip-path="url(#c1)">\n'
assert all(part in SVG.decode() for part in (HEAD, PATH, USE, CLIP))


def changed(old, new, count=1):
    return SVG.decode().replace(old, new, count).encode()


def beside(element):
    """With one more element among those that are drawn."""
    return changed(PATH, f"{PATH}{element}\n")


def test_a_copy_of_outlines_letters_and_clips_is_one():
    assert is_vector_copy(SVG)
    assert read_size(SVG) == (100, 50)


@pytest.mark.parametrize(
    "element",
    [
        "<script>alert(1)</script>",
        '<script xlink:href="https://evil.example/x.js"/>',
        "<style>*{background:url(https://evil.example/)}</style>",
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        '<image xlink:href="https://evil.example/x.png" width="1" height="1"/>',
        '<image xlink:href="data:image/png;base64,AAAA" width="1" height="1"/>',
        '<a xlink:href="javascript:alert(1)"><path d="M0 0L9 9"/></a>',
        '<use xlink:href="https://evil.example/x.svg#g0" x="1" y="1"/>',
        '<use href="#g0" x="1" y="1"/>',
        # Of clips and of what is not there.
        '<use xlink:href="#c1" x="1" y="1"/>',
        '<use xlink:href="#g7" x="1" y="1"/>',
        '<use xlink:href="#g0" x="1" y="1" onload="alert(1)"/>',
        '<path onclick="alert(1)" d="M0 0L9 9"/>',
        '<path style="fill:url(https://evil.example/)" d="M0 0L9 9"/>',
        '<path fill="url(https://evil.example/)" d="M0 0L9 9"/>',
        '<path fill="url(#c1)" d="M0 0L9 9"/>',
        '<path fill="red" fill="blue" d="M0 0L9 9"/>',
        '<path d="M0 0L9 9" xml:base="https://evil.example/"/>',
        '<path d="M0 0L9 9" filter="url(#f)"/>',
        '<path d="M0 0L9 9"><set attributeName="d" to="M0 0"/></path>',
        '<path d="M0 0L1e9 9"/>',
        '<path d="&a;"/>',
        '<path d="M0 0L9 9"/> ',
        '<path d="M0 0L9 9"/>\r',
        "<path d='M0 0L9 9'/>",
        '<path stroke-width="99999999999" d="M0 0L9 9"/>',
        '<animate attributeName="d" to="M0 0"/>',
        "<text>Words of the page</text>",
        "Words of the page",
        "<!-- words -->",
        "<?php echo 1 ?>",
        "<![CDATA[<script>]]>",
        '<svg onload="alert(1)">',
        '<g clip-path="url(#c9)">\n</g>',
        '<g clip-path="url(https://evil.example/#c1)">\n</g>',
        '<g id="group">\n</g>',
        "",
    ],
)
def test_nothing_else_may_stand_in_it(element):
    assert not is_vector_copy(beside(element))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg/>",
        XML.encode() + SVG,
        DOCTYPE.encode() + SVG,
        changed("<defs>\n", f"<defs>\n{DOCTYPE}"),
        SVG[:-1],
        SVG + b"\n",
        SVG + b"<script>alert(1)</script>\n",
        SVG.replace(b"\n", b"\r\n"),
        SVG.replace(b"</svg>\n", b""),
        SVG.decode().encode("utf-16"),
        b"\xef\xbb\xbf" + SVG,
        changed(PATH, PATH.replace("1.5", "\u0661")),
        changed('width="100', 'onload="alert(1)" width="100'),
        changed('width="100', 'width="1000'),
        changed("<defs>\n", '<defs>\n<path id="g5" d="url(#c1)"/>\n'),
        changed(
            "<defs>\n", '<defs>\n<clipPath id="c5" onload="x"><path/></clipPath>\n'
        ),
        changed("<defs>\n", "<defs>\n<filter/>\n"),
        # Groups that do not end, end twice, or lie too deep.
        changed(CLIP, CLIP * 2),
        changed("</g>\n", "</g>\n" * 2),
        changed(CLIP, "</g>\n").replace(b"</svg>", f"{CLIP}</svg>".encode()),
        changed(f"{PATH}", f"{CLIP * 50}{PATH}{'</g>' * 50}".replace("><", ">\n<")),
    ],
)
def test_what_is_not_written_as_the_child_writes_is_none(content):
    assert not is_vector_copy(content)


def test_one_that_is_too_large_is_none():
    assert is_vector_copy(changed(PATH, '<path d="M0 9L9 1"/>\n' * 1_900))
    assert not is_vector_copy(changed(PATH, '<path d="M0 9L9 1"/>\n' * 2_100))
    assert not is_vector_copy(changed(PATH, f'<path d="M{" 9" * LARGEST_SVG}"/>\n'))


@pytest.mark.parametrize(
    "defined", [f'<path id="g0" d="M{"0 9L99 1" * 9}"/>\n', '<path id="g0" d="M"/>\n']
)
def test_no_letter_is_defined_twice(defined):
    """A browser would draw one of the two, and we might have measured the other."""
    letter = '<path id="g0" d="M1 1L2 2Z"/>\n'

    assert not is_vector_copy(changed(letter, letter + defined))
    assert not is_vector_copy(changed(letter, defined + letter))


def test_no_clip_is_defined_twice():
    clip = '<clipPath id="c1"><path d="M0 0H9V9H0Z"/></clipPath>\n'

    assert is_vector_copy(changed("<defs>\n", f"<defs>\n{clip.replace('c1', 'c2')}"))
    assert not is_vector_copy(changed("<defs>\n", f"<defs>\n{clip}"))
