"""The site's name, colour, logo and words, wherever they show."""

import re

import brotli
import pytest
from django.core.exceptions import ValidationError

from blog.colours import (
    DARK_PAPER,
    LIGHT_PAPER,
    contrast,
    lighten_for_night,
    validate_accent,
)
from blog.models import SiteIdentity
from figures.models import Figure
from tests.blog.pages import read
from tests.factories import FigureFactory, PostFactory, UserFactory, cut

pytestmark = pytest.mark.django_db

CHANGE = "/admin/blog/siteidentity/1/change/"
FORM = dict.fromkeys(["name", "tagline", "accent", "logo", "footer", "about"], "")


@pytest.fixture
def keeper(client):
    """Whoever runs the site, in the admin."""
    permissions = ["blog.change_siteidentity", "figures.view_figure"]
    client.force_login(UserFactory(editor=True, permissions=permissions))
    return client


def call_site(**words):
    return SiteIdentity.objects.create(pk=1, **words)


def test_contrast_is_what_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#1a4aa8", LIGHT_PAPER) == pytest.approx(7.6, abs=0.1)


@pytest.mark.parametrize("colour", ["#1a4aa8", "#8a1538", "#000000", "#00600f"])
def test_each_accent_has_a_lighter_tone_for_the_dark(colour):
    validate_accent(colour)
    night = lighten_for_night(colour)

    assert 7 <= contrast(night, DARK_PAPER) < 8.5
    assert contrast(night, LIGHT_PAPER) < contrast(colour, LIGHT_PAPER)


def test_the_tone_for_the_dark_keeps_its_hue():
    red, green, blue = (
        int(lighten_for_night("#8a1538")[at : at + 2], 16) for at in (1, 3, 5)
    )

    assert red > blue > green


def test_a_pale_accent_is_refused_with_its_contrast():
    with pytest.raises(ValidationError, match=r"#ffcc00 is too pale.* 1\.\d to 1"):
        validate_accent("#ffcc00")


@pytest.mark.parametrize("colour", ["red", "#12345", "#1a4aa8;}", "#gggggg", ""])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(ValidationError, match="six digits"):
        validate_accent(colour)


def style_sheets(client):
    """The addresses of the style sheets of a page."""
    return re.findall(r'<link rel="stylesheet" href="([^"]+)"', read(client, "/"))


def test_a_page_in_the_site_s_own_colour_waits_for_one_style_sheet(client):
    call_site(accent="#8a1538")

    (address,) = style_sheets(client)
    sheet = client.get(address, headers={"Accept-Encoding": "br"})

    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet["Cache-Control"]
    rules = brotli.decompress(sheet.content).decode()
    assert rules.rindex("--blue:#8a1538;") > rules.index(".masthead")
    assert f"--blue:{lighten_for_night('#8a1538')};" in rules
    fonts = re.findall(r'url\("([^"]+)"\)', rules)
    assert all(font.startswith("/static/blog/fonts/") for font in fonts)
    assert len(fonts) == 2


def test_another_colour_has_another_address(client):
    call_site(accent="#8a1538")
    (before,) = style_sheets(client)
    SiteIdentity.objects.update(accent="#005a4e")

    (after,) = style_sheets(client)
    sheet = client.get(before)

    assert after != before
    assert "--blue:#005a4e;" in sheet.content.decode()
    assert sheet["Cache-Control"] == "no-cache"


def test_without_an_accent_the_style_sheet_is_the_one_of_all_sites(client, settings):
    settings.SITE_ACCENT = "#1;} body { display: none"

    assert style_sheets(client) == ["/static/blog/site.css"]
    assert client.get("/site.css").status_code == 404


def test_pages_are_called_by_the_site_s_name(client):
    call_site(name="Field Notes", tagline="Closely read.")
    post = PostFactory(published=True, title="On Curves")

    home, posts = read(client, "/"), read(client, "/blog/")

    assert "<title>Field Notes: Closely read.</title>" in home
    assert "<title>Posts · Field Notes</title>" in posts
    assert "<title>On Curves · Field Notes</title>" in read(
        client, post.get_absolute_url()
    )
    assert "Offprint" not in home


def test_names_are_text(client):
    call_site(name="<b>R&D</b>", tagline="<i>")

    assert "&lt;b&gt;R&amp;D&lt;/b&gt;: &lt;i&gt;" in read(client, "/")


def test_the_settings_name_a_site_that_nobody_named(client, settings):
    settings.SITE_NAME = "Lab Journal"
    settings.SITE_FOOTER = "By *us*."

    html = read(client, "/")

    assert "Lab Journal" in html
    assert "By <em>us</em>." in html


def test_the_footer_is_markdown_without_html(client):
    call_site(footer="[Imprint](https://example.org/) <script>alert(1)</script>")

    html = read(client, "/")

    assert '<a href="https://example.org/"' in html
    assert "&lt;script&gt;alert" in html


def test_no_two_places_of_a_page_have_one_name(client):
    text = "## Cite\n\nA note[^a] and [@doi:10.1234/x].\n\n[^a]: Of {}."
    headings = "\n\n## References\n\n## Contents\n\n## Fig 1\n\n## Paper\n"
    figure = f"![](figure:{cut(FigureFactory()).key})\n\n"
    call_site(footer=figure + text.format("the site"))
    body = figure + text.format("the post") + headings
    html = read(client, PostFactory(published=True, body=body).get_absolute_url())

    names = re.findall(r' id="([^"]+)"', html)
    assert len(names) == len(set(names))
    assert {"cite", "h-cite", "fn-1", "site-fn-1", "site-fig-1"} <= set(names)
    assert 'href="#site-fn-1"' in html
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(names)


def test_a_logo_takes_the_place_of_the_mark(client):
    logo = cut(FigureFactory(own=True, key="images/crest", alt_text="Our crest"))
    call_site(name="Field Notes", logo=logo)

    html = read(client, "/")

    assert 'alt="Our crest"' in html
    assert 'class="mark"' not in html


@pytest.mark.parametrize("fault", ["discarded", "not cut"])
def test_a_logo_that_cannot_be_shown_leaves_the_mark(client, fault):
    logo = FigureFactory(own=True, key="images/crest")
    if fault == "discarded":
        cut(logo)
        Figure.objects.update(state=Figure.State.DISCARDED)
    call_site(logo=logo)

    assert 'class="mark"' in read(client, "/")


def test_a_logo_does_not_say_the_name_twice(client):
    logo = cut(FigureFactory(own=True, key="images/crest", alt_text="field notes"))
    call_site(name="Field Notes", logo=logo)

    assert 'alt=""' in read(client, "/")


def test_the_about_page_is_linked_where_there_is_one(client):
    assert client.get("/about/").status_code == 404
    assert "/about/" not in read(client, "/")

    call_site(name="Field Notes", about="Who we are:\n\n## Money\n\nNone.")
    html = read(client, "/about/")

    assert "<h1>About Field Notes</h1>" in html
    assert "Money</h2>" in html
    assert html.count('<a href="/about/"') == 2
    assert '<a href="/about/" aria-current="page">' in html


def test_figures_of_the_about_page_can_be_looked_at_alone(client):
    figure = cut(FigureFactory())
    site = call_site(about=f"Words.\n\n![](figure:{figure.key})")

    html = read(client, "/about/")
    assert '<dialog class="lightbox">' in html
    assert "{number} of {count} on this page" in html
    assert "blog/site/reading.js" in html

    site.about = "Words."
    site.save()
    assert "<dialog" not in read(client, "/about/")


def test_the_about_page_takes_two_queries(client, django_assert_num_queries):
    call_site(about="Words.")

    with django_assert_num_queries(
        2
    ):  # the edition; the site, for the page and its frame
        read(client, "/about/")


def test_the_admin_has_one_row_and_leads_to_it(keeper):
    response = keeper.get("/admin/blog/siteidentity/")

    assert response.url == CHANGE
    assert "Offprint" in read(keeper, CHANGE)
    assert keeper.get("/admin/blog/siteidentity/add/").status_code == 403
    assert keeper.post("/admin/blog/siteidentity/1/delete/").status_code == 403
    assert not SiteIdentity.objects.exists()


def test_the_first_save_makes_the_row_and_later_ones_change_it(keeper):
    for name in ("Field Notes", "Fieldwork"):
        response = keeper.post(CHANGE, FORM | {"name": name}, follow=True)

        assert response.status_code == 200
        assert SiteIdentity.objects.get().name == name


def test_there_is_no_second_row_in_the_admin(keeper):
    response = keeper.get("/admin/blog/siteidentity/2/change/", follow=True)

    assert "doesn\u2019t exist" in response.content.decode()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"accent": "#ffcc00"}, "#ffcc00 is too pale to be read on the page"),
        ({"accent": "blue"}, "Write it as # and six digits"),
        ({"about": "![](figure:none/figure-1)"}, "There is no figure none/figure-1"),
    ],
)
def test_the_admin_says_what_is_wrong(keeper, words, sentence):
    html = keeper.post(CHANGE, FORM | words).content.decode()

    assert html.count(sentence) == 1
    assert not SiteIdentity.objects.exists()


def test_editors_do_not_rename_the_site(client, editor):
    client.force_login(editor)

    assert client.get(CHANGE).status_code == 403
    assert client.post(CHANGE, FORM | {"name": "Mine"}).status_code == 403
