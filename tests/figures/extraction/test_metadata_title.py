from figures.extraction.document import Document
from figures.extraction.metadata import read_details
from tests.pdfs import Paper


def title_of(*lines, below=("Ada Lovelace, Grace Hopper",)):
    """The title read off a page of (height, size, text) lines and an abstract."""
    paper = Paper()
    page = paper.page()
    for y, size, text, *style in lines:
        page.text(90, y, text, size=size, font=style[0] if style else "tiro")
    y = lines[-1][0]
    for number, text in enumerate(below):
        page.text(90, y + 30 + 14 * number, text, size=11)
    page.text(280, 280, "Abstract", size=12, font="tibo")
    page.paragraph(300, lines=20)
    with Document(paper.content(), max_pages=9) as document:
        return read_details([document.read_page(1)], {}).title


def test_the_lines_of_a_title_are_joined_and_its_hyphens_mended():
    assert title_of((90, 17, "How Small Mod-"), (110, 17, "els Learn to Count")) == (
        "How Small Models Learn to Count"
    )
    assert title_of((90, 17, "Counting in Model-"), (110, 17, "Based Training")) == (
        "Counting in Model-Based Training"
    )
    assert title_of((90, 17, "HOW SMALL MOD-"), (110, 17, "ELS COUNT")) == (
        "HOW SMALL MODELS COUNT"
    )


def test_a_heading_of_the_same_size_is_no_part_of_the_title():
    lines = [(90, 12, "How Small Models Learn to Count")]

    assert title_of(*lines) == "How Small Models Learn to Count"


def test_a_larger_journal_name_is_not_the_title():
    lines = [(60, 18, "Journal of Small Models"), (120, 16, "How They Learn to Count")]

    assert title_of(*lines) == "How They Learn to Count"


def test_of_headings_of_one_size_the_bold_one_is_the_title():
    lines = [
        (60, 12, "Small models at school"),
        (120, 12, "How They Learn to Count", "tibo"),
    ]

    assert title_of(*lines) == "How They Learn to Count"


def test_the_heading_with_authors_below_is_the_title():
    paper = Paper()
    page = paper.page()
    page.text(90, 400, "Contents of this issue", size=18)
    page.text(90, 120, "How They Learn to Count", size=16)
    page.text(90, 150, "Ada Lovelace, Grace Hopper", size=11)
    page.paragraph(500, lines=15)
    with Document(paper.content(), max_pages=9) as document:
        assert (
            read_details([document.read_page(1)], {}).title == "How They Learn to Count"
        )


def test_a_translated_title_further_below_is_left_out():
    lines = [
        (90, 16, "How Small Models Learn"),
        (110, 16, "to Count with Patience"),
        (140, 16, "Title: Wie kleine Modelle lernen"),
    ]

    assert title_of(*lines) == "How Small Models Learn to Count with Patience"


def test_marks_and_accents_of_a_title_are_set_right():
    assert title_of((90, 17, "Informaci\u00b4on in Small Models*")) == (
        "Información in Small Models"
    )
