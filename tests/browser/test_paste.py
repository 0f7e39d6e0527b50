"""Pasting into the editor: Markdown where that is what was meant, plain text by undo."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.writing import field, paste, put

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_address_on_chosen_words_makes_a_link(write):
    page = write("see |this| now")

    paste(page, "https://example.org/a")

    expect(field(page)).to_have_value("see [this](https://example.org/a) now")
    page.keyboard.press("Control+z")
    expect(field(page)).to_have_value("see this now")


def test_an_address_alone_stays_an_address(write):
    page = write("see ")

    paste(page, "https://example.org/a")

    expect(field(page)).to_have_value("see https://example.org/a")


def test_formatted_text_becomes_markdown_and_undo_makes_it_plain(write):
    page = write("Before.")
    html = (
        "<h1>Title</h1><p>Some <b>bold</b> and <em>soft</em> "
        '<a href="https://example.org/">words</a>, <code>x = 1</code>.</p>'
        '<pre><code class="language-python">a = "*"\n</code></pre>'
        "<ul><li>one</li><li>two<ul><li>in two</li></ul></li></ul>"
    )

    paste(page, "Title\nSome bold …", html)

    expect(field(page)).to_have_value(
        "Before.\n\n## Title\n\nSome **bold** and *soft* "
        "[words](https://example.org/), `x = 1`.\n\n"
        '```python\na = "*"\n```\n\n'
        "- one\n- two\n    - in two\n\n"
    )
    page.keyboard.press("Control+z")
    expect(field(page)).to_have_value("Before.Title\nSome bold …")
    page.keyboard.press("Control+z")
    expect(field(page)).to_have_value("Before.")


COPIED = [
    (
        (
            '<b style="font-weight:normal" id="docs-internal-guid-1"><p><span>Plain '
            '</span><span style="font-weight:700">bold</span></p></b>'
        ),
        "Plain **bold**",
    ),
    (
        (
            '<b id="docs-internal-guid-2"><ul><li><p><span>one</span></p></li>'
            "<li><p>two <i>soft</i></p></li></ul></b>"
        ),
        "- one\n- two *soft*",
    ),
    (
        '<a href="https://www.google.com/url?q=https://a.org/b%3Fc&amp;sa=D">a</a>',
        "[a](https://a.org/b?c)",
    ),
    (
        (
            "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
            "<![if !supportLists]><span style='mso-list:Ignore'>1.<span>  </span>"
            "</span><![endif]>one<o:p></o:p></p>"
            "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>"
            "<span style='mso-list:Ignore'>·</span>in one</p>"
            "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
            "<span style='mso-list:Ignore'>2.</span>two</p>"
        ),
        "1. one\n    - in one\n2. two",
    ),
    (
        '<p>See <img src="https://a.org/x.png" alt="a dog">.</p>',
        "See [a dog](https://a.org/x.png).",
    ),
    ('<p><a href="javascript:alert(1)">tap</a> <b>me</b></p>', "tap **me**"),
    (
        (
            '<p>so <span class="katex"><math><semantics><mi>x</mi><annotation '
            'encoding="application/x-tex">x_1^2</annotation></semantics></math>'
            '<span class="katex-html">x12</span></span></p>'
        ),
        "so $x_1^2$",
    ),
    ('<p>so <math alttext="a*b"><mi>a</mi></math></p>', "so $a*b$"),
    ("<style>p {}</style><p>a <b>b</b></p><script>x</script>", "a **b**"),
]


def test_what_other_programs_copy_becomes_clean(write):
    page = write()

    for html, markdown in COPIED:
        put(page, "|")
        paste(page, "PLAIN", html)
        assert (html, field(page).input_value().strip()) == (html, markdown)


def test_a_spreadsheet_becomes_a_table_with_numbers_to_the_right(write):
    page = write()
    html = (
        "<table><tr><td>Model</td><td>Rate</td></tr>"
        "<tr><td>8B|x</td><td>0.61</td></tr><tr><td>70B</td><td>\u22121,200.5%</td></tr>"
        "</table>"
    )

    paste(page, "Model\tRate\n8B|x\t0.61\n70B\t\u22121,200.5%", html)

    assert field(page).input_value().strip() == (
        "| Model |      Rate |\n"
        "|-------|----------:|\n"
        "| 8B\\|x |      0.61 |\n"
        "| 70B   | \u22121,200.5% |"
    )


def test_a_range_as_text_becomes_a_table(write):
    page = write()

    paste(page, "a\tb\r\n1\tx\r\n")

    assert field(page).input_value().strip() == (
        "|   a | b   |\n|----:|-----|\n|   1 | x   |"
    )


@pytest.mark.parametrize(
    "text", ["a\tb\nc", "\tif x:\n\ty", "one\ttwo", "words\nand words"]
)
def test_other_text_with_tabs_stays_what_it_is(write, text):
    page = write()

    paste(page, text)

    expect(field(page)).to_have_value(text)


def test_one_cell_is_no_table(write):
    page = write()

    paste(page, "0.61", "<table><tr><td>0.61</td></tr></table>")

    expect(field(page)).to_have_value("0.61")


def test_code_stays_plain(write):
    page = write()
    html = (
        '<div style="font-family: Menlo, monospace; white-space: pre;"><b>a</b></div>'
    )

    paste(page, "a\tb\nc\td", html)
    paste(page, "|x_1*\ty\n2\t3", "<b>x</b>", **{"vscode-editor-data": "{}"})

    expect(field(page)).to_have_value("a\tb\nc\td|x_1*\ty\n2\t3")


def test_nothing_is_changed_within_code(write):
    page = write("```\n")

    paste(page, "a\tb\nc\td", "<table><tr><td>a</td></tr></table>")

    expect(field(page)).to_have_value("```\na\tb\nc\td")


def test_what_was_copied_here_stays_as_it_is(write):
    page = write("|a\tb\nc\td\n|")
    page.keyboard.press("Control+c")
    page.keyboard.press("Control+End")

    paste(page, "a\tb\nc\td\n")

    expect(field(page)).to_have_value("a\tb\nc\td\na\tb\nc\td\n")


def test_the_browsers_plain_paste_is_plain(write):
    page = write("a\tb\nc\td")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """() => navigator.clipboard.write([new ClipboardItem({
          "text/plain": new Blob(["a\\tb\\n1\\t2"], { type: "text/plain" }),
          "text/html": new Blob(["<b>bold</b>"], { type: "text/html" }),
        })])"""
    )
    field(page).fill("")

    page.keyboard.press("Control+Shift+v")

    expect(field(page)).to_have_value("a\tb\n1\t2")
