import pytest

from blog.markdown import render_markdown

pytestmark = pytest.mark.django_db

TABLE = "| a | b |\n|---|--:|\n| 1 | 2 |"


@pytest.mark.parametrize(
    "text", [f"Table: Of *two*.\n\n{TABLE}", f"{TABLE}\n\nTable: Of *two*."]
)
def test_a_caption_stands_above_and_names_the_region(text):
    html = render_markdown(text)

    assert (
        '<table><caption id="caption-1"><span>Of <em>two</em>.</span></caption>' in html
    )
    assert 'aria-labelledby="caption-1"' in html
    assert 'aria-label="' not in html
    assert "Table:" not in html


def test_a_table_without_caption_is_called_a_table():
    html = render_markdown(TABLE)

    assert 'aria-label="Table"' in html
    assert "caption" not in html


def test_each_table_takes_one_caption():
    html = render_markdown(
        f"Table: One.\n\n{TABLE}\n\nTable: Two.\n\n{TABLE}\n\nTable: Three."
    )

    assert html.count("<caption") == 2
    assert html.index("One.") < html.index("Two.") < html.index("Three.")
    assert "<p>Table: Three.</p>" in html


def test_words_about_tables_are_words():
    assert render_markdown("Table: x\n\nWords.") == "<p>Table: x</p>\n<p>Words.</p>"


def test_tables_in_lists_have_captions():
    indented = TABLE.replace("\n", "\n    ")

    html = render_markdown(f"- one\n\n    Table: Inner.\n\n    {indented}")

    assert "<span>Inner.</span></caption>" in html
