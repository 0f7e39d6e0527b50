"""Adding papers in the admin: one, several, known, refused, broken off."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.tasks import default_task_backend
from django.test import Client
from django.urls import reverse

from figures.models import Paper
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/figures/paper/add/"


@pytest.fixture(autouse=True)
def empty_queue():
    default_task_backend.clear()


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def pdf(name="paper.pdf", words="some"):
    return SimpleUploadedFile(name, f"%PDF-1.7 {words} words".encode())


def no_pdf(name="page.html"):
    return SimpleUploadedFile(name, b"<html>")


def upload(client, *files, **form):
    data = {"pdfs": list(files), "is_whole": "1"} | form
    return client.post(ADDRESS, data, follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_one_paper_leads_to_its_own_page(client):
    response = upload(client, pdf())

    paper = Paper.objects.get()
    assert response.redirect_chain == [(paper.get_admin_url(), 302)]
    assert messages_of(response) == [
        "1 paper added. Its figures appear as they are found."
    ]
    assert len(default_task_backend.results) == 1


def test_several_papers_lead_to_the_list(client):
    response = upload(client, pdf("a.pdf", "a"), pdf("b.pdf", "b"))

    assert response.redirect_chain == [(reverse("admin:figures_paper_changelist"), 302)]
    assert messages_of(response) == [
        "2 papers added. Their figures appear as they are found."
    ]
    assert {paper.status for paper in Paper.objects.all()} == {Paper.Status.PENDING}


def test_good_papers_are_taken_whatever_the_others_are(client):
    response = upload(client, no_pdf(), pdf(), SimpleUploadedFile("empty.pdf", b""))

    assert Paper.objects.count() == 1
    assert messages_of(response) == [
        "1 paper added. Its figures appear as they are found.",
        "“page.html” is not a PDF. Upload the paper as a PDF file.",
        "“empty.pdf” is empty.",
    ]


def test_a_refused_file_is_named_beside_the_field(client):
    response = upload(client, no_pdf("<b>.html"))

    assert response.redirect_chain == []
    assert "“&lt;b&gt;.html” is not a PDF." in response.content.decode()
    assert Paper.objects.count() == 0


def test_a_known_paper_is_linked_to(client):
    upload(client, pdf())
    paper = Paper.objects.get()

    response = upload(client, pdf("again.pdf"))

    assert response.redirect_chain == [(paper.get_admin_url(), 302)]
    assert messages_of(response) == [
        f'“again.pdf” is here already: <a href="{paper.get_admin_url()}">paper</a>.'
    ]
    assert len(default_task_backend.results) == 1


def test_no_file_at_all_is_said_so(client):
    response = upload(client)

    assert "Choose at least one PDF." in response.content.decode()


def test_an_upload_that_lacks_its_end_adds_nothing(client):
    response = client.post(ADDRESS, {"pdfs": [pdf()]})

    assert "The upload broke off before its end" in response.content.decode()
    assert Paper.objects.count() == 0


def test_too_many_files_are_refused_with_a_sentence(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2

    response = upload(client, pdf("a.pdf"), pdf("b.pdf"), pdf("c.pdf"))

    assert response.status_code == 400
    assert "These are too many files for one upload." in response.content.decode()


def test_a_damaged_request_is_refused_with_a_sentence(client):
    response = client.post(
        ADDRESS, b"--x\r\n", content_type="multipart/form-data; boundary=\x00"
    )

    assert response.status_code == 400
    assert "The upload arrived damaged" in response.content.decode()


def test_a_full_disk_is_refused_with_a_sentence(client, monkeypatch):
    def fail(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.http.request.HttpRequest.parse_file_upload", fail)

    response = upload(client, pdf())

    assert response.status_code == 400
    assert "The upload broke off (No space left on device)" in response.content.decode()


def test_uploads_need_the_form_s_token(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert upload(client, pdf()).status_code == 403
    assert Paper.objects.count() == 0


def test_the_form_s_token_lets_uploads_in(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    client.get(ADDRESS)

    upload(client, pdf(), csrfmiddlewaretoken=client.cookies["csrftoken"].value)

    assert Paper.objects.count() == 1


def test_only_those_who_may_add_papers_see_the_page(newcomer):
    client = Client()
    assert client.get(ADDRESS).status_code == 302

    client.force_login(newcomer)
    assert client.get(ADDRESS).status_code == 403
    assert upload(client, pdf()).status_code == 403

    client.force_login(UserFactory(editor=True, permissions=["figures.add_paper"]))
    assert client.get(ADDRESS).status_code == 200


def ask_for_json(client, *files, **headers):
    data = {"pdfs": list(files), "is_whole": "1"}
    return client.post(ADDRESS, data, headers={"accept": "application/json"} | headers)


def test_a_page_that_goes_on_is_answered_in_json(client):
    answer = ask_for_json(client, pdf()).json()

    paper = Paper.objects.get()
    (told,) = answer["papers"]
    assert told == {"pk": paper.pk, "title": str(paper), "url": paper.get_admin_url()}
    assert ask_for_json(client, pdf()).json()["papers"] == [told]


def test_a_refusal_comes_in_json_too(client):
    response = ask_for_json(client, no_pdf())

    assert response.status_code == 422
    assert "is not a PDF" in response.json()["problem"]
