"""Papers in the admin: the list, the progress of an import, and doing it again."""

from datetime import timedelta

import pytest
from django.tasks import default_task_backend
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from figures.models import Figure, Paper, WorkerBeat
from figures.tasks import is_queued, queue_extraction
from tests.conftest import count_queries, stored_files
from tests.factories import (
    FigureFactory,
    PaperFactory,
    PaperVersionFactory,
    UserFactory,
    cut,
)
from tests.figures.forms import paper_form as form_of

pytestmark = pytest.mark.django_db

LIST = "/admin/figures/paper/"
EXTRACTING = Paper.Status.EXTRACTING


@pytest.fixture(autouse=True)
def empty_queue():
    default_task_backend.clear()


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def progress_address(paper):
    return reverse("admin:figures_paper_progress", args=[paper.pk])


def import_address(paper):
    return reverse("admin:figures_paper_import", args=[paper.pk])


def test_the_list_says_how_far_each_import_is(client):
    PaperFactory(status=EXTRACTING, page_count=21, pages_done=7)
    PaperFactory(status=Paper.Status.FAILED)

    html = client.get(LIST).content.decode()

    assert "being read: 7 of 21 pages" in html
    assert "mark-cross" in html


def test_the_list_counts_whole_figures_that_were_kept(client):
    paper = PaperFactory()
    figure = FigureFactory(paper=paper)
    FigureFactory(paper=paper, parent=figure, number="1a")
    FigureFactory(paper=paper, state=Figure.State.DISCARDED)

    html = client.get(LIST).content.decode()

    assert '<td class="field-figure_count">1</td>' in html


def test_the_list_asks_as_much_for_many_papers_as_for_one(
    client, django_assert_num_queries
):
    FigureFactory()
    expected = count_queries(client, LIST)
    for _ in range(5):
        FigureFactory.create_batch(2, paper=PaperFactory())

    with django_assert_num_queries(expected):
        client.get(LIST)


def test_reading_says_the_page_and_what_was_found(client):
    paper = PaperFactory(status=EXTRACTING, page_count=21, pages_done=6)
    cut(FigureFactory(paper=paper, caption="Loss <by> step."))

    html = client.get(progress_address(paper)).content.decode()

    assert "Reading page 7 of 21." in html
    assert "1 figure found." in html
    assert '<progress max="21" value="6"' in html
    assert "Loss &lt;by&gt; step." in html
    assert "copy-640" in html
    assert "data-going" in html


@pytest.mark.parametrize(
    ("paper", "sentence"),
    [
        ({"status": Paper.Status.PENDING}, "Waiting to be read."),
        ({"status": EXTRACTING}, "Opening the PDF."),
        (
            {"status": EXTRACTING, "page_count": 3, "pages_done": 3},
            "All 3 pages read. Cutting the figures.",
        ),
        (
            {"status": Paper.Status.EXTRACTED, "page_count": 8},
            "No figure or table with a caption was found on the 8 pages.",
        ),
        ({"status": Paper.Status.FAILED, "failure": "It is locked."}, "It is locked."),
    ],
)
def test_each_state_has_its_sentence(client, paper, sentence):
    html = client.get(progress_address(PaperFactory(**paper))).content.decode()

    assert sentence in html


def test_the_page_opens_with_the_same_panel(client):
    paper = PaperFactory(page_count=8, warnings=["Page 3 has no text."])
    FigureFactory(paper=paper)

    html = client.get(paper.get_admin_url()).content.decode()

    assert "1 figure out of 8 pages." in html
    assert "Page 3 has no text." in html
    assert reverse("figures:paper_pdf", args=[paper.slug]) in html
    # It is over: nothing is asked for again.
    assert "data-progress" not in html


def test_without_a_worker_waiting_papers_say_so(client):
    paper = PaperFactory(status=Paper.Status.PENDING)
    assert "No worker is running." in client.get(paper.get_admin_url()).content.decode()

    WorkerBeat.objects.create(worker_id="w", beaten_at=timezone.now())
    assert "No worker" not in client.get(paper.get_admin_url()).content.decode()

    WorkerBeat.objects.update(beaten_at=timezone.now() - timedelta(hours=1))
    assert "No worker is running." in client.get(paper.get_admin_url()).content.decode()


def test_progress_is_a_status_and_never_a_login_page(newcomer):
    paper = PaperFactory()
    client = Client()
    assert client.get(progress_address(paper)).status_code == 401

    client.force_login(newcomer)
    assert client.get(progress_address(paper)).status_code == 403

    client.force_login(UserFactory(editor=True, permissions=["figures.view_paper"]))
    response = client.get(progress_address(paper))
    assert response.status_code == 200
    assert "Import figures again" not in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


def test_progress_of_a_removed_paper_is_not_found(client):
    assert client.get("/admin/figures/paper/99/progress/").status_code == 404


@pytest.fixture
def database_queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.mark.usefixtures("database_queue")
def test_papers_are_imported_again_unless_they_are_at_it(client):
    done, failed = PaperFactory(), PaperFactory(status=Paper.Status.FAILED)
    busy = PaperFactory(title="Busy")
    queue_extraction(busy)

    response = client.post(
        LIST,
        {
            "action": "extract_again",
            "_selected_action": [done.pk, failed.pk, busy.pk],
        },
        follow=True,
    )

    assert [str(message) for message in response.context["messages"]] == [
        "2 papers queued.",
        "“Busy” is being imported already.",
    ]
    assert is_queued(done)
    assert is_queued(failed)
    assert DBTaskResult.objects.count() == 3


@pytest.mark.usefixtures("database_queue")
def test_a_paper_whose_import_was_lost_can_be_imported_again(client):
    lost = PaperFactory(status=EXTRACTING)
    page = client.get(lost.get_admin_url()).content.decode()
    assert "Try again" in page

    client.post(import_address(lost))

    assert is_queued(lost)
    assert "Try again" not in client.get(lost.get_admin_url()).content.decode()


def test_a_failed_import_is_tried_again_from_its_page(client):
    paper = PaperFactory(status=Paper.Status.FAILED, failure="It is locked.")

    response = client.post(import_address(paper), follow=True)

    assert response.redirect_chain == [(paper.get_admin_url(), 302)]
    paper.refresh_from_db()
    assert (paper.status, paper.failure) == (Paper.Status.PENDING, "")


def test_only_those_who_may_change_a_paper_import_it_again(client, newcomer):
    paper = PaperFactory()
    assert client.get(import_address(paper)).status_code == 405

    client.force_login(newcomer)
    assert client.post(import_address(paper)).status_code == 403

    client.logout()
    assert client.post(import_address(paper)).status_code == 302
    assert default_task_backend.results == []


def test_saving_a_paper_leaves_the_worker_s_columns_alone(client, monkeypatch):
    paper = PaperFactory(status=EXTRACTING, page_count=21)
    original = Paper.save

    def save_after_worker(self, **options):
        Paper.objects.filter(pk=self.pk).update(status=Paper.Status.EXTRACTED)
        original(self, **options)

    monkeypatch.setattr(Paper, "save", save_after_worker)

    client.post(paper.get_admin_url(), form_of(paper, venue="NeurIPS"))

    paper.refresh_from_db()
    assert (paper.venue, paper.status) == ("NeurIPS", Paper.Status.EXTRACTED)


def test_what_an_import_found_meanwhile_is_not_emptied(client):
    paper = PaperFactory(title="", status=EXTRACTING)
    form = form_of(paper, venue="NeurIPS")
    Paper.objects.filter(pk=paper.pk).update(title="Found in the PDF")

    client.post(paper.get_admin_url(), form)

    paper.refresh_from_db()
    assert (paper.title, paper.venue) == ("Found in the PDF", "NeurIPS")


def test_a_paper_is_deleted_with_its_figures_and_files(
    client, django_capture_on_commit_callbacks
):
    paper = PaperVersionFactory().paper
    cut(FigureFactory(paper=paper))
    address = reverse("admin:figures_paper_delete", args=[paper.pk])

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"post": "yes"})

    assert not Paper.objects.exists()
    assert stored_files() == []


def test_papers_are_deleted_together(client, django_capture_on_commit_callbacks):
    papers = PaperFactory.create_batch(2)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            LIST,
            {
                "action": "delete_selected",
                "_selected_action": [paper.pk for paper in papers],
                "post": "yes",
            },
        )

    assert not Paper.objects.exists()
