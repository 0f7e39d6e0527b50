import inspect
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.markdown import render_markdown, render_text

pytestmark = pytest.mark.django_db

RUNAWAYS = {
    "a long text": "word " * 50_000,
    "many lines": "a\n" * 11_000,
    "open brackets": "[" * 5_000,
    "open images": "![" * 5_000,
    "open brackets between words": "[a " * 5_000,
    "open links": "[a](" * 5_000,
    "open references": "[a][" * 5_000,
    "brackets in brackets": "[" * 3_000 + "]" * 3_000,
    "few brackets, long paragraphs": ("[ " * 150 + "word " * 1_000 + "\n\n") * 10,
    "quotes": ">" * 5_000,
    "quotes with spaces": "> " * 5_000 + "a",
    "lists in one line": "- " * 5_000 + "a",
    "numbered lists in one line": "1. " * 5_000 + "a",
    "lists in lists": "\n".join("    " * depth + "- a" for depth in range(200)),
    "definitions in definitions": "\n".join(
        "    " * depth + f"a\n{'    ' * depth}:   b" for depth in range(100)
    ),
    "many shallow quotes": ("> " * 20 + "a\n") * 4_000,
    "deep indents": " " * 5_000 + "a",
    "rulers": "* " * 5_000 + "a",
    "emphasis in a heading": "# " + "*a " * 2_000 + "b* " * 2_000,
    "emphasis side by side": "*a*" * 60_000,
    "stars": "*" * 100_000,
    "underscores": "_a " * 60_000,
    "backticks": "`a" * 90_000,
    "escapes": "\\" * 150_000,
    "entities": "&amp;" * 39_000,
    "open tags": "<a " * 60_000,
    "the same footnote": "[^1] " * 2_000 + "\n\n[^1]: x",
    "many footnotes": "".join(f"[^{n}] " for n in range(2_000)),
    "abbreviations": "".join(f"*[a{n}]: x\n" for n in range(1_000)),
    "headings": "# a\n" * 9_990,
    "headings in quotes and lists": "> - # a\n" * 5_000,
    "underlined headings": "a\n=\n\n" * 3_000,
    "tables of nothing": "|a" * 400 + "|\n" + "|-" * 400 + "|\n" + "|x\n" * 400,
    "open fences": "~~~x\n" * 5_000,
    "fences of many lengths": "\n".join("`" * (3 + n) + "x" for n in range(500)),
    "masses of code": "~~~\na\n~~~\n" * 15_000,
    "masses of formulas": "$x$ " * 1_100,
    "masses of displayed formulas": "$$x$$\n\n" * 1_100,
    "dollars and backticks": "`$" * 90_000,
    "open brackets of formulas": "\\(" * 90_000,
    "lines that open formulas": "\\[\n" * 9_000,
    "masses of figures": "![](figure:a/b)\n\n" * 600,
}


@pytest.mark.parametrize("name", RUNAWAYS)
def test_runaway_texts_are_refused_at_once_and_say_why(name):
    started = time.process_time()

    html = render_markdown(RUNAWAYS[name])

    assert time.process_time() - started < 3
    assert html.startswith('<div class="problem"><p>')


@pytest.mark.parametrize(
    "text",
    [
        "word " * 30_000,
        "A [link](https://example.org) and *some* `code`.\n\n" * 400,
        "- An item\n    - with another\n\n" * 100,
        "```python\n" + "values = [[0] * 3]\n" * 500 + "```\n",
        "|a|b|c|d|\n|-|-|-|-|\n" + "|1|2|3|4|\n" * 500,
        "".join(f"Words[^{n}].\n\n[^{n}]: Note.\n\n" for n in range(150)),
        "## A heading\n\nWords.\n\n---\n\n" * 200,
        "> > > A quote in a quote in a quote.\n",
        "* * *\n\n- - - -\n\n__________\n",
        "[" * 20 + "some words in brackets" + "]" * 20,
        "A formula $x_i$ of many, for $5.\n\n" * 900,
        "$" + "[" * 3_000 + "]" * 900 + "$",
        "$" * 190_000,
        "$$ " * 60_000,
        "$a " * 60_000,
        "a$ " * 60_000,
        "$1" * 90_000,
        "\\[" + " " * 190_000,
        ("\\]" + " " * 90) * 2_000,
        "$" + "1" * 190_000 + "$",
        "\\[ x^2 \\] and arr[i][j] (see above) :( [sic",
    ],
)
def test_long_honest_texts_pass_in_a_second(text):
    started = time.process_time()

    assert not render_text(text).problem

    assert time.process_time() - started < 2


def test_a_refusal_names_the_line():
    text = render_text("Fine.\n\n" + "> " * 50 + "a")

    assert "“> > > > " in text.problem


def test_a_text_that_exhausts_the_stack_is_refused_too():
    text = "\n".join("    " * depth + "- a" for depth in range(20))
    limit = sys.getrecursionlimit()

    sys.setrecursionlimit(len(inspect.stack(0)) + 60)
    try:
        assert "nested too deeply" in render_text(text).problem
    finally:
        sys.setrecursionlimit(limit)

    assert not render_text(text).problem


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "[",
                    "]",
                    "(",
                    ")",
                    "![",
                    "](",
                    "[^1]",
                    "[^1]: ",
                    "*[a]: ",
                    "figure:a",
                ),
                *("*", "_", "**", "`", "```", "~~~", "\n", "\n\n", "    ", "> ", "- "),
                *(
                    "1. ",
                    "# ",
                    "|",
                    "|-|\n",
                    ":   ",
                    "<",
                    ">",
                    "&",
                    "\\",
                    "a",
                    " ",
                    "=\n",
                    "$",
                    "$$",
                    "$x$",
                    "\\(",
                    "\\)",
                    "\n\\[",
                    "\\]\n",
                    "{",
                ),
            ]
        ),
        max_size=40,
    ),
    st.integers(1, 400),
)
def test_no_mixture_of_marks_takes_long_or_falls_over(marks, times):
    text = "".join(marks) * times
    started = time.process_time()

    render_markdown(text)

    assert time.process_time() - started < 3
