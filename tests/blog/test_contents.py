import pytest

from blog.markdown import render_markdown, render_text

pytestmark = pytest.mark.django_db


def test_a_text_may_ask_for_its_contents():
    html = render_markdown("[TOC]\n\n## One & *two*\n\n### Three\n\n#### Four")

    assert html.startswith('<nav aria-label="In this post" class="toc">')
    assert "<h2>In this post</h2>" in html
    assert '<a href="#h-one-two" rel="noopener">One &amp; two</a>' in html
    assert 'href="#h-three"' in html
    assert 'href="#h-four"' not in html


def test_its_own_title_is_no_heading_of_the_text():
    headings = render_text("[TOC]\n\n## One").headings

    assert [heading.words for heading in headings] == ["One"]


def test_contents_are_listed_once():
    html = render_markdown("[TOC]\n\n[TOC]\n\n## One\n\n`[TOC]`")

    assert html.count("<nav") == 1
    assert "<p>[TOC]</p>" in html


def test_no_headings_no_contents():
    assert render_markdown("[TOC]\n\nWords.") == "<p>Words.</p>"


def test_html_in_a_heading_stays_text_in_the_contents():
    html = render_markdown("[TOC]\n\n## <script>x</script>")

    assert "<script" not in html
