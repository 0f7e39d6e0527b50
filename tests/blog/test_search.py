"""What a question finds, and for whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from blog.models import Post
from blog.search import search
from figures.models import Figure, Paper
from tests.factories import AuthorFactory, FigureFactory, PaperFactory, PostFactory

pytestmark = pytest.mark.django_db


def ask(text, user=None, **options):
    return search(text, user=user or AnonymousUser(), **options)


def titles(text, user=None):
    return {found.post.title for found in ask(text, user).posts}


@pytest.fixture
def post():
    return PostFactory(
        published=True,
        title="Reward curves",
        deck="Larger batches settle higher.",
        summary="What the ceiling hangs on.",
        authors=[AuthorFactory(name="Zoë Łukasz")],
        body="The optimiser is *momentum*-free.\n\n## Naïve Größen\n\nA [link](https://example.org/hidden).",
    )


@pytest.mark.parametrize(
    "text",
    [
        "reward",
        "CURVES",
        "batches",
        "batch",
        "ceiling",
        "ceilings",
        "ceilin",
        "zoe lukasz",
        "Zoë Łukasz",
        "naive",
        "Naïve",
        "Nai\u0308ve",
        "grossen",
        "Größen",
        "größe",
        "momentum-free",
        "optimiser reward batch",
        "link",
    ],
)
def test_a_post_is_found_by_all_its_words(post, text):
    assert titles(text) == {"Reward curves"}


@pytest.mark.parametrize("text", ["rewarding entropy", "urves", "hidden", "example"])
def test_a_post_is_not_found_by_what_it_does_not_say(post, text):
    assert titles(text) == set()


def test_only_the_last_word_may_be_a_beginning(post):
    assert titles("ceiling momen") == {"Reward curves"}
    assert titles("momen ceiling") == set()


@pytest.mark.parametrize("language", ["de", "fr"])
def test_english_stems_leave_other_languages_alone(language):
    PostFactory(published=True, title="Universitäten", language=language)
    PostFactory(published=True, title="Université", language=language)
    PostFactory(published=True, title="The universe", language="en")

    assert titles("universitäten") == {"Universitäten"}
    assert titles("universite") == {"Université"}
    assert titles("universes") == {"The universe"}


def test_a_question_finds_figures_by_what_is_said_of_them_and_by_words_inside():
    figure = FigureFactory(
        paper__is_public=True,
        number="5c",
        name="Batch size",
        caption="Effective reward.",
        alt_text="Three lines.",
        text="bsz-2048 GPU hours",
    )

    for text in ("batch sizes", "rewards", "line", "2048", "gpu hour", "figure 5c"):
        assert [each.figure for each in ask(text).figures] == [figure], text


def test_a_question_finds_papers():
    paper = PaperFactory(
        is_public=True,
        title="The Art of Scaling",
        authors="Mira Okafor\nJonas Lindqvist",
        venue="ICLR",
        year=2026,
        arxiv_id="2510.13786",
        key_contribution="A sigmoid fits.",
    )

    for text in ("scale", "lindqvist", "iclr 2026", "2510.13786", "sigmoids"):
        assert [each.paper for each in ask(text).papers] == [paper], text


def test_what_stands_in_a_title_comes_first():
    PostFactory(published=True, title="Other", body="entropy " * 3 + "words " * 50)
    PostFactory(published=True, title="Entropy falls")
    PostFactory(published=True, title="Another", body="Some entropy.")

    first = ask("entropy").posts[0]

    assert first.post.title == "Entropy falls"


def test_readers_find_nothing_that_is_not_public():
    PostFactory(title="Secret draft")
    PostFactory(scheduled=True, title="Secret plan")
    FigureFactory(caption="Secret figure")
    used = FigureFactory(caption="Secret use", paper__title="Secret paper")
    draft = PostFactory(title="Also secret", lead_figure=used)
    discarded = FigureFactory(
        caption="Secret bin",
        paper__is_public=True,
        paper__title="Open",
        state=Figure.State.DISCARDED,
    )

    assert ask("secret").total == 0
    assert ask("secert").other_spelling == ""

    Post.objects.filter(pk=draft.pk).update(
        status=Post.Status.PUBLISHED, published_at=timezone.now()
    )
    discarded.paper.delete()

    found = ask("secret")
    assert [each.post for each in found.posts] == [draft]
    assert [each.figure for each in found.figures] == [used]
    assert [each.paper for each in found.papers] == [used.paper]


def test_a_post_is_found_when_its_time_has_come_and_no_longer_when_it_is_taken_back():
    post = PostFactory(scheduled=True, title="Tomorrow")
    assert titles("tomorrow") == set()

    Post.objects.update(published_at=timezone.now() - timedelta(seconds=1))
    assert titles("tomorrow") == {"Tomorrow"}

    Post.objects.filter(pk=post.pk).update(status=Post.Status.DRAFT)
    assert titles("tomorrow") == set()


def test_editors_find_drafts_and_what_is_not_used_yet(editor, newcomer):
    PostFactory(title="Secret draft")
    figure = FigureFactory(caption="Secret figure", paper__title="Secret paper")

    found = ask("secret", editor)

    assert len(found.posts) == 1
    assert [each.figure for each in found.figures] == [figure]
    assert [each.paper for each in found.papers] == [figure.paper]
    assert ask("secret", newcomer).total == 0


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "'",
        "''\"\"",
        "batch AND",
        "NOT batch",
        "batch OR NEAR(",
        "heading:batch",
        "^batch*",
        "batch:*A & !x",
        "((((",
        "a\x00b",
        "\x00",
        "x" * 10_000,
        "x " * 10_000,
        "!?…",
        "🦊🦊",
        "½ ﬁ ß",
        "批量 大小",
        "\\",
        "%s %(x)s {0}",
        "; DROP TABLE blog_post; --",
        "\u202e\ufeff\u0301",
        "𐐀𐐁",
    ],
)
def test_no_question_is_an_error(client, text):
    PostFactory(published=True, title="Batch sizes")

    response = client.get("/search/", {"q": text})

    assert response.status_code == 200
    assert len(ask(text).question.text) <= 200


def test_signs_that_databases_know_count_for_nothing(post):
    assert titles('"reward" -curves (batch*) AND') == set()
    assert titles('"reward" -curves (batch*)') == {"Reward curves"}


def test_chinese_is_found_within_its_sentences():
    PostFactory(published=True, title="关于批量大小的研究", language="zh")

    assert titles("批量") == {"关于批量大小的研究"}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("batch celing", "batch ceiling"),
        ("Batch cieling", "batch ceiling"),
        ("bacth", "batch"),
        ("zebra", ""),
        ("batch", ""),
        ("ba", ""),
        ("!?", ""),
    ],
)
def test_another_spelling_is_offered_where_it_leads_to_something(text, other):
    PostFactory(published=True, title="The batch size has a ceiling")

    found = ask(text)

    assert found.other_spelling == other
    assert not other or ask(other).total == 1


def test_words_of_drafts_have_no_say_in_the_spelling_of_others():
    PostFactory(published=True, title="A caption")
    PostFactory(title="The captain")

    assert ask("captain").other_spelling == "caption"


def test_papers_count_what_readers_see_of_them():
    paper = PaperFactory(is_public=True, title="On curves")
    whole = FigureFactory(paper=paper, number="1")
    FigureFactory(paper=paper, number="1a", parent=whole)
    FigureFactory(paper=paper, number="2", state=Figure.State.NEW)
    PostFactory(published=True, papers=[paper])
    PostFactory(papers=[paper])

    found = ask("curves").papers[0].paper

    assert (found.figure_count, found.post_count) == (1, 1)
    assert Paper.objects.count() == 1


def test_a_paper_of_which_a_panel_alone_is_seen_has_a_figure_in_search_and_list(client):
    panel = FigureFactory(
        paper__title="On curves", parent=FigureFactory(state=Figure.State.NEW)
    )
    PostFactory(published=True, lead_figure=panel)

    for address in ("/papers/", "/search/?q=curves&kind=papers"):
        assert "1 figure<" in client.get(address).content.decode()
