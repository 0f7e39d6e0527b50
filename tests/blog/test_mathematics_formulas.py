"""Formulas as HTML: those of papers, those that fail, and what is kept of them."""
# ruff: noqa: RUF001 (letters of formulas, and a dash)

import re
from html import escape

import pytest
from django.core.cache import cache

from blog.markdown import render_markdown, render_text
from blog.mathematics import formulas, presentation
from blog.mathematics.engine import Outcome
from blog.mathematics.formulas import Formula, render_formulas
from blog.mathematics.presentation import fit_to_page
from tests.blog.formulas import PAPER_FORMULAS

pytestmark = pytest.mark.django_db


def show(name):
    return render_markdown(f"$$\n{PAPER_FORMULAS[name]}\n$$")


@pytest.fixture
def renderings(monkeypatch):
    """The formulas that Temml was asked for, in order."""
    asked = []
    render_tex = formulas.render_tex

    def note(tex, *, display):
        asked.append(tex)
        return render_tex(tex, display=display)

    monkeypatch.setattr(formulas, "render_tex", note)
    return asked


@pytest.mark.parametrize("name", PAPER_FORMULAS)
def test_formulas_of_papers_are_shown_whole(name):
    text = render_text(f"$$\n{PAPER_FORMULAS[name]}\n$$")

    assert text.formula_problems == ()
    assert 'class="formula"' in text.html
    assert '<math display="block"' in text.html
    assert " style=" not in text.html
    assert "merror" not in text.html


@pytest.mark.parametrize("name", PAPER_FORMULAS)
def test_the_sanitiser_takes_nothing_out_of_a_formula(name):
    before = render_formulas([Formula(PAPER_FORMULAS[name], True, "")])[0].mathml
    after = show(name)

    for part in (r"<[a-z]+", r' [a-z]+="[^"]*"'):
        found = re.findall(part, before)
        # A label's id is no id of ours.
        assert all(after.count(one) >= found.count(one) for one in set(found))


@pytest.mark.parametrize(
    ("name", "structure"),
    [
        ("an argmax", r"<munder><mi>arg\Wmax</mi><mi>θ</mi></munder>"),
        ("an expectation", r"<msub><mi>𝔼</mi>"),
        ("limits over a sum", r"<munder><mo[^>]*>∑</mo>"),
        ("bold vectors", r"<mi>𝝁</mi>.*<mi>𝚺</mi>.*<mi>𝐱</mi>.*<mi>ℝ</mi>"),
        ("an integral", r"<mo[^>]*>∫</mo>"),
        ("a product", r"<munderover><mo[^>]*>∏</mo>"),
        ("an underbrace", r"<munder>.*⏟.*<mover>.*⏞"),
        ("a power law", r'<mtext class="tml-tag">\(1\)</mtext>'),
        ("an indicator", r"<mn>𝟙</mn>.*<mn>𝟙</mn>"),
        ("attention", r'<mrow class="maths-kern-thin"></mrow>'),
        ("a binomial", r'<mfrac linethickness="0px">'),
        ("overlines", r'class="tml-overline".*class="tml-cancel upstrike"'),
        ("colours and boxes", r'class="maths-box".*mathcolor="#ff0000"'),
        ("fonts", r"𝔤.*ℱ.*𝖷.*𝑾"),
        ("an array with lines", r"maths-line-bottom[^>]*maths-line-right"),
        ("numbered steps", r'<span class="tml-eqn"></span>.*<span class="tml-eqn">'),
    ],
)
def test_a_formula_has_the_structure_that_it_means(name, structure):
    assert re.search(structure, show(name), re.DOTALL)


@pytest.mark.parametrize(
    ("name", "rows", "cells"),
    [
        ("aligned steps", 2, 4),
        ("cases", 2, 4),
        ("a matrix", 3, 9),
        ("an array with lines", 3, 9),
        ("splits", 2, 4),
        ("optimality", 2, 2),
    ],
)
def test_rows_and_cells_are_all_there(name, rows, cells):
    html = show(name)

    assert (html.count("<mtr"), html.count("<mtd")) == (rows, cells)


def test_all_that_temml_says_in_styles_has_a_class_or_an_attribute():
    dropped = {"display:block math", "border:1px solid"}
    drawn = {"0.4em", "5.9776pt"}  # what cells have anyway
    for tex in PAPER_FORMULAS.values():
        mathml = formulas.render_tex(tex, display=True).mathml
        for declaration in "".join(re.findall(r' style="([^"]*)"', mathml)).split(";"):
            prop, _colon, value = declaration.partition(":")
            if declaration and declaration not in dropped and value not in drawn:
                assert prop in presentation.ATTRIBUTES or (
                    presentation.find_classes(declaration)
                ), declaration


def test_styles_become_classes_and_attributes():
    assert fit_to_page(
        '<mtd class="tml-left" style="padding-left:0em;padding-right:1pt;'
        'border-top:0.06em solid;"><mi style="color:#ff0000;math-depth:0;">'
    ) == (
        '<mtd class="tml-left maths-l0 maths-line-top">'
        '<mi mathcolor="#ff0000" scriptlevel="0">'
    )


@pytest.mark.parametrize(
    ("space", "name"),
    [("0.1667", "thin"), ("0.2222", "medium"), ("0.2778", "thick"), ("3", "wide")],
)
def test_negative_spaces_have_a_few_widths(space, name):
    assert presentation.find_classes(f"margin-left:-{space}em") == [
        f"maths-kern-{name}"
    ]


def test_black_is_the_colour_of_the_page():
    html = render_markdown(r"$\color{black}x \rule{1em}{1em}$")

    assert "mathcolor" not in html
    assert 'mathbackground="currentcolor"' in html


def test_long_formulas_can_be_scrolled_by_keyboard_and_short_ones_need_not():
    long, short = render_markdown("$$" + "x + " * 20 + "y$$"), render_markdown("$$x$$")

    for part in ('class="formula"', 'role="group"', 'aria-label="Formula"'):
        assert part in long
    assert 'tabindex="0"' in long
    assert '<div class="formula"><math' in short


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\nosuchthing", r"Unsupported function name: \nosuchthing at position 1."),
        (r"a^b^c", "Double superscript at position 4."),
        (r"\frac{a}{b", "Unexpected end of input in a macro argument"),
        ("{" * 1900, "It is nested too deeply."),
        (r"\ref{x}", "References to formulas are not supported."),
        ("x" * 4001, "It has 4001 characters; 4000 is the most."),
        (r"\begin{matrix}" + "&" * 3000 + r"\end{matrix}", "It is too big to show."),
        (
            r"\def\a{" + "x" * 1900 + "}" + r"\a" * 450,
            "It takes too much time or memory.",
        ),
    ],
    ids=lambda value: value[:20],
)
def test_a_formula_that_fails_shows_itself_and_the_reason(tex, reason):
    text = render_text(f"Before ${tex}$ after.")

    quoted = escape(f"${tex[:40]}")
    assert f'<p>Before <span class="problem">The formula <code>{quoted}' in text.html
    assert reason in text.html
    assert text.html.endswith("after.</p>")
    assert text.formula_problems[0].startswith(f"${tex[:40]}")
    assert len(text.formula_problems[0]) <= 61
    assert not text.problem


def test_a_displayed_formula_that_fails_has_lines_of_its_own():
    html = render_markdown("Before\n\n$$\\nosuchthing <b>$$\n\nafter")

    assert '<div class="problem">\n<p>The formula <code>$$\\nosuchthing &lt;b' in html
    assert "\u0332" not in html


def test_all_failures_are_listed_in_reading_order():
    text = render_text("$\\one$ $x$\n\n$$\\two$$\n\n[^1]\n\n[^1]: $\\three$")

    assert text.formula_problems == ("$\\one$", "$$\\two$$", "$\\three$")


def test_a_text_with_failures_is_converted_again(monkeypatch):
    text = "$" + r"\def\a{" + "x" * 1900 + "}" + r"\a" * 450 + "$"
    assert render_text(text).formula_problems
    cache.clear()
    fine = Outcome("<math><mi>x</mi></math>")
    monkeypatch.setattr(formulas, "render_tex", lambda tex, *, display: fine)

    assert not render_text(text).formula_problems


def test_a_changed_post_renders_the_changed_formula_alone(renderings):
    text = "$a$ and $b$ and $$a$$ and $c$"
    render_markdown(text)
    assert renderings == ["a", "b", "a", "c"]
    renderings.clear()

    render_markdown(text.replace("$b$", "$b'$"))

    assert renderings == ["b'"]


def test_the_same_formula_is_rendered_once(renderings):
    html = render_markdown("$a$ $a$ $a$ $$a$$ $$a$$")

    assert renderings == ["a", "a"]
    assert html.count("<math") == 5


def test_the_version_of_the_code_is_part_of_a_kept_formulas_name(
    renderings, monkeypatch
):
    render_markdown("$a$")
    monkeypatch.setattr(formulas, "maths_version", lambda: "next")
    render_markdown("$a$ again")

    assert renderings == ["a", "a"]


def test_the_version_is_that_of_temml_too(monkeypatch, tmp_path):
    version = formulas.maths_version.__wrapped__
    before = version()
    other = tmp_path / "temml.min.js"
    other.write_text("changed")

    monkeypatch.setattr(formulas, "SCRIPTS", (other,))

    assert version() != before


def test_a_text_may_not_take_long_in_all(monkeypatch, renderings):
    monkeypatch.setattr(formulas, "MAX_SECONDS", 0.0)

    text = render_text("$a$ $b$ $c$")

    assert renderings == ["a"]
    assert text.formula_problems == ("$b$", "$c$")
    assert "The formulas before it take too much time or space." in text.html


def test_a_text_goes_on_where_it_was_stopped(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(formulas, "MAX_SECONDS", 0.0)
        assert render_text("$a$ $b$").formula_problems == ("$b$",)

    assert render_text("$a$ $b$").formula_problems == ()


def test_a_text_may_not_be_big_in_all(monkeypatch):
    monkeypatch.setattr(formulas, "MAX_ALL_MATHML", 10)

    assert render_text("$a$ $b$").formula_problems == ("$b$",)


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{\"><img src=x onerror=alert(1)>}",
        "<img src=x onerror=alert(1)>",
        r"\tag{<script>alert(1)</script>} x",
        r"\verb|<script>alert(1)</script>|",
        r"x \label{content} \label{<b>}",
        r"\unicode{<b>}",
        "\x02xqformula:0\x03",
        "\x02wzxhzdk:0\x03",
    ],
)
def test_html_in_a_formula_is_text(tex):
    html = render_markdown(f"$$\n{tex}\n$$\n\n${tex}$")

    for living in ("<script", "<img", "<b>", ' id="'):
        assert living not in html
