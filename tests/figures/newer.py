"""Papers with a new version, as far as a test needs them, without a PDF or a process."""

from dataclasses import replace
from hashlib import blake2b

from django.core.files.base import ContentFile

from figures.comparing import Reading, note_figure, propose
from figures.models import Figure, Rendition
from figures.store import Place, store_figure
from figures.uploads import add_paper
from figures.versions import add_version
from tests.conftest import stored_files
from tests.figures import cuts

LOSS = "Loss by step for three models of growing size, averaged over five seeds."
RATES = "Learning rates against batch size; the shaded band is one deviation."
PARTS = "What each part of the recipe adds to the score on held-out tasks."


def cut(number, text, panels=(), picture="", page_number=2, **changes):
    """A figure that looks like others of the same ``picture`` only."""
    looks = blake2b((picture or text).encode(), digest_size=8).hexdigest()
    inside = changes.pop("text_inside", "step loss")
    changes = {"alt_text": text, "page_number": page_number} | changes
    found = cuts.cut(number, panels, text=text, **changes)
    figure = replace(found.figure, text=inside)
    return replace(found, figure=figure, looks=looks)


def paper_with(*found):
    paper, _ = add_paper(ContentFile(b"%PDF-1.7 old"), "loss.pdf")
    for position, figure in enumerate(found, start=1):
        store_figure(Place(paper.current_version, position), figure, ())
    paper.page_count = paper.pages_done = 3
    paper.save()
    paper.mark_extracted()
    return paper


def upload(paper, content=b"%PDF-1.7 new"):
    return add_version(paper, ContentFile(content), "loss-v2.pdf")


def compared(paper, *found):
    """A new version in which ``found`` was found, compared and not decided on."""
    version = upload(paper)
    reading = Reading(version.comparison)
    reading.found = [note_figure(figure) for figure in found]
    version.comparison.report(4, 4)
    propose(version.comparison, reading)
    return version


def figure_of(paper, key):
    return Figure.objects.get(key=f"{paper.slug}/{key}")


def proposal_of(version, key):
    """What is proposed for the figure of that key; for none, what is new."""
    proposals = version.comparison.proposals.with_figures()
    if not key:
        return proposals.get(figure=None)
    return proposals.get(figure__key=f"{version.paper.slug}/{key}")


def all_of(version):
    return {proposal.pk for proposal in version.comparison.proposals.all()}


def everything():
    """All columns of all figures and renditions, and the names of their files."""
    return (
        list(Figure.objects.order_by("pk").values()),
        list(Rendition.objects.order_by("pk").values()),
        stored_files(),
    )
