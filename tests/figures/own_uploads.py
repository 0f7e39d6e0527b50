"""Draws uploads of pictures, and looks at what is left of them."""

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from figures.models import Figure, OwnImage
from figures.own_images import add_own_image
from figures.preparing import prepare
from tests.conftest import stored_files
from tests.figures.extraction.images import encoded, photo

ADD = "/admin/figures/figure/add-image/"
WORDS = "A harbour at dusk, with three boats and a lighthouse behind them."


def upload(content=None, name="Harbour at dusk.png"):
    return SimpleUploadedFile(name, encoded(photo()) if content is None else content)


def add(by, content=None, name="Harbour at dusk.png", **words):
    return add_own_image(upload(content, name), name, by, **words)


def add_and_prepare(by, content=None, **options):
    figure, _is_new = add(by, content, **options)
    prepare(figure.own_image)
    return Figure.objects.get(pk=figure.pk)


def originals():
    """What is kept of uploads, in private."""
    return stored_files(storages["papers"])


def send(client, content=None, name="Harbour.png", **fields):
    """As the editor's page sends it."""
    return client.post(ADD, {"image": upload(content, name), **fields})


def prepare_all():
    for own in OwnImage.objects.all():
        prepare(own)
