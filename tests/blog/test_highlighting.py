import time

import pytest

from blog.highlighting import LANGUAGES, MAX_BLOCK
from blog.markdown import render_markdown


def fence(language, code):
    return f"```{language}\n{code}\n```\n\n"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_known_languages_are_coloured(language):
    assert "<span class=" in render_markdown(fence(language, "<a> = 'b' # 1\n- $x$: 2"))


@pytest.mark.parametrize("opening", ["py", "Python", ".python", "{.python #x}"])
def test_a_language_is_known_by_its_other_names(opening):
    assert '<span class="k">def</span>' in render_markdown(fence(opening, "def f(): 0"))


@pytest.mark.parametrize(
    "text",
    [
        fence("desktop", "x = 1"),
        fence("", "#!/usr/bin/python\nx = 1"),
        fence("python", "x = 1\n" * MAX_BLOCK),
        fence("{guess_lang=True}", "import os"),
        "    :::python\n    x = 1",
        "    #!/usr/bin/python\n    x = 1",
    ],
)
def test_everything_else_is_shown_as_it_is(text):
    html = render_markdown(text)

    assert "<pre" in html
    assert "<span class=" not in html


def test_the_options_of_a_fence_do_nothing():
    html = render_markdown(fence("{.python linenos=table anchorlinenos=1}", "x = 1"))

    assert "<table" not in html
    assert '<span class="n">x</span>' in html


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("desktop", "a" * 16_000),
        ("http", "a" * 16_000),
        ("java", "a\n" * 8_000),
        ("go", "a" * 16_000),
        ("css", "a-" * 8_000),
        ("c", "a" + " " * 3_900),
        ("python", "\n " * 8_000),
        ("python", "a" * 100_000),
    ],
)
def test_no_code_takes_long(language, code):
    started = time.process_time()

    render_markdown(fence(language, code))

    assert time.process_time() - started < 1


@pytest.mark.parametrize("language", ["python", "typescript", "yaml"])
def test_many_blocks_take_no_longer_than_a_few(language):
    worst = {"python": "\n ", "typescript": "a.", "yaml": "{@"}[language]
    started = time.process_time()

    render_markdown(fence(language, worst * 1_900) * 45)

    assert time.process_time() - started < 4
