import pytest

from blog.markdown import render_markdown

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["Note", "Tip", "Important", "Warning", "Caution"])
def test_each_kind_has_its_name_as_title(kind):
    html = render_markdown(f"> [!{kind.upper()}]\n> Words *so*.")

    assert html.startswith(f'<div class="callout callout-{kind.lower()}" role="note">')
    assert f'<p class="callout-title"><strong>{kind}</strong></p>' in html
    assert "<p>Words <em>so</em>.</p>" in html
    assert "blockquote" not in html


def test_a_title_of_its_own_may_be_marked_up_but_brings_no_html():
    html = render_markdown("> [!note] In *short* <b>\n> Words.")

    assert "<strong>In <em>short</em> &lt;b&gt;</strong>" in html


def test_a_callout_holds_lists_code_and_paragraphs():
    html = render_markdown("> [!TIP]\n>\n> One.\n>\n> - two\n>\n>     code")

    assert "<p>One.</p>" in html
    assert "<li>" in html


def test_a_blank_line_ends_a_callout():
    html = render_markdown(
        "> [!TIP]\n> One.\n\n> [!NOTE]\n> Two.\n\n> Three.\n\n> Four."
    )

    assert html.count('role="note"') == 2
    assert html.count("<blockquote>") == 2


@pytest.mark.parametrize(
    "text",
    ["> [!OTHER]\n> x", "> x [!NOTE]", "> \\[!NOTE]", "[!NOTE] x", "> `[!NOTE]`"],
)
def test_other_quotes_stay_quotes(text):
    assert "callout" not in render_markdown(text)


def test_callouts_in_callouts_and_lists():
    html = render_markdown(
        "> [!NOTE]\n> One.\n>\n> > [!TIP]\n> > Two.\n\n- > [!TIP]\n  > x"
    )

    assert html.count('class="callout-title"') == 3
