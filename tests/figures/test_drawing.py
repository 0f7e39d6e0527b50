"""Pages of a PDF are drawn for editors, those with figures first, each of them once."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image

from figures import sandbox
from figures.drawing import draw_pages, missing_pages
from figures.models import (
    PageImage,
    Paper,
    PaperVersion,
    ProposedFigure,
    VersionComparison,
)
from figures.removal import remove_papers
from figures.uploads import add_paper
from tests import pdfs
from tests.conftest import stored_files
from tests.factories import FigureFactory, PageImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    """Four pages of growing height, the third with a figure."""
    drawn = pdfs.Paper()
    for number in range(1, 5):
        page = drawn.page((612, 790 + number))
        page.paragraph(72, lines=8)
        if number == 3:
            page.plot((150, 200, 450, 350))
            page.caption(372, "Figure 1: Reward against compute.")
    paper, _ = add_paper(ContentFile(drawn.content()), "loss.pdf", queue=False)
    Paper.objects.filter(pk=paper.pk).update(page_count=4)
    return PaperVersion.objects.get(paper=paper)


def drawn_numbers(version):
    return sorted(version.page_images.values_list("number", flat=True))


def private_files():
    return stored_files(storages["papers"])


@pytest.fixture
def asked_for(monkeypatch):
    """The pages that child processes were asked to draw, in their order."""
    asked = []
    draw = sandbox.draw_in_child

    def listen(pdf, numbers):
        asked.extend(numbers)
        return draw(pdf, numbers)

    monkeypatch.setattr(sandbox, "draw_in_child", listen)
    return asked


def test_each_page_has_an_image_its_size_and_its_text(version):
    draw_pages(version)

    assert drawn_numbers(version) == [1, 2, 3, 4]
    page = version.page_images.get(number=3)
    assert (page.width, page.height) == (612, 793)
    (caption,) = [passage for passage in page.passages if passage["kind"]]
    assert (caption["kind"], caption["number"]) == ("figure", "1")
    assert caption["caption"] == "Reward against compute."
    assert caption["box"]["top"] == pytest.approx(365, abs=5)
    with page.image.open() as file, Image.open(file) as image:
        assert image.size == (1224, 1586)
    version.refresh_from_db()
    assert version.drawing_failure == ""


def test_images_are_kept_beside_the_private_pdf_and_nowhere_else(version):
    draw_pages(version)

    folder = f"{version.sha256[:2]}/{version.sha256}"
    pages = [f"{folder}-pages/{number}.webp" for number in (1, 2, 3, 4)]
    assert private_files() == sorted([*pages, f"{folder}.pdf"])
    assert stored_files() == []
    assert version.page_images.get(number=1).size == len(
        version.page_images.get(number=1).image.read()
    )


def test_pages_with_figures_come_first_then_those_of_a_proposal(version, asked_for):
    FigureFactory(paper=version.paper, version=version, page_number=3)
    FigureFactory(paper=version.paper, version=version, page_number=3)
    FigureFactory(paper=version.paper, version=version, own=True)
    comparison = VersionComparison.objects.create(version=version)
    found = {"detected_page_number": 2}
    ProposedFigure.objects.create(comparison=comparison, position=1, found=found)
    gone = FigureFactory()
    ProposedFigure.objects.create(comparison=comparison, position=2, figure=gone)

    draw_pages(version)

    assert asked_for == [3, 2, 1, 4]


def test_only_missing_pages_are_drawn(version, asked_for):
    known = PageImageFactory(version=version, number=2)

    draw_pages(version)

    assert asked_for == [1, 3, 4]
    assert version.page_images.get(number=2) == known
    assert drawn_numbers(version) == [1, 2, 3, 4]


def test_where_none_is_missing_no_child_is_asked(version, asked_for):
    draw_pages(version)
    asked_for.clear()

    draw_pages(version)

    assert asked_for == []
    assert version.page_images.count() == 4


def test_a_version_with_pages_of_its_own_is_drawn_as_far_as_it_goes(version):
    PaperVersion.objects.filter(pk=version.pk).update(page_count=2)
    version.refresh_from_db()

    assert missing_pages(version) == [1, 2]


def test_pages_that_a_pdf_does_not_have_are_said_to_be_missing(version):
    FigureFactory(paper=version.paper, version=version, page_number=9)

    draw_pages(version)

    version.refresh_from_db()
    assert drawn_numbers(version) == [1, 2, 3, 4]
    assert version.drawing_failure == "These pages cannot be drawn: 9."


def test_a_child_that_dies_midway_leaves_its_pages_and_a_sentence(version, monkeypatch):
    draw = sandbox.draw_in_child

    def die_at_the_third(pdf, numbers):
        pages = draw(pdf, numbers)
        yield next(pages)
        yield next(pages)
        raise sandbox.ChildDiedError("Out of memory.")

    monkeypatch.setattr(sandbox, "draw_in_child", die_at_the_third)

    draw_pages(version)

    version.refresh_from_db()
    assert version.drawing_failure == "Out of memory."
    assert drawn_numbers(version) == [1, 2]
    assert len(private_files()) == 3


def test_a_second_try_draws_the_rest_and_takes_the_sentence_back(version, asked_for):
    PageImageFactory(version=version, number=1)
    version.drawing_failure = "Out of memory."
    version.save()

    draw_pages(version)

    version.refresh_from_db()
    assert version.drawing_failure == ""
    assert drawn_numbers(version) == [1, 2, 3, 4]


def test_a_file_that_is_no_pdf_is_a_sentence(version):
    version.pdf.storage.delete(version.pdf.name)
    version.pdf.storage.save(version.pdf.name, ContentFile(b"GIF89a"))

    draw_pages(version)

    version.refresh_from_db()
    assert "not a PDF" in version.drawing_failure


def test_a_pdf_that_is_gone_is_a_sentence(version):
    version.pdf.storage.delete(version.pdf.name)

    draw_pages(version)

    version.refresh_from_db()
    assert "PDF is not where it was stored" in version.drawing_failure


def test_a_full_disk_is_a_sentence(version, monkeypatch):
    def no_space(name, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storages["papers"], "save", no_space)

    draw_pages(version)

    version.refresh_from_db()
    assert "No space left on device" in version.drawing_failure
    assert drawn_numbers(version) == []


def test_a_worker_killed_between_file_and_row_leaves_nothing_twice(version):
    draw_pages(version)
    files = private_files()
    PageImage.objects.filter(number__in=[2, 3]).delete()

    draw_pages(version)

    assert private_files() == files
    assert drawn_numbers(version) == [1, 2, 3, 4]


def test_a_stump_of_an_image_is_not_taken_for_the_whole(version):
    draw_pages(version)
    page = version.page_images.get(number=2)
    name, storage = page.image.name, page.image.storage
    page.delete()
    storage.delete(name)
    storage.save(name, ContentFile(b"half"))

    draw_pages(version)

    page = version.page_images.get(number=2)
    assert page.image.name == name
    assert storage.size(name) == page.size > 4


def test_pages_of_a_paper_that_was_removed_meanwhile_leave_no_files(
    version, monkeypatch, django_capture_on_commit_callbacks
):
    draw = sandbox.draw_in_child

    def remove_after_the_second(pdf, numbers):
        for count, page in enumerate(draw(pdf, numbers)):
            if count == 2:
                with django_capture_on_commit_callbacks(execute=True):
                    remove_papers(Paper.objects.all())
            yield page

    monkeypatch.setattr(sandbox, "draw_in_child", remove_after_the_second)

    draw_pages(version)

    assert not PageImage.objects.exists()
    assert private_files() == []
