"""What the page of a new version shows, old beside new."""

import pytest
from django.tasks import default_task_backend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import FigureUse
from figures.edits import edit_figure
from figures.models import Figure, PageImage, VersionComparison, WorkerBeat
from figures.store import Place, store_figure
from figures.versions import decline_version
from tests.conftest import count_queries
from tests.factories import PostFactory
from tests.figures.cuts import panel
from tests.figures.newer import (
    LOSS,
    PARTS,
    RATES,
    compared,
    cut,
    figure_of,
    paper_with,
    proposal_of,
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


def use_in_post(figure, **post):
    FigureUse.objects.create(post=PostFactory(**post), figure=figure)


def words_of(html):
    return " ".join(html.split())


def test_the_page_says_what_changes(client, paper):
    version = compared(
        paper,
        cut("1", PARTS),
        cut("2", LOSS.replace("three", "four"), picture=LOSS, page_number=3),
    )

    html = words_of(html_of(client, version))

    assert (
        "1 figure has changed. 1 figure is new. 1 figure is not in the new version."
    ) in html
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


def test_the_way_to_the_page_comes_with_the_crop(client, paper):
    version = compared(paper, cut("1", LOSS + " More."))
    PageImage.objects.create(version=version, number=2, width=612, height=792, size=1)

    html = html_of(client, version)

    live = html.partition(f'<figure id="crop-{proposal_of(version, "figure-1").pk}"')[2]
    assert live.startswith(" data-live")
    assert "see page 2" in live.partition("</figure>")[0]


def test_what_stands_against_it_is_said(client, editor, paper):
    figure = figure_of(paper, "figure-1")
    edit_figure(
        figure, {"edited_caption": "Mine.", "edited_box": [1, 2, 90, 80]}, editor
    )
    use_in_post(figure, title="A post of ours")
    version = compared(paper, cut("1", LOSS + " More."))

    html = words_of(html_of(client, version))

    assert "Your own words stay: caption." in html
    assert "Your own crop is kept and moves along with the figure." in html
    assert "A post of ours" in html


def test_figures_that_are_the_same_are_only_named(client, paper):
    version = compared(paper, cut("1", LOSS), cut("2", RATES))

    html = words_of(html_of(client, version))

    assert "2 figures are the same." in html
    assert "Figure 1, p. 2, as before" in html
    assert 'type="checkbox"' not in html


def test_figures_that_have_only_moved_are_named_under_one_tick(client):
    parts = [panel("a"), panel("b")]
    paper = paper_with(
        cut("1", LOSS), cut("2", RATES, parts), cut("3", PARTS), cut("4", "Costs.")
    )
    use_in_post(figure_of(paper, "figure-1"), title="A post of ours")
    version = compared(
        paper,
        cut("1", LOSS, page_number=3),
        cut("2", RATES, parts, page_number=4),
        cut("3", PARTS, page_number=5, text_inside="step gain"),
        cut("4", "Costs.", page_number=6, picture=LOSS, colour="grey"),
    )
    PageImage.objects.create(version=version, number=3, width=612, height=792, size=1)

    html = words_of(html_of(client, version))

    assert "2 figures have changed. 2 figures have only moved to another page." in html
    moved = html.partition(">Only the page (2)<")[2].partition("</section>")[0]
    assert "Figure 1: was p. 2; now p. 3" in moved
    assert "Figure 2: was p. 2; now p. 4" in moved
    assert moved.count(f'href="/papers/pages/{version.pk}/3.webp"') == 1
    assert "A post of ours" in moved
    assert "<img" not in moved
    assert "<svg" not in moved
    one, two = (proposal_of(version, f"figure-{number}").pk for number in (1, 2))
    assert f'name="accept" value="{one} {two}" checked' in moved
    assert html.index(">Changed (2)<") < html.index(">Only the page (2)<")


@pytest.mark.parametrize(
    "edits", [{"edited_box": [1, 2, 90, 80]}, {"edited_caption_box": [1, 2, 90, 80]}]
)
def test_a_moved_figure_with_a_box_of_an_editor_s_is_shown(
    client, editor, paper, edits
):
    edit_figure(figure_of(paper, "figure-1"), edits, editor)
    version = compared(paper, cut("1", LOSS, page_number=3))

    html = html_of(client, version)

    assert ">Changed (1)<" in html
    assert "Only the page" not in html


def test_a_moved_figure_that_lost_a_panel_is_shown(client):
    paper = paper_with(cut("1", LOSS, [panel("a"), panel("b")]))
    version = compared(paper, cut("1", LOSS, [panel("a")], page_number=3))

    assert "Only the page" not in html_of(client, version)


def test_the_page_asks_no_more_where_there_are_more_figures(client):
    paper = paper_with(*(cut(str(n), f"{LOSS} {n}", [panel()]) for n in range(1, 4)))
    figures = [figure_of(paper, f"figure-{n}") for n in range(1, 4)]
    use_in_post(figures[0])
    version = compared(paper, cut("1", f"{LOSS} 1 More."))
    few = count_queries(client, address(version))
    decline_version(version)

    for figure in [*figures[1:], *Figure.objects.exclude(parent=None)]:
        use_in_post(figure)
    changed = [cut(str(n), f"{LOSS} {n} More.", [panel()]) for n in range(1, 9)]
    version = compared(paper, *changed)

    assert count_queries(client, address(version)) == few


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
