"""Files: public renditions that can do nothing, papers for those who may."""

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from figures.uploads import add_paper
from tests.factories import (
    PageImageFactory,
    PaperFactory,
    PaperVersionFactory,
    UserFactory,
)

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
    assert "Vary" not in response


def test_a_vector_copy_is_a_picture_that_can_do_nothing(client):
    name = default_storage.save("figures/loss/figure.12.svg", ContentFile(b"<svg/>"))

    response = client.get(default_storage.url(name))

    assert response["Content-Type"] == "image/svg+xml"
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


@pytest.mark.parametrize("right", ["view_figure", "change_figure", "add_paper"])
def test_a_pdf_is_not_for_staff_with_other_rights(client, paper, right):
    client.force_login(UserFactory(editor=True, permissions=[f"figures.{right}"]))

    assert client.get("/papers/loss.pdf").status_code == 403
    assert client.get("/papers/no-such.pdf").status_code == 403


def test_a_right_without_the_admin_opens_no_pdf(client, page):
    client.force_login(UserFactory(permissions=["figures.view_paper"]))

    assert client.get("/papers/loss.pdf").status_code == 403
    assert client.get(page.address).status_code == 403


def test_a_pdf_that_is_lost_or_was_never_there_is_not_found(reviewer, paper):
    pdf = paper.current_version.pdf
    pdf.storage.delete(pdf.name)
    PaperFactory(slug="planned")

    for slug in ("loss", "planned", "no-such"):
        assert reviewer.get(f"/papers/{slug}.pdf").status_code == 404


def test_who_may_view_papers_downloads_the_pdf(reviewer, paper):
    response = reviewer.get("/papers/loss.pdf")

    assert response.getvalue() == b"%PDF-1.7 words"
    assert response["Content-Disposition"] == 'attachment; filename="loss.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.fixture
def page(paper):
    image = ContentFile(b"RIFF page", "page.webp")
    return PageImageFactory(version=paper.current_version, number=3, image=image)


@pytest.fixture(params=["view_paper", "change_paper"])
def reviewer(client, request):
    """Whoever may change papers may look at them, as everywhere in the admin."""
    permissions = [f"figures.{request.param}"]
    client.force_login(UserFactory(editor=True, permissions=permissions))
    return client


@pytest.mark.parametrize("account", [None, "reader", "staff"])
def test_a_page_is_no_more_public_than_its_pdf(client, page, account):
    if account:
        client.force_login(UserFactory(editor=account == "staff"))

    response = client.get(page.address)

    assert response.status_code == 403
    assert b"RIFF" not in response.content


def test_whoever_may_view_papers_sees_their_pages(reviewer, page):
    response = reviewer.get(page.address)

    assert response.getvalue() == b"RIFF page"
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "attachment" not in response.get("Content-Disposition", "")


def test_a_page_whose_image_is_lost_is_not_found(reviewer, page):
    page.image.storage.delete(page.image.name)

    assert reviewer.get(page.address).status_code == 404


def test_a_page_that_was_not_drawn_is_not_found(reviewer, page):
    other = PaperVersionFactory()

    for version, number in ((page.version_id, 4), (other.pk, 3), (0, 3)):
        address = reverse("figures:page_image", args=[version, number])
        assert reviewer.get(address).status_code == 404


def test_nobody_writes_to_a_page(reviewer, page):
    assert reviewer.post(page.address).status_code == 405


def test_a_browser_that_has_the_page_is_told_to_keep_it(reviewer, page):
    etag = reviewer.get(page.address)["ETag"]

    again = reviewer.get(page.address, headers={"If-None-Match": etag})

    assert again.status_code == 304


def test_who_may_no_longer_see_the_paper_is_not_told_to_keep_it(reviewer, page):
    etag = reviewer.get(page.address)["ETag"]
    reviewer.logout()

    again = reviewer.get(page.address, headers={"If-None-Match": etag})

    assert again.status_code == 403
