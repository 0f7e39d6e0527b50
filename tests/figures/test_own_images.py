"""What becomes of an uploaded picture: a figure that is from no paper, or a sentence."""

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError
from django.tasks import default_task_backend

from figures import own_images, preparing
from figures.models import Figure, FigureEdit, OwnImage
from figures.own_images import (
    DiscardedError,
    OwnImageError,
    TooLargeError,
    WrongTypeError,
    read_name,
)
from figures.preparing import prepare
from figures.tasks import prepare_image
from tests.factories import FigureFactory, UserFactory
from tests.figures.extraction.images import encoded, photo
from tests.figures.own_uploads import add, add_and_prepare, originals

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(username="ada", editor=True)


def queued():
    return [
        result.kwargs["figure_id"]
        for result in default_task_backend.results
        if result.task.module_path == prepare_image.module_path
    ]


@pytest.fixture(autouse=True)
def _empty_queue():
    default_task_backend.clear()


def test_an_upload_becomes_a_figure_that_is_from_no_paper(ada):
    figure, is_new = add(ada, caption="Boats.")

    assert is_new
    assert figure.key == "images/harbour-at-dusk"
    assert (figure.paper, figure.kind, figure.number) == (None, "figure", "")
    assert figure.state == Figure.State.CONFIRMED
    assert figure.alt_state == Figure.AltState.DRAFT
    assert figure.alt_text == ""
    assert figure.caption == "Boats."
    assert str(figure) == "Picture: Harbour at dusk"
    assert figure.recipe is None
    assert not figure.is_being_cut
    assert figure.own_image.uploaded_by == ada
    assert queued() == [figure.pk]


def test_the_same_file_is_the_same_figure(ada):
    first = add_and_prepare(ada)

    again, is_new = add(UserFactory(), name="another.png")

    assert (again, is_new) == (first, False)
    assert OwnImage.objects.count() == 1
    assert originals() == []
    assert queued() == [first.pk]


def test_a_discarded_picture_comes_back_with_its_file(ada):
    figure = add_and_prepare(ada)
    Figure.objects.update(state=Figure.State.DISCARDED)

    again, is_new = add(ada, may_change=True)

    assert (again.pk, is_new) == (figure.pk, False)
    assert Figure.objects.get().state == Figure.State.CONFIRMED
    assert FigureEdit.objects.get().after == {"state": "confirmed"}


def test_a_discarded_picture_stays_away_for_who_may_not_change_figures(ada):
    figure, _ = add(ada)
    preparing.report_failure(figure.own_image, "It broke.")
    Figure.objects.update(state=Figure.State.DISCARDED)

    with pytest.raises(DiscardedError, match="was discarded"):
        add(ada)

    assert Figure.objects.get().state == Figure.State.DISCARDED
    assert OwnImage.objects.get().failure == "It broke."
    assert not FigureEdit.objects.exists()


def test_a_failed_picture_is_tried_again_with_its_file(ada):
    figure, _ = add(ada)
    own = figure.own_image
    preparing.report_failure(own, "It broke.")
    own.refresh_from_db()
    preparing.forget_original(own)

    add(ada)

    own.refresh_from_db()
    assert own.failure == ""
    assert own.original.name in originals()
    prepare(own)
    assert Figure.objects.get().renditions.count() == 5


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "empty.png", "is empty"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "drawing.png",
            "may hold scripts",
        ),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><svg>", "a.svg", "scripts"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "IMG_1.jpg", "Save it as a JPEG"),
        (b"%PDF-1.7", "paper.png", "is a PDF"),
        (b"<html><script>alert(1)</script>", "evil.gif", "is no picture"),
        (b"MZ\x90", "evil.png", "is no picture"),
    ],
)
def test_what_is_certainly_no_picture_is_refused_at_once(ada, content, name, sentence):
    with pytest.raises(OwnImageError, match=sentence):
        add(ada, content, name=name)

    assert originals() == []
    assert not Figure.objects.exists()


def test_a_pdf_is_told_apart(ada):
    with pytest.raises(WrongTypeError) as refused:
        add(ada, b"%PDF-1.7", name="paper.pdf")

    assert refused.value.type_ == "pdf"


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP", "AVIF", "GIF", "TIFF"])
def test_pictures_are_known_by_their_bytes_and_not_their_names(ada, format_):
    figure, _ = add(ada, encoded(photo(), format_), name="notes.txt")

    assert figure.key == "images/notes"


def test_a_picture_may_not_be_larger_than_allowed(ada, settings):
    settings.OWN_IMAGE_MAX_BYTES = 100

    with pytest.raises(TooLargeError, match="at most"):
        add(ada)


def test_a_second_file_of_that_name_gets_a_number(ada):
    FigureFactory(own=True, key="images/image")
    keys = [
        add(ada, encoded(photo((width, 60))), name="image.png")[0].key
        for width in (50, 51)
    ]

    assert keys == ["images/image-2", "images/image-3"]


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("Harbour_at-dusk (1).final.JPG", "Harbour at dusk 1 final"),
        ("../../etc/Quay.png", "Quay"),
        ("image.png", ""),
        ("IMG_2034.jpg", ""),
        ("DSC00012.JPG", ""),
        ("Screenshot 2026-05-01 at 12.30.11 PM.png", ""),
        ("Bildschirmfoto 2026-05-01 um 12.30.11.png", ""),
        ("WhatsApp Image 2026-05-01 at 10.12.13.jpeg", ""),
        ("0b5c2a1e-9f7d-4c3b-8a6e-1d2f3a4b5c6d.webp", ""),
        ("2026-05-01.png", ""),
        ("图表.png", ""),
        ("<script>.png", "script"),
        (".png", "png"),
    ],
)
def test_a_name_is_made_of_what_says_something(file_name, name):
    assert read_name(file_name) == name


def test_a_full_disk_adds_nothing(ada, monkeypatch):
    def fill(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storages["papers"], "save", fill)

    with pytest.raises(OwnImageError, match="No space left on device"):
        add(ada)

    assert not Figure.objects.exists()


def test_whoever_was_slower_gets_the_others_figure(ada, monkeypatch):
    first, _ = add(ada)
    answers = iter([None, first.own_image])
    monkeypatch.setattr(own_images, "find_known", lambda _sha256: next(answers))

    figure, is_new = add(ada)

    assert (figure.pk, is_new) == (first.pk, False)
    assert len(originals()) == 1


def test_rows_that_cannot_be_written_leave_no_file(ada, monkeypatch):
    def refuse(*_arguments):
        raise IntegrityError

    monkeypatch.setattr(own_images, "add_rows", refuse)

    with pytest.raises(IntegrityError):
        add(ada)

    assert originals() == []
