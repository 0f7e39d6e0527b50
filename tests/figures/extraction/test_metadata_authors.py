import pytest

from figures.extraction.document import Document
from figures.extraction.metadata import read_details
from figures.extraction.people import read_names
from tests.pdfs import Paper


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Ada Lovelace1,2,* and Grace Hopper\u2020", ["Ada Lovelace", "Grace Hopper"]),
        ("ADA LOVELACE AND GRACE HOPPER", ["ADA LOVELACE", "GRACE HOPPER"]),
        (
            "Ada Lovelace, Member, IEEE, Grace Hopper, Ph.D.",
            ["Ada Lovelace", "Grace Hopper"],
        ),
        ("Ada Lovelace[0009-0003-3856-8048]", ["Ada Lovelace"]),
        ("Kyle Lo\u03b1* Doug Downey\u03b1,\u03b7", ["Kyle Lo", "Doug Downey"]),
        ("J. van der Berg · María de la Cruz", ["J. van der Berg", "María de la Cruz"]),
        ("И. И. Иванов, П. Петров", ["И. И. Иванов", "П. Петров"]),
        ("柴藤大介1,a)", ["柴藤大介"]),
        ("李 四1、张三2", ["李四", "张三"]),
        ("The Team: Ada Lovelace", ["Ada Lovelace"]),
        ("Brian M. May", ["Brian M. May"]),
        ("University of Somewhere, South Korea", []),
        ("Anonymous Authors", []),
        ("ada@example.org", []),
        ("models of this size learn", []),
        ("под знаменем Истории", []),
        ("von Petra Mutzel", []),
    ],
)
def test_names_are_told_from_marks_degrees_and_places(printed, names):
    assert read_names(printed) == names


def authors_below(draw, left=180):
    """The authors of a page whose title ``draw`` goes on below."""
    paper = Paper()
    page = paper.page()
    page.text(left, 90, "How Small Models Learn to Count", size=17)
    draw(page)
    page.text(280, 280, "Abstract", size=12, font="tibo")
    page.paragraph(300, lines=20)
    with Document(paper.content(), max_pages=9) as document:
        return list(read_details([document.read_page(1)], {}).authors)


def rows(*texts, size=11, font="tiro"):
    def draw(page):
        for number, text in enumerate(texts):
            page.text(150, 120 + 14 * number, text, size=size, font=font)

    return draw


def test_a_name_goes_on_in_the_next_line_of_a_list():
    drawn = rows("Ada Lovelace1, Charles Babbage2, Grace", "Hopper1, Alan Turing2")

    assert authors_below(drawn) == [
        "Ada Lovelace",
        "Charles Babbage",
        "Grace Hopper",
        "Alan Turing",
    ]


def test_each_line_is_a_name_where_there_is_no_list():
    assert authors_below(rows("Ada Lovelace", "Grace Hopper")) == [
        "Ada Lovelace",
        "Grace Hopper",
    ]


def test_authors_in_columns_over_their_affiliations_are_all_found():
    def draw(page):
        for top, names in (
            (120, ["Ada Lovelace", "Grace Hopper"]),
            (180, ["Alan Turing"]),
        ):
            for number, name in enumerate(names):
                page.text(120 + 220 * number, top, name, size=11)
                page.text(120 + 220 * number, top + 13, "Bletchley Park", size=10)
                page.text(120 + 220 * number, top + 25, "Milton Keynes", size=10)

    assert authors_below(draw) == ["Ada Lovelace", "Grace Hopper", "Alan Turing"]


def raised_affiliations(page, *marks):
    for number, mark in enumerate(marks):
        page.text(150, 146 + 14 * number, mark, size=6)
        page.text(155, 150 + 14 * number, "Bletchley Park, Milton Keynes", size=10)


def test_letters_that_mark_affiliations_are_no_part_of_names():
    def draw(page):
        page.text(120, 120, "Eivind Fonna,*, Mandar Tabiba and Tom Smithb", size=12)
        raised_affiliations(page, "a", "b")

    assert authors_below(draw) == ["Eivind Fonn", "Mandar Tabib", "Tom Smith"]


def test_a_name_may_end_like_a_mark_where_not_all_names_are_marked():
    def draw(page):
        page.text(120, 120, "Eivind Fonna,b, H. Tanaka and Tom Jones", size=12)
        raised_affiliations(page, "a", "b")

    assert authors_below(draw) == ["Eivind Fonn", "H. Tanaka", "Tom Jones"]


def test_affiliations_behind_marks_are_no_authors():
    def draw(page):
        page.text(120, 120, "Ada Lovelace1, Grace Hopper2", size=12)
        page.text(120, 146, "1 Molecular Biology and Genetics, Bletchley Park", size=12)
        page.text(120, 160, "Milton Keynes, Bletchley Park", size=12)

    assert authors_below(draw) == ["Ada Lovelace", "Grace Hopper"]


def test_withheld_authors_are_none():
    assert authors_below(rows("Anonymous authors", "Paper Under Review")) == []
    assert authors_below(rows("No Author Given", "Some Body")) == []


def test_text_beside_a_title_in_its_column_is_not_searched():
    def draw(page):
        page.text(72, 120, "Ada Lovelace, Grace Hopper", size=11)
        page.text(400, 134, "Alan Turing, Tom Jones", size=11)

    assert authors_below(draw, left=72) == ["Ada Lovelace", "Grace Hopper"]
