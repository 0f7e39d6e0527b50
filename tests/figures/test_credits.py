import pytest

from figures.credits import credit_html, credit_line
from figures.extraction.records import LICENCES as READ
from figures.licences import LICENCES, licence_choices
from tests.factories import FigureFactory, PaperFactory

pytestmark = pytest.mark.django_db


def figure_of(authors="", **paper):
    authors = "\n".join(authors.split(", "))
    paper = PaperFactory(**{"title": "The Art of It", "authors": authors} | paper)
    return FigureFactory(paper=paper, number="3")


def test_a_credit_line_says_figure_authors_title_year_and_licence():
    figure = figure_of("A. Khatri, B. Madaan, C. Tiwari", year=2025, licence="cc-by")

    assert credit_line(figure) == (
        "Figure 3 from A. Khatri and others, “The Art of It” (2025), CC BY."
    )


@pytest.mark.parametrize(
    ("authors", "named"),
    [
        ("", "“The Art of It”"),
        ("A. Khatri", "A. Khatri, “The Art of It”"),
        ("A. Khatri, B. Madaan", "A. Khatri and B. Madaan, “The Art of It”"),
    ],
)
def test_one_or_two_authors_are_named_and_none_is_left_out(authors, named):
    assert credit_line(figure_of(authors)) == f"Figure 3 from {named}."


def test_a_table_is_called_a_table():
    table = FigureFactory(kind="table", number="IV", paper=PaperFactory(title="It"))

    assert credit_line(table) == "Table IV from “It”."


def test_what_the_editor_wrote_wins():
    figure = figure_of("A. Khatri", licence="cc-by")
    figure.credit = "With kind permission of A. Khatri"

    assert credit_line(figure) == "With kind permission of A. Khatri."
    assert credit_html(figure) == "With kind permission of A. Khatri."


def test_a_sentence_that_ends_is_not_ended_again():
    figure = FigureFactory(own=True, key="images/desk", credit="Drawn by hand.")

    assert credit_line(figure) == "Drawn by hand."


def test_an_own_image_without_a_credit_has_no_line():
    figure = FigureFactory(own=True, key="images/desk")

    assert credit_line(figure) == credit_html(figure) == ""


def test_below_a_figure_title_and_licence_are_links():
    figure = figure_of("A. <B>", title="{Curves} & More", doi="10.1/x", licence="cc0")

    assert credit_html(figure) == (
        'From A. &lt;B&gt;, “<a href="https://doi.org/10.1/x">{Curves} &amp; More</a>”, '
        '<a href="https://creativecommons.org/publicdomain/zero/1.0/">CC0</a>.'
    )


def test_reserved_rights_are_said_without_a_link():
    assert credit_html(figure_of(licence="reserved")).endswith(
        "”, all rights reserved."
    )


def test_a_licence_nobody_knows_is_not_named():
    assert credit_line(figure_of(licence="mit")) == "Figure 3 from “The Art of It”."


def test_every_licence_that_is_read_can_be_chosen_and_is_explained():
    assert READ == set(LICENCES) == {code for code, _name in licence_choices()}
    assert all(str(licence.meaning).endswith(".") for licence in LICENCES.values())
