"""Files: public renditions that can do nothing, papers for those who may."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from figures.uploads import add_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def rendition():
    return default_storage.save("figures/loss/figure.1234.png", ContentFile(b"pixels"))


@pytest.fixture
def paper():
    paper, _ = add_paper(ContentFile(b"%PDF-1.7 words"), "loss.pdf")
    return paper


def test_a_rendition_is_public_for_ever_and_inert(client, rendition):
    response = client.get(default_storage.url(rendition))

    assert response.getvalue() == b"pixels"
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "path",
    [
        "loss/missing.1234.png",
        "loss/figure.1234.html",
        "loss/figure.1234.svg",
        "loss",
    ],
)
def test_what_is_no_rendition_is_not_found(client, rendition, path):
    default_storage.save("figures/loss/figure.1234.html", ContentFile(b"<script>"))

    assert client.get(f"/media/figures/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["../../private/papers/x.png", "..%2f..%2fprivate%2fx.png"]
)
def test_no_path_leads_out_of_the_folder(client, path):
    assert client.get(f"/media/figures/{path}").status_code in {400, 404}


def test_nobody_writes_to_a_rendition(client, rendition):
    assert client.post(default_storage.url(rendition)).status_code == 405


def test_a_pdf_is_not_for_the_public(client, paper):
    assert client.get("/papers/loss.pdf").status_code == 403


def test_a_pdf_is_not_for_any_account(client, paper):
    client.force_login(User.objects.create_user("reader"))

    assert client.get("/papers/loss.pdf").status_code == 403


def test_who_may_view_papers_downloads_the_pdf(client, paper):
    editor = User.objects.create_user("editor")
    editor.user_permissions.add(Permission.objects.get(codename="view_paper"))
    client.force_login(editor)

    response = client.get("/papers/loss.pdf")

    assert response.getvalue() == b"%PDF-1.7 words"
    assert response["Content-Disposition"] == 'attachment; filename="loss.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]
