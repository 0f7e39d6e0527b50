"""What the page of a new version shows, old beside new."""

import pytest
from django.tasks import default_task_backend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import FigureUse
from figures.admin.wordings import Run, compare_texts, find_runs, shorten
from figures.edits import edit_figure
from figures.models import PageImage, VersionComparison, WorkerBeat
from figures.store import Place, store_figure
from figures.versions import decline_version
from tests.conftest import count_queries
from tests.factories import PostFactory
from tests.figures.newer import (
    LOSS,
    PARTS,
    RATES,
    compared,
    cut,
    figure_of,
    paper_with,
    upload,
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


def html_of(client, version):
    return client.get(address(version)).content.decode()


def words_of(html):
    return " ".join(html.split())


def test_the_page_says_what_changes(client, paper):
    version = compared(
        paper,
        cut("1", PARTS),
        cut("2", LOSS.replace("three", "four"), picture=LOSS, page_number=3),
    )

    html = words_of(html_of(client, version))

    assert "1 changed, 1 new, 1 gone." in html
    assert "was Figure 1, p. 2; now Figure 2, p. 3" in html
    assert "four</ins>" not in html
    assert "</span>four<span" in html
    assert "</span>three<span" in html
    assert "It looks the same." in html
    assert html.index(">Changed (1)<") < html.index(">New (1)<")
    assert html.index(">New (1)<") < html.index(">Not in the new version (1)<")
    assert html.count('type="checkbox"') == html.count("checked") == 2


def test_captions_of_strangers_are_text(client, paper):
    version = compared(paper, cut("1", LOSS + " <script>alert(1)</script>"))

    html = html_of(client, version)

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_new_crop_is_a_piece_of_the_page(client, paper):
    version = compared(paper, cut("1", LOSS + " More."))
    html = html_of(client, version)
    assert "There is no picture of page 2." in html

    PageImage.objects.create(version=version, number=2, width=612, height=792, size=1)
    html = words_of(html_of(client, version))

    assert 'viewBox="100.0 120.0 200.0 100.0"' in html
    assert f'href="/papers/pages/{version.pk}/2.webp"' in html
    assert "style=" not in html.partition('id="content-main"')[2]


def test_a_turned_figure_is_shown_upright(client, paper):
    version = compared(paper, cut("1", LOSS + " More.", rotation=90))
    PageImage.objects.create(version=version, number=2, width=612, height=792, size=1)

    html = words_of(html_of(client, version))

    assert 'viewBox="150.0 70.0 100.0 200.0"' in html
    assert 'transform="rotate(90 200.0 170.0)"' in html


def test_what_stands_against_it_is_said(client, editor, paper):
    figure = figure_of(paper, "figure-1")
    edit_figure(
        figure, {"edited_caption": "Mine.", "edited_box": [1, 2, 90, 80]}, editor
    )
    post = PostFactory(title="A post of ours")
    FigureUse.objects.create(post=post, figure=figure)
    version = compared(paper, cut("1", LOSS + " More."))

    html = words_of(html_of(client, version))

    assert "Your own words stay: caption." in html
    assert "Your own crop is kept and moves along with the figure." in html
    assert "A post of ours" in html


def test_figures_that_are_the_same_are_only_named(client, paper):
    version = compared(paper, cut("1", LOSS), cut("2", RATES))

    html = words_of(html_of(client, version))

    assert "2 the same." in html
    assert "Figure 1, p. 2, as before" in html
    assert 'type="checkbox"' not in html


def test_the_page_asks_no_more_where_there_are_more_figures(client):
    paper = paper_with(*(cut(str(n), f"{LOSS} {n}") for n in range(1, 3)))
    version = compared(paper, cut("1", f"{LOSS} 1 More."))
    few = count_queries(client, address(version))
    decline_version(version)

    version = compared(paper, *(cut(str(n), f"{PARTS} {n} {n}") for n in range(9)))

    assert count_queries(client, address(version)) <= few


def test_figures_that_came_later_are_to_be_compared_first(client, paper):
    version = compared(paper, cut("1", PARTS))
    store_figure(Place(paper.current_version, 3), cut("9", LOSS), ())

    html = words_of(html_of(client, version))

    assert "Compare again, so that they are looked for, too." in html
    assert ">Compare again</button>" in html
    assert "Accept selected" not in html


def test_a_failure_is_said_and_can_be_tried_again(client, paper):
    version = upload(paper)
    version.comparison.mark_failed("It is locked.")
    assert "It is locked." in html_of(client, version)

    client.post(address(version, "_compare"))

    comparison = VersionComparison.objects.get()
    assert comparison.status == VersionComparison.Status.PENDING


def test_a_version_that_no_worker_will_read_says_so(client, paper):
    version = upload(paper)
    assert "No worker is running" in html_of(client, version)

    WorkerBeat.objects.create(worker_id="one", beaten_at=timezone.now())

    html = html_of(client, version)
    assert "Waiting to be compared." in html
    assert "No worker is running" not in html


def test_pages_are_counted_while_they_are_read(client, paper):
    version = upload(paper)
    version.comparison.mark_comparing()
    version.comparison.report(2, 7)

    assert "Reading page 3 of 7." in html_of(client, version)

    version.comparison.report(7, 7)

    html = html_of(client, version)
    assert "All 7 pages read. Comparing the figures." in html


def test_a_number_that_changed_in_a_table_is_not_overlooked(client):
    paper = paper_with(cut("1", LOSS, text_inside="score 0.41 cost 9"))
    version = compared(
        paper, cut("1", LOSS, text_inside="score 0.57 cost 9", colour="grey")
    )

    html = words_of(html_of(client, version))

    assert "It looks the same, but the words inside have changed." in html
    assert "</span>0.57<span" in html


def test_of_many_words_that_stay_a_few_are_shown():
    words = "one two three four five six seven eight nine ten eleven"

    wording = compare_texts("Words", f"{words} a {words}", f"{words} b {words}")

    assert [run.words for run in shorten(wording).runs] == [
        "… eight nine ten eleven",
        "a",
        "b",
        "one two three four …",
    ]


def test_words_are_compared_whatever_blanks_stand_between_them():
    assert find_runs("Loss by\nstep", "Loss per step, mean") == [
        Run("same", "Loss"),
        Run("removed", "by\nstep"),
        Run("added", "per step, mean"),
    ]
    assert find_runs("Loss\nby step", "Loss by  step") == [Run("same", "Loss by  step")]
    assert find_runs("a " * 3000, "b") == [
        Run("removed", ("a " * 3000).strip()),
        Run("added", "b"),
    ]
