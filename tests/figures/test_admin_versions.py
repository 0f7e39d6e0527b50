"""A new version in the admin: who may, what is shown, what becomes of it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.tasks import default_task_backend
from django.test import Client
from django.urls import reverse

from figures.models import Paper
from figures.removal import remove_papers
from figures.uploads import add_paper
from figures.versions import accept_version, decline_version
from tests.factories import UserFactory
from tests.figures.newer import (
    LOSS,
    PARTS,
    RATES,
    all_of,
    compared,
    cut,
    figure_of,
    paper_with,
    proposal_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_queue():
    default_task_backend.clear()


@pytest.fixture
def client(editor):
    return logged_in(editor)


@pytest.fixture
def paper():
    return paper_with(cut("1", LOSS), cut("2", RATES))


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(version, deed=""):
    name = f"admin:figures_paper_version{deed}"
    return reverse(name, args=[version.paper_id, version.pk])


def add_address(paper):
    return reverse("admin:figures_paper_version_add", args=[paper.pk])


def send(client, paper, content=b"%PDF-1.7 new", **fields):
    pdf = SimpleUploadedFile("loss-v2.pdf", content)
    fields = {"pdf": pdf, "is_whole": "1"} | fields
    return client.post(add_address(paper), fields, follow=True)


def test_an_upload_leads_to_the_page_of_its_comparison(client, paper):
    response = send(client, paper)

    version = paper.versions.get(is_current=False)
    assert response.redirect_chain == [(address(version), 302)]
    html = response.content.decode()
    assert "Waiting to be compared." in html
    assert "Accept selected" not in html
    assert "data-going" in html
    assert LogEntry.objects.get().change_message == (
        "Uploaded “loss-v2.pdf” as a new version."
    )


@pytest.mark.parametrize(
    ("content", "fields", "sentence"),
    [
        (b"<html>", {}, "“loss-v2.pdf” is not a PDF."),
        (b"%PDF-1.7 old", {}, "is what this paper&#x27;s figures are cut from already"),
        (b"%PDF-1.7", {"is_whole": ""}, "The upload broke off before its end"),
        (b"%PDF-1.7", {"pdf": ""}, "Choose the PDF of the new version."),
    ],
)
def test_a_refused_upload_is_a_sentence_on_the_paper(
    client, paper, content, fields, sentence
):
    response = send(client, paper, content, **fields)

    assert response.redirect_chain == [(paper.get_admin_url(), 302)]
    assert sentence in response.content.decode()
    assert paper.versions.count() == 1


def test_bytes_of_another_paper_are_told_with_the_way_there(client, paper):
    other, _ = add_paper(ContentFile(b"%PDF-1.7 other"), "other.pdf")
    other.mark_extracted()

    html = send(client, other, b"%PDF-1.7 old").content.decode()

    assert "is here already, as another paper" in html
    assert f'<a href="{paper.get_admin_url()}">' in html


def test_an_upload_that_cannot_be_read_is_a_sentence(client, paper):
    response = client.post(
        add_address(paper), b"--x\r\n", content_type="multipart/form-data", follow=True
    )

    assert "arrived damaged" in response.content.decode()


def test_the_page_offers_no_upload_that_would_be_refused(client, paper):
    compared(paper, cut("1", LOSS))
    sentence = "“loss-v2.pdf” is still to be decided on."

    page = client.get(paper.get_admin_url()).content.decode()
    answer = send(client, paper, b"%PDF-1.7 newer").content.decode()

    assert "Upload and compare" not in page
    assert page.count(sentence) == 1
    # As a message, and where the upload would be.
    assert answer.count(sentence) == 2


def test_the_form_s_token_lets_a_version_in(editor, paper):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    client.get(paper.get_admin_url())

    send(client, paper, csrfmiddlewaretoken=client.cookies["csrftoken"].value)

    assert paper.versions.count() == 2


def test_an_upload_without_its_token_is_refused(editor, paper):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert send(client, paper).status_code == 403
    assert paper.versions.count() == 1


DEEDS = ("_accept", "_decline", "_compare")


@pytest.mark.parametrize(
    "permissions",
    [
        (),
        ("figures.view_paper", "figures.view_figure"),
        ("figures.change_paper",),
        ("figures.view_paper", "figures.change_figure"),
    ],
)
def test_who_may_not_change_papers_and_figures_has_no_say(paper, permissions):
    version = compared(paper, cut("1", LOSS))
    client = logged_in(UserFactory(editor=True, permissions=permissions))

    assert client.get(address(version)).status_code == 403
    assert client.get(address(version, "_decline")).status_code == 403
    assert [client.post(address(version, deed)).status_code for deed in DEEDS] == (
        [403] * 3
    )
    assert send(client, paper).status_code == 403
    if "figures.view_paper" in permissions:
        page = client.get(paper.get_admin_url()).content.decode()
        assert "Upload and compare" not in page
    assert not paper.versions.get(pk=version.pk).is_current


def test_strangers_are_asked_to_log_in(paper):
    version, client = compared(paper), Client()

    answers = [
        client.get(address(version)),
        client.get(address(version, "_decline")),
        *(client.post(address(version, deed)) for deed in DEEDS),
    ]

    assert all(answer.url.startswith("/admin/login/") for answer in answers)


def test_nothing_is_done_by_following_a_link(client, paper):
    version = compared(paper)

    answers = [client.get(address(version, deed)) for deed in DEEDS]

    # Of these three, to decline is asked about on a page of its own.
    assert [answer.status_code for answer in answers] == [405, 200, 405]
    assert paper.versions.contains(version)
    assert client.get(add_address(paper)).status_code == 405


def test_what_is_ticked_is_accepted(client, paper):
    version = compared(paper, cut("1", RATES), cut("2", LOSS, colour="grey"))
    ticked = proposal_of(version, "figure-1").pk

    response = client.post(
        address(version, "_accept"), {"accept": [str(ticked), "x"]}, follow=True
    )

    assert response.redirect_chain == [(paper.get_admin_url(), 302)]
    assert figure_of(paper, "figure-1").version == version
    assert figure_of(paper, "figure-2").version != version
    html = response.content.decode()
    assert "“loss-v2.pdf” is the current version now; 1 figure" in html
    assert "earlier; 1 figure is still cut from it" in html


def test_one_tick_accepts_all_that_have_only_moved(client, paper):
    version = compared(
        paper, cut("1", LOSS, page_number=3), cut("2", RATES, page_number=3)
    )
    ids = " ".join(str(pk) for pk in all_of(version))

    client.post(address(version, "_accept"), {"accept": ids})

    for key in ("figure-1", "figure-2"):
        figure = figure_of(paper, key)
        assert (figure.version, figure.page_number) == (version, 3)


def test_what_was_compared_again_is_to_be_looked_at_again(client, paper):
    version = compared(paper, cut("1", LOSS + " More."))
    ticked = all_of(version)
    row = version.comparison.proposals.get(figure__key="loss/figure-1")
    row.delete()
    row.pk = None
    row.save()

    response = client.post(
        address(version, "_accept"), {"accept": list(ticked)}, follow=True
    )

    assert "compared again since you opened this page" in response.content.decode()
    assert not paper.versions.get(pk=version.pk).is_current


def test_what_would_go_is_said_before_a_version_is_declined(client, paper):
    version = compared(paper, cut("1", PARTS))
    page = client.get(address(version)).content.decode()
    assert f'href="{address(version, "_decline")}"' in page

    html = client.get(address(version, "_decline")).content.decode()

    assert "Decline this version?" in html
    assert "“loss-v2.pdf”, the pictures of its pages and the comparison are" in html
    assert f'<form method="post" action="{address(version, "_decline")}"' in html
    assert f'href="{address(version)}" data-keep' in html


def test_only_what_waits_for_a_decision_can_be_declined(client, paper):
    response = client.get(address(paper.current_version, "_decline"), follow=True)

    assert response.redirect_chain == [(paper.get_admin_url(), 302)]
    assert "There is nothing to decide." in response.content.decode()


def test_a_declined_version_goes_with_a_word(client, paper):
    version = compared(paper, cut("1", PARTS))

    response = client.post(address(version, "_decline"), follow=True)

    assert "“loss-v2.pdf” is declined and removed." in response.content.decode()
    assert paper.versions.count() == 1


def test_decisions_of_others_are_told(client, paper):
    version = compared(paper, cut("1", LOSS))
    accept_version(version, (), UserFactory(username="berta"))

    for answer in (
        client.get(address(version), follow=True),
        client.post(address(version, "_accept"), follow=True),
        client.get(address(version, "_decline"), follow=True),
        client.post(address(version, "_decline"), follow=True),
        client.post(address(version, "_compare"), follow=True),
    ):
        assert answer.redirect_chain == [(paper.get_admin_url(), 302)]
        assert "accepted already, by berta." in answer.content.decode()


def test_a_version_or_paper_that_is_gone_is_a_sentence(client, paper):
    version = compared(paper, cut("1", LOSS))
    decline_version(version)
    gone = client.get(address(version), follow=True)

    remove_papers(Paper.objects.all())
    removed = client.get(address(version), follow=True)

    assert gone.redirect_chain == [(paper.get_admin_url(), 302)]
    assert "not here any more" in gone.content.decode()
    assert removed.redirect_chain == [("/admin/figures/paper/", 302)]
    assert send(client, paper).redirect_chain == removed.redirect_chain
