"""What may be kept of an answer, whatever view gives it."""

import brotli
import pytest
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.test import override_settings
from django.urls import path

from blog.editions import kept_by_edition
from blog.editions.answers import LARGEST
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def read(client, address, **headers):
    response = client.get(address, **headers)
    assert response.status_code == 200, address
    return response


@kept_by_edition()
def set_cookie(request):
    response = HttpResponse("A" * 900)
    response.set_cookie("visitor", "1")
    return response


@kept_by_edition()
def begin_session(request):
    request.session["seen"] = 1
    return HttpResponse("A")


@kept_by_edition()
def put_form(request):
    return HttpResponse(get_token(request))


@kept_by_edition("q")
def repeat(request):
    return HttpResponse(request.get_full_path())


@kept_by_edition("q")
def answer_once(request):
    return HttpResponse("A" * 900, headers={"Cache-Control": "private, no-cache"})


@kept_by_edition("page")
def turn_page(request):
    return HttpResponse(request.GET.get("page", "1"))


long_answers = []


@kept_by_edition()
def say_much(request):
    long_answers.append(request)
    return HttpResponse("A" * (LARGEST + 1))


urlpatterns = [
    path("long", say_much),
    path("cookie", set_cookie),
    path("session", begin_session),
    path("form", put_form),
    path("repeat", repeat),
    path("once", answer_once),
]


@pytest.mark.parametrize("address", ["/cookie", "/session", "/form"])
@override_settings(ROOT_URLCONF=__name__)
def test_an_answer_to_one_reader_alone_is_not_kept(client, address):
    response = read(client, address, headers={"Accept-Encoding": "br"})

    assert response.cookies
    assert "ETag" not in response
    assert "public" not in response["Cache-Control"]
    assert "Content-Encoding" not in response


@override_settings(ROOT_URLCONF=__name__)
def test_what_is_not_kept_travels_in_fewer_bytes_where_it_holds_no_secret(client):
    response = read(client, "/once?q=A", headers={"Accept-Encoding": "br"})

    assert brotli.decompress(response.content) == b"A" * 900
    assert "Accept-Encoding" in response["Vary"]
    assert response["Cache-Control"] == "private, no-cache"
    assert "ETag" not in response


@override_settings(ROOT_URLCONF=__name__)
def test_what_is_told_to_somebody_known_has_its_true_length(client):
    client.force_login(UserFactory())

    response = read(client, "/once", headers={"Accept-Encoding": "br"})

    assert "Content-Encoding" not in response
    assert response.content == b"A" * 900


@override_settings(ROOT_URLCONF=__name__)
def test_a_view_sees_no_more_of_the_address_than_names_its_answer(client):
    response = read(client, "/repeat?z=1&q=a%26b&q=c&y=%3Cx%3E")

    assert response.content == b"/repeat?q=c"


@override_settings(ROOT_URLCONF=__name__)
def test_the_longest_answers_are_made_anew(client):
    before = len(long_answers)

    etags = {read(client, "/long")["ETag"] for _ in range(2)}

    assert len(etags) == 1
    assert len(long_answers) == before + 2


@pytest.mark.parametrize("number", ["01", "+1", " 1", "1 ", "\u0661", "0", "", "1" * 8])
def test_a_number_has_one_spelling(rf, number):
    with pytest.raises(Http404):
        turn_page(rf.get("/pages", {"page": number}))


@pytest.mark.parametrize(
    "host", ["testserver:1000", "TESTserver", "testserver.", "testserver:080"]
)
@override_settings(ROOT_URLCONF=__name__)
def test_nothing_is_kept_for_whoever_calls_the_site_otherwise(client, host):
    response = read(client, "/repeat", headers={"Host": host})

    assert "ETag" not in response
    assert response["Cache-Control"] == "no-cache"
    assert "ETag" in read(client, "/repeat", headers={"Host": "testserver"})


@override_settings(ROOT_URLCONF=__name__)
def test_a_site_at_a_port_of_its_own_keeps_its_answers(client):
    headers = {"Host": "localhost:8000"}

    assert "ETag" in read(client, "/repeat", headers=headers, SERVER_PORT="8000")
    assert "ETag" not in read(client, "/repeat", headers=headers, SERVER_PORT="8001")


@override_settings(
    ROOT_URLCONF=__name__, CSRF_TRUSTED_ORIGINS=["http://localhost:8443"]
)
def test_a_site_behind_a_mapping_of_ports_keeps_its_answers_once_it_is_named(client):
    named, other = {"Host": "localhost:8443"}, {"Host": "localhost:8444"}

    assert "ETag" in read(client, "/repeat", headers=named, SERVER_PORT="8000")
    assert "ETag" not in read(client, "/repeat", headers=other, SERVER_PORT="8000")
