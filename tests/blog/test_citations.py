import re
import time
from html import unescape

import pytest

from blog.markdown import render_markdown, render_text

pytestmark = pytest.mark.django_db

BIBTEX = """
```bibtex
@article{one, title={First Work}, author={Ada A}, year=2020}
@article{two, title={Second Work}, doi={10.1038/Two}}
@misc{three, title={Third <b>Work</b>}, url={javascript:alert(1)}}
```
"""


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def rows_of(html):
    rows = re.findall(r'<li id="ref-(\d+)">(.*?)</li>', html, re.DOTALL)
    return {int(number): words_of(row) for number, row in rows}


def cite(citation, bibtex=BIBTEX):
    """A citation as a reader sees it."""
    return words_of(render_markdown(f"x {citation} y\n{bibtex}").partition("</p>")[0])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[@one]", "x [1] y"),
        ("[@two; @one]", "x [1, 2] y"),
        ("[@one, p. 4]", "x [1, p. 4] y"),
        ("[@one,p. 4]", "x [1, p. 4] y"),
        ("[@two, fig. 2; @one]", "x [1, fig. 2; 2] y"),
        ("[@one] and [@one]", "x [1] and [1] y"),
        ("[@one][@two]", "x [1][2] y"),
        ("*[@two]*", "x [1] y"),
        ("[@one,\npp. 4\nto *5*]", "x [1, pp. 4 to 5] y"),
    ],
)
def test_citations_are_numbered_as_they_are_read(written, shown):
    assert cite(written) == shown


@pytest.mark.parametrize(
    "words",
    [
        "me@example.org",
        "@one",
        "[mail me@example.org]",
        "[@one and @two]",
        "[@ one]",
        "[@]",
        "`[@one]`",
    ],
)
def test_other_signs_are_left_alone(words):
    assert cite(words) == f"x {words.strip('`')} y"


def test_an_escaped_sign_is_a_sign():
    assert cite(r"\[@one] [\@one] \@x") == "x [@one] [@one] @x y"


def test_links_with_a_handle_are_links():
    html = render_markdown("[@one](https://x.org) [see [@one]](https://y.org)" + BIBTEX)

    assert '<a href="https://x.org" rel="noopener">@one</a>' in html
    assert '">see [@one]</a>' in html


def test_citations_and_references_lead_to_each_other():
    html = render_markdown("A [@one].\n\nB [@one]." + BIBTEX)

    for anchor in ("cite-1-1", "cite-1-2"):
        assert html.count(f'id="{anchor}"') == html.count(f'href="#{anchor}"') == 1
    assert html.count('id="ref-1"') == 1
    assert html.count('href="#ref-1"') == 2


def test_the_list_stands_where_the_bibtex_stood_in_order_of_first_citation():
    html = render_markdown("A [@two] [@one].\n" + BIBTEX + "\nAfter.")

    assert rows_of(html) == {
        1: "Second Work. doi:10.1038/two ↩",
        2: "Ada A. First Work. 2020. ↩",
        # Never cited: it follows.
        3: "Third &lt;b&gt;Work&lt;/b&gt;.",
    }
    assert html.index("References</h2>") < html.index("<ol>") < html.index("After.")
    assert "bibtex" not in html
    assert "javascript" not in html


def test_notes_are_cited_in_where_they_are_read():
    html = render_markdown("A[^n] [@one].\n\nB [@three].\n\n[^n]: N [@two]." + BIBTEX)

    rows = rows_of(html)
    assert [rows[n].split()[-2 if n > 3 else 0] for n in (1, 2, 3)] == [
        "Ada",
        "Second",
        "Third",
    ]


def test_an_author_may_name_the_list():
    text = render_text("A [@one].\n\n## Literature\n" + BIBTEX)

    assert [heading.words for heading in text.headings] == ["Literature"]


def test_headings_are_listed_without_their_citations():
    text = render_text("## A [@one]\n\n[TOC]\n" + BIBTEX)

    assert [heading.words for heading in text.headings] == ["A", "References"]


def test_an_unknown_key_is_a_mark_and_a_problem():
    text = render_text("A [@on; @one]." + BIBTEX)

    assert 'class="problem"' in text.html
    assert "@on?" in text.html
    assert text.citation_problems == ("There is no reference “on”.",)


def test_a_reference_that_is_never_cited_is_no_fault_but_worth_a_word():
    text = render_text("A [@one; @three]." + BIBTEX)

    assert text.citation_problems == ()
    assert text.citation_advice == ("The reference “two” is never cited.",)


def test_what_is_wrong_with_bibtex_names_the_line_of_the_text():
    text = render_text("A [@b].\n\n```bibtex\n@misc{a title={x}}\n@misc{b,}\n```")

    assert "Line 4: this entry cannot be read" in text.html
    assert text.citation_problems[0].startswith("Line 4: this entry cannot be read")


def test_several_blocks_are_one_list():
    html = render_markdown(
        "```bibtex\n@misc{a, title={A}}\n```\n\nX [@b] [@a].\n\n"
        "~~~ {.bibtex}\n@misc{b, title={B}}\n@misc{a, title={C}}\n~~~"
    )

    assert list(rows_of(html)) == [1, 2]
    assert "Line 9: the key “a” is used a second time." in html


@pytest.mark.parametrize(
    "text",
    [
        f"Term [@one].\n{BIBTEX}\n:   A definition.",
        f"- Item [@one].\n{BIBTEX}\n:   A definition.\n\n    {BIBTEX}",
        f"Term [@one].\n{BIBTEX}\n:   A definition.\n{BIBTEX}\n:   Another.\n\nEnd.",
    ],
)
def test_bibtex_that_became_part_of_something_is_listed_at_the_end(text):
    html = render_markdown(text)

    assert rows_of(html)[1] == "Ada A. First Work. 2020. ↩"
    assert html.count("References</h2>") == html.count('id="ref-1"') == 1
    assert html.index("definition") < html.index("References</h2>")


def test_bibtex_in_other_code_is_code():
    html = render_markdown("~~~~\n```bibtex\n@misc{a,}\n```\n~~~~")

    assert "@misc{a,}" in html
    assert "references" not in html


def test_a_doi_or_arxiv_id_needs_no_entry():
    html = render_markdown("A [@doi:10.1103/X.Y, p. 2] [@arXiv:2510.13786v2].")

    assert rows_of(html) == {1: "doi:10.1103/x.y ↩", 2: "arXiv:2510.13786 ↩"}
    assert 'href="https://doi.org/10.1103/x.y"' in html
    assert 'href="https://arxiv.org/abs/2510.13786"' in html


@pytest.mark.parametrize(
    "doi",
    ["10.1002/(SICI)1097(1999)49:8<693::AID;2-O", "10.1234/a,b;c", "10.1234/a_b_c*"],
)
def test_a_doi_may_hold_odd_signs(doi):
    rows = rows_of(render_markdown(f"A [@doi:{doi}, p. 2]."))

    assert unescape(rows[1]) == f"doi:{doi.lower()} ↩"


def test_a_doi_and_a_key_may_be_one_reference():
    assert cite("[@doi:10.1038/two; @two]") == "x [1, 1] y"


def test_texts_that_cite_no_paper_ask_for_none(django_assert_num_queries):
    with django_assert_num_queries(0):
        render_markdown("A [@one]." + BIBTEX)


def test_a_doi_that_is_none_is_unknown():
    assert render_text("A [@doi:nonsense].").citation_problems == (
        "There is no reference “doi:nonsense”.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "[@a]" * 1_001,
        "".join(f"[@doi:10.1234/{n}] " for n in range(201)),
        "```bibtex\n" + "x" * 100_001 + "\n```",
    ],
)
def test_floods_are_refused(text):
    started = time.process_time()

    assert render_text(text).problem
    assert time.process_time() - started < 3


def test_a_full_list_is_cheap():
    entries = "\n".join(
        f"@article{{k{n}, title={{T{n}}}, author={{A, B and C, D}}, year=2020}}"
        for n in range(300)
    )
    marks = "\n\n".join(f"word [@k{n}]" for n in range(300))
    started = time.process_time()

    text = render_text(f"{marks}\n\n```bibtex\n{entries}\n```")

    assert time.process_time() - started < 4
    assert len(rows_of(text.html)) == 300
