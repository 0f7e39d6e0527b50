"""Where in Markdown a formula stands, and where a dollar is a dollar."""
# ruff: noqa: RUF001 (letters of formulas, and a dash)

import pytest

from blog.markdown import render_markdown, render_text
from tests.factories import FigureFactory

pytestmark = pytest.mark.django_db

X = "<math><mi>x</mi></math>"
DISPLAYED = (
    '<div class="formula"><math display="block" class="tml-display">'
    "<mi>x</mi></math></div>"
)


@pytest.mark.parametrize(
    "text",
    ["a $x$ b", "a \\(x\\) b", "a \\( x \\) b", "a $x$, b", "($x$)", "2$x$", "“$x$”"],
)
def test_formulas_stand_in_sentences(text):
    assert X in render_markdown(text)
    assert "$" not in render_markdown(text)


def test_no_line_ends_between_a_formula_and_the_mark_behind_it():
    html = render_markdown("## Of $x$?\n\nSee ($x$), *$x$*, and $x$ alone.")

    assert html.count(f'<span class="whole">{X}') == 2
    assert f'(<span class="whole">{X}),</span> <em>' in html
    assert f" {X} alone." in html


@pytest.mark.parametrize(
    "text",
    [
        "$$x$$",
        "$$\nx\n$$",
        "$$ x\n$$",
        "\\[x\\]",
        "\\[\n  x\n\\]",
        "a\n\n$$x$$\n\nb",
        "a\n$$\nx\n$$\nb",
        "a $$x$$ b",
        "> $$\n> x\n> $$",
        "> a\n>\n> > $$\n> > x\n> > $$",
        "- a\n- $$\n  x\n  $$",
        "- a\n\n    $$x$$\n",
        "1. \\[x\\]",
        "> \\[\n> x\n> \\]",
        "Term\n:   $$x$$",
        "a[^1]\n\n[^1]: $$x$$",
    ],
)
def test_formulas_stand_on_lines_of_their_own(text):
    assert DISPLAYED in render_markdown(text)
    assert "<p></p>" not in render_markdown(text)


def test_a_displayed_formula_stands_between_paragraphs():
    html = render_markdown("One\n$$x$$\ntwo *three*")

    assert html.replace("\n", "") == f"<p>One</p>{DISPLAYED}<p>two <em>three</em></p>"


@pytest.mark.parametrize(
    "text", ["# A $$x$$", "|a|\n|-|\n|$$x$$|", "*a $$x$$*", "Term $$x$$\n:   b"]
)
def test_where_no_lines_of_their_own_are_they_stand_within(text):
    html = render_markdown(text)

    assert X in html
    assert "formula" not in html


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $10",
        "$5-$10",
        "It costs $5 million, or US$5 and US$6. She has 10$.",
        "$5 to her and 5$ to him",
        "$100K–$200K, about $3.50.",
        "between $ 5 and 6 $",
        "I have $5, you have $ and that is all",
        "$HOME and $PATH",
        "a $ b",
        "$",
        "$$",
        "$$$",
        "$$$x$$$",
        "$$ $$",
        "$x and no end",
        "$$x and no end",
    ],
)
def test_other_dollars_stay_dollars(text):
    html = render_markdown(text)

    assert "<math" not in html
    assert html == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\\$x\\$", "$x$"),
        ("\\$x$", "$x$"),
        ("\\\\(x)", "\\(x)"),
        ("\\[x\\] and \\(", "[x] and ("),
        ("a \\[x\\]", "a [x]"),
        ("\\[x\\](y)", "[x](y)"),
    ],
)
def test_escapes_stay_escapes(text, shown):
    assert render_markdown(text) == f"<p>{shown}</p>"


def test_an_escaped_dollar_is_part_of_a_formula():
    assert "<mi>$</mi>" in render_markdown("$5\\$ + x$")


@pytest.mark.parametrize(
    "text",
    [
        "`$x$`",
        "``a ` $x$``",
        "`$$x$$`",
        "`\\(x\\)`",
        "```\n$x$\n```",
        "~~~tex\n$$\nx\n$$\n~~~",
        "    $x$ and $$x$$",
        "- a\n\n        $x$",
        "> ```\n> $x$\n> ```",
        "[a](https://example.org/$x$)",
        '[a](/b "$x$")',
        "![$x$](/b.png)",
        "[a]\n\n[a]: https://example.org/$x$",
        "$x\n\nx$",
        "$$x\n\nx$$",
    ],
)
def test_code_addresses_and_other_paragraphs_are_left_alone(text):
    html = render_markdown(text)

    assert "<math" not in html
    assert "xqformula" not in html
    assert "$" in html or "\\(x\\)" in html


def test_code_beside_a_formula_is_code():
    html = render_markdown("`$a` $x$ `b$` and $x$`c`")

    assert html == (f"<p><code>$a</code> {X} <code>b$</code> and {X}<code>c</code></p>")


def test_markdown_reads_nothing_in_a_formula():
    html = render_markdown("$x_1 * y_1 * [a](b) \\\\ `z` ![c](figure:d)$ and $a_b$")

    for tag in ("<em", "<a", "<code", "<img", "problem"):
        assert tag not in html


def test_bars_do_not_divide_a_cell():
    html = render_markdown("|a|b|\n|-|-|\n|$p(x|y)$|$|w|$|")

    assert html.count("<td>") == 2
    assert html.count("<math>") == 2


def test_a_formula_stands_in_a_heading_and_its_words_in_the_contents():
    text = render_text("## The case $x^2$ < *y*\n\n## $\\mathbb{E}$")

    assert [(head.anchor, head.words) for head in text.headings] == [
        ("h-the-case-x2-y", "The case x2 < y"),
        ("h-𝔼", "𝔼"),
    ]


@pytest.mark.parametrize("text", ["**$x$**", "*$x$*", "[$x$](/a)", "[^1]\n\n[^1]: $x$"])
def test_formulas_stand_in_everything_that_is_read(text):
    assert X in render_markdown(text)


def test_abbreviations_leave_formulas_alone():
    html = render_markdown("*[x]: a letter\n*[xqformula]: no\n\n$x$ x")

    assert f'{X} <abbr title="a letter">x</abbr>' in html


def test_a_formula_may_go_over_lines():
    assert "<mo>+</mo>" in render_markdown("a $x +\ny$ b")


def test_marks_that_somebody_types_are_not_ours():
    html = render_markdown("\x02xqformula:0\x03 \x02xqformula:7\x03 $x$")

    assert html == f"<p>xqformula:0 xqformula:7 {X}</p>"


def test_a_reference_to_a_figure_has_the_words_of_a_formula():
    figure = FigureFactory()

    html = render_markdown(
        f"![](figure:{figure.key})\n\n[the $x$](figure:{figure.key})"
    )

    assert "the x</a>" in html.replace("\n", "")


def test_quotes_keep_their_marks_out_of_formulas():
    html = render_markdown("> $x\n> + y$\n\n$$\na\n> b\n$$")

    assert html.count("<mo>&gt;</mo>") == 1
