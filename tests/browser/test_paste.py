"""Pasting into the editor: Markdown where that is what was meant, plain text by undo."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)

BIBTEX = "@article{kaplan2020, title = {Scaling Laws}, author = {Jared Kaplan}}"


@pytest.fixture
def viewport():
    return DESK


@pytest.fixture
def write(page, enter, admin):
    """Opens a post with that text, all of it selected where asked for."""

    def open_post(text="", chosen=None):
        post = PostFactory(body=text)
        enter(page, admin).goto(reverse("admin:blog_post_change", args=[post.pk]))
        field(page).focus()
        start = text.index(chosen) if chosen else len(text)
        page.evaluate(
            "([start, end]) => document.activeElement.setSelectionRange(start, end)",
            [start, start + len(chosen or "")],
        )
        return page

    return open_post


def field(page):
    return page.locator("#id_body")


def paste(page, text="", html="", **others):
    """Paste as the browser does: what no script takes is put in as it is."""
    carried = {"text/plain": text, "text/html": html} | others
    field(page).evaluate(
        """(target, carried) => {
          const clipboardData = new DataTransfer();
          for (const [type, content] of Object.entries(carried)) {
            if (content) {
              clipboardData.setData(type, content);
            }
          }
          const options = { bubbles: true, cancelable: true, clipboardData };
          if (target.dispatchEvent(new ClipboardEvent("paste", options))) {
            document.execCommand("insertText", false, carried["text/plain"]);
          }
        }""",
        carried,
    )


def test_an_address_on_chosen_words_makes_a_link(write):
    page = write("see this now", chosen="this")

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


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
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
        ('<p>See <img src="https://a.org/x.png" alt="a dog">.</p>', None),
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
    ],
)
def test_what_other_programs_copy_becomes_clean(write, html, markdown):
    page = write()

    paste(page, "PLAIN", html)

    expected = markdown or "See [a dog](https://a.org/x.png)."
    assert field(page).input_value().strip() == expected


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
    page = write("a\tb\nc\td\n", chosen="a\tb\nc\td\n")
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


def test_a_paper_s_address_stays_and_may_be_cited(write):
    page = write("See ")

    paste(page, "https://doi.org/10.1000/a.b_c")
    expect(field(page)).to_have_value("See https://doi.org/10.1000/a.b_c")
    page.get_by_role("button", name="Cite it").click()

    expect(field(page)).to_have_value("See [@doi:10.1000/a.b_c]")
    expect(page.get_by_role("button", name="Cite it")).to_have_count(0)


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("https://arxiv.org/abs/2001.08361v2", "[@arxiv:2001.08361]"),
        ("10.1000/xyz", "[@doi:10.1000/xyz]"),
    ],
)
def test_other_names_of_papers_may_be_cited(write, text, citation):
    page = write()

    paste(page, text)
    page.get_by_role("button", name="Cite it").click()

    expect(field(page)).to_have_value(citation)


def test_an_offer_goes_with_its_address(write):
    page = write()
    paste(page, "10.1000/xyz")
    expect(page.get_by_role("button", name="Cite it")).to_be_visible()

    page.keyboard.press("Control+z")

    expect(page.get_by_role("button", name="Cite it")).to_have_count(0)


def test_bibtex_goes_to_the_references_and_is_cited(write):
    page = write("A claim (who?) here.", chosen="(who?)")

    paste(page, BIBTEX)

    expect(page.locator(".editor-live")).to_contain_text("references")
    value = field(page).input_value()
    assert value.startswith("A claim [@kaplan2020] here.\n\n```bibtex\n@article")
    assert "\ue000" not in value
    page.keyboard.press("Control+z")
    expect(field(page)).to_have_value("A claim (who?) here.")


def test_bibtex_that_cannot_be_read_stays_as_pasted(write):
    page = write("A claim ")

    paste(page, "@article{}")

    expect(field(page)).to_have_value("A claim @article{}")
    expect(page.locator(".editor-notice")).to_be_visible()


def drop(target):
    """Let go of a file there; whether the page took it for its own."""
    return target.evaluate(
        """(target) => {
          const carried = new DataTransfer();
          carried.items.add(new File(["content"], "paper.txt"));
          const options = { bubbles: true, cancelable: true, dataTransfer: carried };
          return !target.dispatchEvent(new DragEvent("drop", options));
        }"""
    )


@pytest.mark.parametrize("target", ["#id_body", "#id_title", "h1", ".submit-row"])
def test_a_file_dropped_anywhere_never_takes_the_page_away(write, target):
    page = write("Words.")

    assert drop(page.locator(target).first)

    expect(page.locator(".editor-notice")).to_be_visible()
    expect(field(page)).to_have_value("Words.")
