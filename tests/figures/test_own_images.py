"""Images of an editor's own: from the upload to the figure's copies, and every way to fail."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.tasks import default_task_backend
from PIL import Image

from figures import own_images, preparing
from figures.edits import EditRefusedError
from figures.embeds import load_figures, show_figure
from figures.models import Figure, FigureEdit, OwnImage
from figures.own_images import (
    OwnImageError,
    TooLargeError,
    WrongTypeError,
    add_own_image,
    read_name,
    try_again,
)
from figures.preparing import prepare
from figures.tasks import prepare_image
from tests.conftest import stored_files
from tests.factories import FigureFactory, UserFactory
from tests.figures.extraction.images import (
    encoded,
    gif_that_is_a_page,
    photo,
    png_that_claims,
    secret_exif,
)

pytestmark = pytest.mark.django_db

SECRETS = (b"SECRET", b"Exif", b"script")


@pytest.fixture
def ada():
    return UserFactory(username="ada", editor=True)


def upload(content=None, name="Harbour at dusk.png"):
    return SimpleUploadedFile(name, encoded(photo()) if content is None else content)


def add(by, content=None, name="Harbour at dusk.png", **words):
    return add_own_image(upload(content, name), name, by, **words)


def add_and_prepare(by, content=None, **options):
    figure, _is_new = add(by, content, **options)
    prepare(figure.own_image)
    return Figure.objects.get(pk=figure.pk)


def originals():
    return stored_files(storages["papers"])


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


def test_its_copies_are_made_and_the_upload_goes(ada):
    figure, _ = add(ada)
    assert len(originals()) == 1

    prepare(figure.own_image)

    kept = OwnImage.objects.get()
    assert kept.is_ready
    assert (kept.original.name, kept.failure) == ("", "")
    assert originals() == []
    formats = [(copy.is_master, copy.format) for copy in figure.renditions.all()]
    assert formats == [(True, "png"), (False, "avif"), (False, "png"), (False, "webp")]
    assert show_figure(Figure.objects.get()).picture.width == 80


def test_where_it_was_taken_is_in_none_of_the_copies(ada):
    lying = photo().transpose(Image.Transpose.ROTATE_90)
    content = encoded(lying, "JPEG", quality=95, exif=secret_exif(6))
    assert b"SECRET-PLACE" in content

    figure = add_and_prepare(ada, content, name="boat.jpg")

    for copy in figure.renditions.all():
        assert (copy.width, copy.height) == (80, 60)
        stored = copy.file.read()
        assert not any(secret in stored for secret in SECRETS)


def test_what_a_file_pretends_to_be_beside_a_picture_is_gone(ada):
    figure = add_and_prepare(ada, gif_that_is_a_page(), name="page.html")

    names = stored_files()
    assert len(names) == 4
    assert all(name.endswith((".png", ".avif", ".webp")) for name in names)
    for copy in figure.renditions.all():
        assert b"script" not in copy.file.read()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (png_that_claims(60_000, 60_000), "too many pixels"),
        (encoded(photo((400, 300)), "JPEG")[:1500], "cut off before its end"),
        (b"\x89PNG\r\n\x1a\n" + b"<svg onload='alert(1)'/>", "Save it anew|no picture"),
    ],
    ids=["bomb", "half", "header"],
)
def test_what_cannot_be_opened_says_so_where_it_stands(ada, content, sentence):
    figure = add_and_prepare(ada, content)

    shown = show_figure(load_figures([figure.key])[figure.key])
    assert shown.picture is None
    assert any(words in shown.wait for words in sentence.split("|"))
    assert originals() == []
    assert stored_files() == []
    with pytest.raises(EditRefusedError, match="Upload another"):
        try_again(figure.own_image)


def test_until_then_a_text_says_that_it_is_being_prepared(
    ada, django_assert_num_queries
):
    figure, _ = add(ada)

    with django_assert_num_queries(2):  # figures with their uploads, renditions
        shown = show_figure(load_figures([figure.key])[figure.key])

    assert shown.wait == "This picture is being prepared."


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

    again, is_new = add(ada)

    assert (again.pk, is_new) == (figure.pk, False)
    assert Figure.objects.get().state == Figure.State.CONFIRMED
    assert FigureEdit.objects.get().after == {"state": "confirmed"}


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
    assert Figure.objects.get().renditions.count() == 4


def test_done_twice_it_is_there_once(ada):
    figure = add_and_prepare(ada)
    names = stored_files()

    prepare(OwnImage.objects.get())

    assert figure.renditions.count() == 4
    assert stored_files() == names


def test_a_task_cut_short_before_the_upload_went_removes_it(ada):
    figure = add_and_prepare(ada)
    own = figure.own_image
    own.original.save("again", ContentFile(b"what was left behind"))

    prepare(OwnImage.objects.get())

    assert originals() == []
    assert OwnImage.objects.get().original.name == ""


def test_a_task_for_a_removed_figure_does_nothing(ada):
    figure, _ = add(ada)
    pk = figure.pk
    figure.delete()

    prepare_image.func(pk)

    assert stored_files() == []


def test_a_child_that_dies_leaves_the_upload_for_another_try(ada, settings):
    settings.PAPER_MAX_MEMORY = 1024
    figure = add_and_prepare(ada)

    own = figure.own_image
    assert "too much time or memory" in own.failure
    assert own.can_be_tried_again
    try_again(own)
    own.refresh_from_db()
    assert own.failure == ""
    settings.PAPER_MAX_MEMORY = 1024**3
    prepare(own)
    assert figure.renditions.count() == 4


def test_an_upload_that_is_gone_is_asked_for_again(ada):
    figure, _ = add(ada)
    storages["papers"].delete(originals()[0])

    prepare(figure.own_image)

    assert "once more" in OwnImage.objects.get().failure


def test_a_full_disk_leaves_a_sentence_and_no_copies(ada, monkeypatch):
    figure, _ = add(ada)

    def fill(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("figures.preparing.store_cut", fill)
    prepare(figure.own_image)

    own = OwnImage.objects.get()
    assert "No space left on device" in own.failure
    assert own.can_be_tried_again
    assert not figure.renditions.exists()


def test_a_bug_is_said_too_and_still_raised(ada, monkeypatch):
    figure, _ = add(ada)

    def break_down(*_arguments):
        raise RuntimeError

    monkeypatch.setattr("figures.preparing.store_cut", break_down)
    with pytest.raises(RuntimeError):
        prepare(figure.own_image)

    assert "broke off unexpectedly" in OwnImage.objects.get().failure


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
