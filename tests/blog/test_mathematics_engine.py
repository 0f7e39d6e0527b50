"""Temml in process: what it is asked, what it may cost, and how it recovers."""
# ruff: noqa: RUF001 (letters of formulas, and a dash)

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from blog.mathematics import engine
from blog.mathematics.engine import Engine, Failure, render_tex

# Each expands to millions of characters, within the number of expansions allowed.
SLOW = r"\def\a{" + "x" * 1900 + "}" + r"\a" * 450
HUNGRY = r"\begin{matrix}" + "&" * 1000 + r"\\ " * 900 + r"\end{matrix}"


def test_a_formula_becomes_mathml():
    outcome = render_tex(r"\mathbb{E}[x]", display=False)

    assert outcome.mathml.startswith("<math><mrow><mi>𝔼</mi>")
    assert outcome.failure is None
    assert "annotation" not in outcome.mathml


def test_a_displayed_formula_says_so():
    assert 'display="block"' in render_tex("x", display=True).mathml


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{a}{b",
        r"\nosuchthing",
        "a^b^c",
        r"\left( x",
        r"\begin{aligned} x",
        "}",
        "&",
        r"\text{",
        "$",
        "%",
        "é",
        "\0",
        "😀",
    ],
)
def test_what_temml_cannot_read_is_said_in_its_words(tex):
    outcome = render_tex(tex, display=True)

    assert outcome.mathml == ""
    assert outcome.failure is Failure.UNREADABLE
    assert outcome.message
    outcome.message.encode()


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\url{javascript:alert(1)}",
        r"\includegraphics{https://evil.example/x.png}",
        r"\class{evil}{x}",
        r"\id{evil}{x}",
        r"\style{position:fixed}{x}",
        r"\data{a=b}{x}",
        r"\htmlClass{evil}{x}",
        r"\htmlStyle{position:fixed}{x}",
        r"\textcolor{url(javascript:x)}{y}",
        r"\toggle{a}{b}\endtoggle",
        r"\texttip{a}{b}",
    ],
)
def test_nothing_that_links_loads_or_acts_is_trusted(tex):
    assert render_tex(tex, display=True).failure is Failure.UNREADABLE


@pytest.mark.parametrize(
    "tex",
    [
        r"\def\a{\a\a}\a",
        r"\newcommand{\a}{\a}\a",
        r"\def\a#1{#1#1#1#1}" + r"\a{" * 12 + "x" + "}" * 12,
        r"\def\a{\futurelet\b\a}\a",
    ],
)
def test_macros_that_never_end_are_stopped(tex):
    outcome = render_tex(tex, display=True)

    assert outcome.failure is Failure.UNREADABLE
    assert "Too many expansions" in outcome.message


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 1900,
        "{" * 1900 + "}" * 1900,
        r"\frac{" * 600 + "x" + "}{1}" * 600,
        r"\left(" * 300 + r"\right)" * 300,
        "x^{" * 900 + "}" * 900,
        r"\begin{cases}" * 200,
        r"\color{red}" * 360,
    ],
)
def test_what_is_nested_too_deeply_is_told_apart(tex):
    assert render_tex(tex, display=True).failure is Failure.TOO_DEEP


@pytest.mark.parametrize("tex", [SLOW, HUNGRY], ids=["time", "memory"])
def test_what_takes_too_much_is_stopped_and_the_next_formula_is_well(tex):
    lone = Engine()

    assert lone.render(tex, display=True).failure is Failure.TOO_COSTLY
    assert lone.render("x", display=False).mathml == "<math><mi>x</mi></math>"


def test_the_limit_is_of_time(monkeypatch):
    monkeypatch.setattr(engine, "MAX_SECONDS", 0.02)
    outcome = Engine().render(SLOW, display=True)

    assert outcome.failure is Failure.TOO_COSTLY
    assert 0 < outcome.seconds < 0.4


def test_a_macro_lives_no_longer_than_its_formula():
    render_tex(r"\gdef\fresh{y} \gdef\frac{\relax} \fresh", display=False)

    assert render_tex(r"\fresh", display=False).failure is Failure.UNREADABLE
    assert "<mfrac>" in render_tex(r"\frac12", display=False).mathml


def test_sizes_have_an_end():
    mathml = render_tex(r"\rule{9999em}{9999in} \kern9999em", display=True).mathml

    assert 'width="10em" height="120pt"' in mathml
    assert "9999" not in mathml


def test_many_threads_at_once_each_get_their_own_formula():
    numbers = range(200)

    def ask(number):
        tex = SLOW if number == 100 else f"x_{{{number}}}"
        return render_tex(tex, display=False)

    with ThreadPoolExecutor(12) as threads:
        outcomes = list(threads.map(ask, numbers))

    assert [
        number
        for number, outcome in zip(numbers, outcomes, strict=True)
        if f"<mn>{number}</mn>" not in outcome.mathml
    ] == [100]


def test_a_context_is_made_once_and_again_after_an_accident(monkeypatch):
    made = []
    make_context = engine.make_context

    def note(context_class):
        made.append(1)
        return make_context(context_class)

    monkeypatch.setattr(engine, "make_context", note)
    lone = Engine()

    for tex in ("x", "y", r"\nosuchthing", "{" * 1900, "z"):
        lone.render(tex, display=False)
    assert len(made) == 1

    lone.render(SLOW, display=False)
    lone.render("x", display=False)
    assert len(made) == 2


@pytest.mark.filterwarnings(
    "ignore:This process .* is multi-threaded:DeprecationWarning"
)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_a_forked_process_has_an_engine_of_its_own():
    render_tex("x", display=False)
    pid = os.fork()
    if pid == 0:
        right = render_tex("y", display=False).mathml == "<math><mi>y</mi></math>"
        os._exit(0 if right else 1)

    assert os.waitpid(pid, 0)[1] == 0
