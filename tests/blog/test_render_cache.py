"""A page is kept under the names of all its ingredients: each change must show."""

import pytest
from django.utils.translation import override

from blog import converter, markdown
from blog.markdown import render_markdown, render_text, render_typed
from blog.mathematics import formulas
from figures.models import Figure, Rendition
from tests.factories import (
    FigureFactory,
    RenditionFactory,
    cut,
    give_vector,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure():
    return cut(FigureFactory(paper__title="Paper"), widths=(640,))


@pytest.fixture
def conversions(monkeypatch):
    """The texts that went through the converter, in order."""
    texts = []
    convert = markdown.convert

    def note(text, *rest):
        texts.append(text)
        return convert(text, *rest)

    monkeypatch.setattr(markdown, "convert", note)
    return texts


def test_a_text_is_converted_once(conversions, figure):
    text = f"![](figure:{figure.key})"

    assert render_markdown(text) == render_markdown(text)
    assert conversions == [text]


def test_a_kept_page_costs_two_queries(figure, django_assert_num_queries):
    text = f"![](figure:{figure.key})"
    render_markdown(text)

    with django_assert_num_queries(2):  # figures with their papers, renditions
        render_markdown(text)


def test_a_kept_page_without_figures_costs_none(django_assert_num_queries):
    render_markdown("Words.")

    with django_assert_num_queries(0):
        render_markdown("Words.")


def change_figure(**values):
    def change(figure):
        Figure.objects.filter(pk=figure.pk).update(**values)

    return change


def change_paper(**values):
    def change(figure):
        for name, value in values.items():
            setattr(figure.paper, name, value)
        figure.paper.save()

    return change


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (change_figure(edited_caption="New caption"), "New caption"),
        (change_figure(detected_caption="Newly found"), "Newly found"),
        (change_figure(edited_alt_text="New alt"), "New alt"),
        (change_figure(edited_number="12"), "Fig. 12 in the paper"),
        (change_figure(edited_page_number=99), "p. 99"),
        (change_figure(edited_kind="table"), "Table 1"),
        (change_figure(alt_state="decorative"), 'alt=""'),
        (change_figure(long_description="In short"), "In short"),
        (change_figure(credit="By Okafor"), "By Okafor"),
        (change_figure(dark_mode="plain"), "figure plain"),
        (change_figure(state="discarded"), "was discarded"),
        (change_figure(key="other/key"), "There is no figure"),
        (change_paper(title="New title"), "New title"),
        (change_paper(doi="10.1/new"), "10.1/new"),
        (change_paper(licence="cc0"), "CC0"),
        (lambda figure: RenditionFactory(figure=figure, width=960), "960w"),
        (give_vector, "on-paper"),
        (lambda figure: Rendition.objects.all().delete(), "has not been cut"),
    ],
)
def test_what_a_figure_shows_is_an_ingredient(figure, change, seen):
    text = f"![](figure:{figure.key})"
    assert seen not in render_markdown(text)

    change(figure)

    assert seen in render_markdown(text)


def test_an_unknown_figure_appears_once_it_is_there():
    assert "There is no figure" in render_markdown("![](figure:p/figure-1)")

    FigureFactory(key="p/figure-1")

    assert 'id="fig-1"' in render_markdown("![](figure:p/figure-1)")


def test_the_text_is_an_ingredient():
    assert render_markdown("One") != render_markdown("Two")


def test_the_language_is_an_ingredient(conversions):
    for language in ("en", "de", "en"):
        with override(language):
            render_markdown("Words.")

    assert len(conversions) == 2


def test_the_renderer_is_an_ingredient(conversions, monkeypatch):
    render_markdown("Words.")

    monkeypatch.setattr(markdown, "renderer_version", lambda: "next")
    render_markdown("Words.")

    assert len(conversions) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PACKAGES", ("django",)),
        ("MODULES", (converter,)),
        ("TEMPLATES", ("figures/_figure.html",)),
    ],
)
def test_the_renderer_is_its_packages_code_and_templates(monkeypatch, name, value):
    version = markdown.renderer_version.__wrapped__
    before = version()

    monkeypatch.setattr(markdown, name, value)

    assert version() != before
    assert version() == version()


def test_the_renderer_is_also_what_turns_formulas_into_mathml(monkeypatch):
    version = markdown.renderer_version.__wrapped__
    before = version()

    monkeypatch.setattr(markdown, "maths_version", lambda: "next")

    assert version() != before


def test_the_renderer_is_one_of_its_own_ingredients():
    assert markdown in markdown.MODULES


def test_a_typed_text_is_the_page_and_is_not_kept(conversions):
    text = f"![](figure:{FigureFactory().key})"

    assert render_typed(text) == render_typed(text) == render_text(text)
    assert conversions == [text] * 3


def test_a_typed_text_is_not_converted_where_the_page_is_kept(conversions):
    rendered = render_text("Words.")

    assert render_typed("Words.") == rendered
    assert conversions == ["Words."]


def test_a_formula_that_nobody_can_read_is_kept_with_its_page(conversions):
    text = r"$\one$"

    assert render_text(text) == render_text(text)
    assert render_text(text).formula_problems == (text,)
    assert conversions == [text]


def test_a_page_with_a_formula_that_took_too_long_is_not_kept(conversions, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(formulas, "MAX_SECONDS", 0.0)
        assert render_text("$a$ $b$").formula_problems == ("$b$",)

    assert render_text("$a$ $b$").formula_problems == ()
    assert len(conversions) == 2


def test_a_refused_text_is_not_kept(conversions):
    text = "[" * 1000

    assert render_text(text).problem
    assert render_text(text).problem
    assert len(conversions) == 2
