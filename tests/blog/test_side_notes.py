import re
import time

import pytest

from blog.markdown import render_markdown, render_text

pytestmark = pytest.mark.django_db


def notes_in(html):
    """The words of each note in order, without its number and ways back."""
    notes = re.findall(
        r'<div class="note" id="fn-\d+" role="doc-footnote">(.*?)</div>',
        html,
        re.DOTALL,
    )
    return [re.sub(r"<[^>]+>|↩", "", note).split(" ", 1)[1].strip() for note in notes]


def test_a_paragraph_and_its_notes_share_a_row_in_order_of_reading():
    html = render_markdown("One[^b] two[^a].\n\nThree.\n\n[^a]: A.\n\n[^b]: B.")

    row, rest = html.split("<p>Three.</p>")
    assert row.startswith('<div class="noted"><p>One<sup id="fnref-1">')
    assert notes_in(row) == ["B.", "A."]
    assert "note" not in rest


def test_a_mark_and_its_note_lead_to_each_other():
    html = render_markdown("One[^x].\n\n[^x]: Note.")

    mark = re.search(r'<sup id="(.*?)"><a (.*?)>1</a></sup>', html)
    assert 'href="#fn-1"' in mark[2]
    assert 'role="doc-noteref"' in mark[2]
    assert 'aria-label="Note 1"' in mark[2]
    back = re.search(r'<a ([^>]*)class="way-back"([^>]*)>↩</a>', html)
    assert f'href="#{mark[1]}"' in back[0]
    assert 'role="doc-backlink"' in back[0]


def test_a_note_referred_to_twice_stands_once_and_leads_back_to_both():
    html = render_markdown("One[^x].\n\nTwo[^x].\n\n[^x]: Note.")

    assert notes_in(html) == ["Note."]
    assert html.index('id="fn-1"') < html.index("Two")
    assert html.count('href="#fn-1"') == 2
    for anchor in ("fnref-1", "fnref2-1"):
        assert html.count(f'id="{anchor}"') == html.count(f'href="#{anchor}"') == 1


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("## Head[^x]", "h2"),
        ("- one[^x]\n- two", "ul"),
        ("> - deep[^x]", "blockquote"),
        ("Term\n:   Meaning[^x]", "dl"),
        ("| a |\n|--|\n| b[^x] |", 'div aria-label="Table"'),
        ("Table: Caption[^x]\n\n| a |\n|--|\n| b |", 'div aria-labelledby="caption-1"'),
        ("> [!TIP]\n> Words[^x]", 'div class="callout callout-tip"'),
    ],
)
def test_notes_of_every_block_follow_it_whole(text, block):
    html = render_markdown(f"{text}\n\n[^x]: Note.")

    assert html.startswith(f'<div class="noted"><{block}')
    assert notes_in(html) == ["Note."]


def test_a_note_keeps_its_paragraphs_lists_and_notes():
    html = render_markdown(
        "One[^a].\n\n[^a]: First[^b].\n\n    Second.\n\n    - item\n\n[^b]: Inner."
    )

    assert html.count('class="noted"') == 1
    assert "<p>Second.</p>" in html
    assert "<li>item</li>" in html
    assert html.index("Second.") < html.index("Inner.")


def test_a_note_that_is_a_list_or_code_has_its_number_all_the_same():
    html = render_markdown("One[^a].\n\n[^a]:\n    - item")

    assert '<p><span class="note-number">1</span>' in html
    assert "<li>item</li>" in html


def test_notes_of_a_paragraph_with_a_figure_come_after_all_of_it():
    html = render_markdown("One[^a] ![](figure:x/y) two.\n\n[^a]: Note.")

    assert 'class="noted"' not in html
    assert html.index("two.") < html.index('class="notes"')


def test_what_nothing_refers_to_is_left_out_and_reported():
    text = render_text(
        "One[^a][^gone].\n\n[^a]: A.\n\n[^lost]: L[^self].\n\n[^self]: S."
    )

    assert notes_in(text.html) == ["A."]
    assert '<span class="problem">[^gone]</span>' in text.html
    assert text.citation_problems == ("There is no note “gone”.",)
    assert text.citation_advice == (
        "Nothing refers to the note “lost”.",
        "Nothing refers to the note “self”.",
    )


def test_notes_that_refer_to_each_other_come_to_an_end():
    html = render_markdown("One[^a].\n\n[^a]: A[^b].\n\n[^b]: B[^a][^b].")

    assert len(notes_in(html)) == 2
    assert html.count("way-back") == 4


def test_code_and_escapes_are_no_marks():
    text = render_text("`[^a]` \\[^a] and ![^a].")

    assert text.citation_problems == ()
    assert "<sup" not in text.html


def test_headings_are_listed_without_their_notes():
    assert render_text("## Head[^a]\n\n[^a]: x").headings[0].words == "Head"


def test_a_thousand_notes_are_cheap():
    marks = "\n\n".join(f"word[^{n}]" for n in range(490))
    notes = "\n\n".join(f"[^{n}]: note" for n in range(490))
    started = time.process_time()

    text = render_text(f"{marks}\n\n{notes}")

    assert time.process_time() - started < 4
    assert text.problem == ""
    assert len(notes_in(text.html)) == 490
