"""The details of a paper: proposed by an import, put right and confirmed by a person."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from figures.models import Paper
from tests.factories import FigureFactory, PaperFactory, UserFactory
from tests.figures.forms import paper_form

pytestmark = pytest.mark.django_db

LIST = "/admin/figures/paper/"


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def page_of(client, paper):
    return " ".join(client.get(paper.get_admin_url()).content.decode().split())


def save(client, paper, **changes):
    """The page that follows."""
    return client.post(paper.get_admin_url(), paper_form(paper, **changes), follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def errors_of(response, name):
    return response.context["adminform"].form.errors.get(name, [])


def test_details_are_said_to_be_as_read_until_somebody_confirms_them(client):
    html = page_of(client, PaperFactory())

    assert "As read in the PDF, not confirmed yet." in html
    assert 'name="_confirm"' in html


def test_saving_and_confirming_says_who_and_when(client, editor):
    paper = PaperFactory(title="Found")

    response = save(client, paper, title="Put right", _confirm="1")

    assert messages_of(response) == [
        "The details of “Put right” are saved and confirmed."
    ]
    paper.refresh_from_db()
    assert paper.title == "Put right"
    assert paper.details_confirmed_by == editor
    html = page_of(client, paper)
    assert f"Confirmed by {editor.username} on " in html
    assert 'name="_confirm"' not in html


def test_saving_alone_confirms_nothing(client):
    paper = PaperFactory()

    save(client, paper, venue="NeurIPS")

    paper.refresh_from_db()
    assert (paper.venue, paper.details_confirmed_at) == ("NeurIPS", None)


def test_what_nobody_has_seen_is_not_confirmed(client):
    paper = PaperFactory(title="", status=Paper.Status.EXTRACTING)
    form = paper_form(paper, venue="NeurIPS", _confirm="1")
    Paper.objects.update(title="Found in the PDF", year=2025)

    response = client.post(paper.get_admin_url(), form, follow=True)

    assert response.redirect_chain == [(paper.get_admin_url(), 302)]
    assert "not confirmed: the import has found more" in messages_of(response)[0]
    paper.refresh_from_db()
    assert paper.details_confirmed_at is None
    assert (paper.title, paper.year, paper.venue) == (
        "Found in the PDF",
        2025,
        "NeurIPS",
    )


def test_lines_and_licences_that_come_back_as_they_were_are_seen(client):
    paper = PaperFactory(authors="A. One\nB. Two", year=2025, licence="cc-by")

    save(client, paper, authors="A. One\r\nB. Two", _confirm="1")

    paper.refresh_from_db()
    assert paper.authors == "A. One\nB. Two"
    assert paper.details_confirmed_at


def test_confirmed_details_of_someone_who_left_stay_confirmed(client):
    someone = UserFactory()
    paper = PaperFactory(
        details_confirmed_at=timezone.now(), details_confirmed_by=someone
    )
    someone.delete()

    assert "Confirmed on " in page_of(client, paper)


def test_who_may_only_look_is_offered_no_confirming():
    client = Client()
    client.force_login(UserFactory(editor=True, permissions=["figures.view_paper"]))

    html = page_of(client, PaperFactory())

    assert "not confirmed yet" in html
    assert "Save and confirm" not in html


@pytest.mark.parametrize(
    ("choice", "shown"),
    [("", {"Read", "Settled"}), ("confirmed", {"Settled"}), ("read", {"Read"})],
)
def test_the_list_tells_and_filters_what_is_confirmed(client, choice, shown):
    PaperFactory(title="Read")
    PaperFactory(title="Settled", details_confirmed_at=timezone.now())

    html = client.get(LIST, {"details": choice} if choice else {}).content.decode()

    assert set(re.findall(r">(Read|Settled)</a>", html)) == shown


def test_every_licence_is_listed_with_what_it_allows(client):
    html = page_of(client, PaperFactory(licence="cc-by"))

    assert re.search(r'value="cc-by"[^>]*\bchecked', html)
    assert 'aria-describedby="licence-cc-by-meaning"' in html
    assert (
        '<p class="help licence-free" id="licence-cc-by-meaning"><strong>May be shown.'
        "</strong> You may show and change the figures, also commercially, if you name"
    ) in html
    assert html.count('type="radio" name="licence"') == 10


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("arxiv_id", "https://arxiv.org/abs/2510.13786v1", "2510.13786v1"),
        ("arxiv_id", "arXiv:2510.13786v1", "2510.13786v1"),
        ("arxiv_id", "arXiv:2510.13786v2 [cs.LG] 15 Oct 2025", "2510.13786v2"),
        ("arxiv_id", "www.arxiv.org/pdf/cond-mat/0207270v2.pdf", "cond-mat/0207270v2"),
        ("arxiv_id", "10.48550/arXiv.2510.13786", "2510.13786"),
        ("doi", "https://doi.org/10.1038/s41586-021-03819-2", None),
        ("doi", "doi: 10.1038/s41586-021-03819-2.", None),
        ("doi", "https://www.nature.org/doi/full/10.1038/s41586-021-03819-2?a=b", None),
        ("doi", "http://dx.doi.org/10.1016%2Fj.cell", "10.1016/j.cell"),
    ],
)
def test_addresses_become_bare_ids(client, field, typed, kept):
    paper = PaperFactory()

    save(client, paper, **{field: typed})

    paper.refresh_from_db()
    assert getattr(paper, field) == (kept or "10.1038/s41586-021-03819-2")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("arxiv_id", "2599.1", "One looks like 2510.13786"),
        ("arxiv_id", "https://arxiv.org/list/cs.LG/recent", "is no arXiv id"),
        ("doi", "nature.com/articles", "One looks like 10.1038/"),
        ("doi", "10.1/x", "is no DOI"),
        ("year", "25", "between 1500 and"),
        ("year", str(timezone.localdate().year + 2), "between 1500 and"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(client, field, typed, sentence):
    response = save(client, PaperFactory(), **{field: typed})

    assert sentence in errors_of(response, field)[0]


def test_papers_are_announced_a_year_ahead(client):
    paper = PaperFactory()

    save(client, paper, year=str(timezone.localdate().year + 1))

    paper.refresh_from_db()
    assert paper.year == timezone.localdate().year + 1


def test_the_slug_that_keys_and_links_are_made_of_does_not_change(client):
    paper = PaperFactory(slug="loss")
    FigureFactory(paper=paper)

    html = client.get(paper.get_admin_url()).content.decode()
    client.post(paper.get_admin_url(), paper_form(paper, slug="other", title="Loss"))

    assert "never changed" in html
    assert 'name="slug"' not in html
    paper.refresh_from_db()
    assert (paper.slug, paper.title) == ("loss", "Loss")


def test_a_slug_that_no_paper_may_have_can_be_changed(client):
    paper = PaperFactory(slug="images")

    refused = client.post(paper.get_admin_url(), paper_form(paper))
    assert "This slug stands for images without a paper" in refused.content.decode()

    client.post(paper.get_admin_url(), paper_form(paper, slug="pictures"))
    paper.refresh_from_db()
    assert paper.slug == "pictures"
