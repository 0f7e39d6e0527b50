"""Background work, and the one place that queues it."""

from __future__ import annotations

from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from figures.comparing import compare
from figures.drawing import draw_pages
from figures.ingest import ingest_paper
from figures.models import Figure, OwnImage, Paper, PaperVersion, VersionComparison
from figures.preparing import prepare
from figures.recutting import cut_again
from figures.splitting import split_figure

# Somebody looks at the figure and waits; nobody waits for a page they have not opened.
SOON, LATER = 10, -10


@task
def extract_paper(paper_id: int) -> None:
    paper = Paper.objects.get(pk=paper_id)
    ingest_paper(paper)
    queue_drawing(paper.current_version)
    queue_turned_crops(paper)


@task(priority=SOON)
def cut_figure(figure_id: int) -> None:
    cut_again(Figure.objects.get(pk=figure_id))


@task(priority=SOON)
def split_into_panels(figure_id: int, count: int | None, editor_id: int) -> None:
    split_figure(Figure.objects.get(pk=figure_id), count, editor_id)


@task(priority=SOON)
def prepare_image(figure_id: int) -> None:
    # None where its figure was removed.
    for own in OwnImage.objects.filter(pk=figure_id):
        prepare(own)


@task(priority=LATER)
def draw_paper(version_id: int) -> None:
    draw_pages(PaperVersion.objects.select_related("paper").get(pk=version_id))


@task
def compare_version(version_id: int) -> None:
    # None where the version was declined; another try where a worker was lost.
    undecided = VersionComparison.objects.undecided().select_related("version__paper")
    for comparison in undecided.filter(pk=version_id):
        if comparison.is_in_progress:
            compare(comparison)
        if comparison.status == comparison.Status.COMPARED:
            queue_drawing(comparison.version)


def queue_extraction(paper: Paper) -> None:
    """Extract ``paper`` in the background; call it in the transaction that saves the row."""
    paper.mark_pending()
    extract_paper.enqueue(paper_id=paper.pk)


def queue_cutting(figure: Figure) -> None:
    """Cut ``figure`` again; call it in the transaction that moves its box."""
    if figure.cut_failure:
        figure.cut_failure = ""
        figure.save(update_fields=["cut_failure"])
    cut_figure.enqueue(figure_id=figure.pk)


def queue_preparing(own: OwnImage) -> None:
    """Make the copies of ``own``; call it in the transaction that saves the row."""
    OwnImage.objects.filter(pk=own.pk).update(failure="")
    if not is_preparing_queued(own):
        prepare_image.enqueue(figure_id=own.pk)


def queue_turned_crops(paper: Paper) -> None:
    """Cut again what an editor drew on figures that an import has found otherwise."""
    for figure in Figure.objects.filter(paper=paper, edited_box__isnull=False):
        if figure.is_being_cut:
            queue_cutting(figure)


def queue_comparison(comparison: VersionComparison) -> None:
    """Compare in the background; call it in the transaction that saves the row."""
    comparison.mark_pending()
    compare_version.enqueue(version_id=comparison.pk)


def queue_splitting(figure: Figure, count: int | None, editor_id: int) -> None:
    """Split ``figure`` into ``count`` panels, or as many as can be told apart."""
    Figure.objects.filter(pk=figure.pk).update(split_failure="")
    split_into_panels.enqueue(figure_id=figure.pk, count=count, editor_id=editor_id)


def queue_drawing(version: PaperVersion) -> None:
    """Draw the pages of ``version`` that have no image yet."""
    if version.drawing_failure:
        version.drawing_failure = ""
        version.save(update_fields=["drawing_failure"])
    draw_paper.enqueue(version_id=version.pk)


def is_queued(paper: Paper) -> bool:
    """Whether a task for ``paper`` waits or runs, so that another would be one too many."""
    return _waits_or_runs(extract_paper.module_path, paper_id=paper.pk)


def is_comparison_queued(comparison: VersionComparison) -> bool:
    return _waits_or_runs(compare_version.module_path, version_id=comparison.pk)


def is_cutting_queued(figure: Figure) -> bool:
    return _waits_or_runs(cut_figure.module_path, figure_id=figure.pk)


def is_preparing_queued(own: OwnImage) -> bool:
    return _waits_or_runs(prepare_image.module_path, figure_id=own.pk)


def is_splitting_queued(figure: Figure) -> bool:
    return _waits_or_runs(split_into_panels.module_path, figure_id=figure.pk)


def is_drawing_queued(version: PaperVersion) -> bool:
    return _waits_or_runs(draw_paper.module_path, version_id=version.pk)


def _waits_or_runs(task_path: str, **arguments: int) -> bool:
    return DBTaskResult.objects.filter(
        task_path=task_path,
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
        **{f"args_kwargs__kwargs__{name}": pk for name, pk in arguments.items()},
    ).exists()
