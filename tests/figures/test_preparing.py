"""Uploaded pictures become copies that hold nothing but pixels, and every way to fail."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image

from figures.edits import EditRefusedError
from figures.embeds import load_figures, show_figure
from figures.models import Figure, OwnImage
from figures.own_images import try_again
from figures.preparing import prepare
from figures.tasks import prepare_image
from tests.conftest import stored_files
from tests.factories import UserFactory
from tests.figures.extraction.images import (
    encoded,
    gif_that_is_a_page,
    photo,
    png_that_claims,
    secret_exif,
)
from tests.figures.own_uploads import add, add_and_prepare, originals

pytestmark = pytest.mark.django_db

SECRETS = (b"SECRET", b"Exif", b"script")


@pytest.fixture
def ada():
    return UserFactory(username="ada", editor=True)


def test_its_copies_are_made_and_the_upload_goes(ada):
    figure, _ = add(ada)
    assert len(originals()) == 1

    prepare(figure.own_image)

    kept = OwnImage.objects.get()
    assert kept.is_ready
    assert (kept.original.name, kept.failure) == ("", "")
    assert originals() == []
    formats = [(copy.role, copy.format) for copy in figure.renditions.all()]
    assert formats == [
        ("card", "png"),
        ("copy", "avif"),
        ("copy", "png"),
        ("copy", "webp"),
        ("master", "png"),
    ]
    assert show_figure(Figure.objects.get()).picture.width == 80


def test_where_it_was_taken_is_in_none_of_the_copies(ada):
    lying = photo().transpose(Image.Transpose.ROTATE_90)
    content = encoded(lying, "JPEG", quality=95, exif=secret_exif(6))
    assert b"SECRET-PLACE" in content

    figure = add_and_prepare(ada, content, name="boat.jpg")

    for copy in figure.renditions.all():
        size = (1200, 630) if copy.role == "card" else (80, 60)
        assert (copy.width, copy.height) == size
        stored = copy.file.read()
        assert not any(secret in stored for secret in SECRETS)


def test_what_a_file_pretends_to_be_beside_a_picture_is_gone(ada):
    figure = add_and_prepare(ada, gif_that_is_a_page(), name="page.html")

    names = stored_files()
    assert len(names) == 5
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


def test_done_twice_it_is_there_once(ada):
    figure = add_and_prepare(ada)
    names = stored_files()

    prepare(OwnImage.objects.get())

    assert figure.renditions.count() == 5
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
    settings.PAPER_MAX_SECONDS = 0
    figure = add_and_prepare(ada)

    own = figure.own_image
    assert "too much time or memory" in own.failure
    assert own.can_be_tried_again
    try_again(own)
    own.refresh_from_db()
    assert own.failure == ""
    settings.PAPER_MAX_SECONDS = 60
    prepare(own)
    assert figure.renditions.filter(role="master").count() == 1


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
