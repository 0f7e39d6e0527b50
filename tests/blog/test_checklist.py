"""The checklist beside the text: on load, and again as the form is filled in."""

import pytest
from django.test import Client

from blog import runaway
from blog.markdown import find_kept
from blog.models import Post
from tests.blog.forms import UNKNOWN, address, form, send
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PageImageFactory,
    PaperFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/blog/post/check/"


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def writer(*permissions):
    client = Client()
    permissions = ["blog.change_post", *permissions]
    client.force_login(UserFactory(editor=True, permissions=permissions))
    return client


def ask(client, **changes):
    response = client.post(ADDRESS, form(**changes))
    assert response.status_code == 200
    return response.content.decode()


def test_the_form_is_checked_as_it_is_and_nothing_is_saved(client):
    html = ask(client, title="", body=f"Words.\n\n{UNKNOWN}")

    assert "2 things stand in the way of publication." in html
    assert 'href="#id_title"' in html
    assert 'data-line="3" data-column="1" data-length="19"' in html
    assert "There is no figure “no/such”." in html
    assert not Post.objects.exists()


def test_a_slug_that_no_address_can_have_is_no_hindrance(client):
    assert "2 things" in ask(client, slug="two words", title="", body=UNKNOWN)


def test_line_ends_of_forms_do_not_move_the_lines(client):
    assert 'data-line="3"' in ask(client, body=f"Words.\r\n\r\n{UNKNOWN}")


def test_chosen_papers_lead_figure_and_authors_count_before_they_are_saved(client):
    figure = FigureFactory(paper__licence="cc-by", alt_state="confirmed")
    fields = {
        "deck": "A deck.",
        "body": f"![](figure:{figure.key})",
        "papers": [figure.paper_id],
        "lead_figure": figure.pk,
        "postauthor_set-0-author": AuthorFactory().pk,
    }

    html = ask(client, **fields)
    assert "Nothing stands in the way." in html
    assert "checklist-rows" not in html

    html = ask(client, **fields | {"postauthor_set-0-DELETE": "on", "papers": []})
    assert "The post has no author." in html
    assert f'data-paper="{figure.paper_id}"' in html


@pytest.mark.parametrize("value", ["x", "-1", "9" * 40, "9" * 5000, "\x00", "\u0661"])
def test_what_is_no_id_counts_as_nothing(client, value):
    assert "no lead figure" in ask(client, lead_figure=value, papers=[value])


def test_each_role_gets_its_status_and_never_a_login_page(newcomer):
    client = Client()
    assert client.post(ADDRESS).status_code == 401
    client.force_login(newcomer)
    response = client.post(ADDRESS)
    assert (response.status_code, response["Content-Type"]) == (403, "text/plain")
    client.force_login(UserFactory(editor=True, permissions=["blog.add_post"]))
    assert client.post(ADDRESS).status_code == 200
    assert client.get(ADDRESS).status_code == 405


def test_a_text_too_long_is_refused_before_it_is_read(client, monkeypatch):
    monkeypatch.setattr(runaway, "MAX_CHARACTERS", 10)

    assert client.post(ADDRESS, {"body": "a" * 11}).status_code == 413


def test_papers_are_quoted_to_those_alone_who_may_read_them(client):
    words = "The order reaches 0.645 with strangers."
    page = PageImageFactory(passages=[{"text": words}])
    fields = {"body": "The order reaches 0.655.", "papers": [page.version.paper_id]}
    assert words in ask(client, **fields)

    assert words not in ask(writer(), **fields)


def test_papers_and_their_figures_are_named_to_those_alone_who_may_see_both(client):
    figure = FigureFactory(paper__title="A secret paper", tier="essential")
    shown = FigureFactory(paper__title="Another one", paper__licence="")
    fields = {"papers": [figure.paper_id], "body": f"![](figure:{shown.key})"}
    both = ("figures.view_figure", "figures.view_paper")

    for user in (client, writer(*both)):
        html = ask(user, **fields)
        assert f'data-insert="![](figure:{figure.key})"' in html
        assert html.count("A secret paper") == 1
        assert "Figures of “Another one” are shown" in html
    for user in (writer(), *map(writer, both)):
        html = ask(user, **fields)
        assert "A secret paper" not in html
        assert "Another one" not in html
        assert figure.key not in html


def test_figures_are_checked_for_those_alone_who_may_see_them(client):
    gone = FigureFactory(state="discarded")
    post = PostFactory(body=f"![](figure:{gone.key})")
    sentence = "The text shows or names figures, and you may not see figures."
    for user in (client, writer("figures.view_figure")):
        html = ask(user, body=post.body)
        assert "was discarded" in html
        assert sentence not in html

    blind = writer("blog.view_post")
    answers = {ask(blind, body=body) for body in (post.body, UNKNOWN)}
    assert len(answers) == 1
    assert sentence in answers.pop()
    assert "was discarded" not in blind.get(address(post)).content.decode()
    assert "Nothing stands in the way." in ask(blind, body="Words alone.")


def test_what_is_being_typed_is_not_kept(client):
    ask(client, body="Typed words.")

    assert find_kept("Typed words.") is None


def test_hostile_words_stay_words(client):
    html = ask(client, body='![](figure:<script>"x)\n\n[a](/<b>/)')

    assert "<script>" not in html
    assert "<b>" not in html


def test_the_page_brings_its_checks_along(client):
    post = PostFactory(body=UNKNOWN)

    html = client.get(address(post)).content.decode()

    assert "There is no figure “no/such”." in html
    assert "1 thing stands in the way of publication." in html
    assert (
        "The post has no title." in client.get("/admin/blog/post/add/").content.decode()
    )


def test_a_refused_publication_opens_the_checks(client):
    post = PostFactory(body=UNKNOWN)

    response = send(client, post, body=UNKNOWN, _publish="Publish")
    assert response.redirect_chain[-1][0].endswith("/change/#panel-checks")

    response = send(client, post, body="Sound.", _publish="Publish")
    assert response.redirect_chain[-1][0].endswith("/change/")


def test_of_many_problems_a_few_are_said_above_the_form(client):
    body = "\n\n".join(f"![](figure:no/such-{number})" for number in range(9))
    post = PostFactory(body=body)

    response = send(client, post, body=body, _publish="Publish")

    sentences = [str(message) for message in response.context["messages"]]
    assert len(sentences) == 7
    assert sentences[-1].startswith("5 more things are in the way")


def test_as_many_queries_are_made_however_much_the_form_has(
    client, django_assert_num_queries
):
    paper = PaperFactory()
    figures = [FigureFactory(paper=paper, tier="essential") for _ in range(9)]
    PageImageFactory(version__paper=paper, passages=[{"text": "Of 99 and 100."}])

    def fields(number):
        shown = figures[:number]
        return {
            "body": "\n\n".join(
                f"![](figure:{each.key}) [a](/blog/no-{each.pk}/) {each.pk}77"
                for each in shown
            ),
            "papers": [paper.pk],
        }

    ask(client, **fields(1))
    for number in (2, 8):
        with django_assert_num_queries(13):
            ask(client, **fields(number))
