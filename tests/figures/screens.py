"""What the tests of the review screens share: a figure on its page, and its form."""

from figures.models import Figure
from tests.factories import (
    FigureFactory,
    PageImageFactory,
    PaperFactory,
    PaperVersionFactory,
)

BOX = [100.0, 120.0, 300.0, 220.0]
CAPTION_BOX = [100.0, 230.0, 300.0, 250.0]
ELSEWHERE = [320.0, 120.0, 520.0, 220.0]


def passage(text, box=CAPTION_BOX, kind=None, number=""):
    """A paragraph of a page, as the worker stores it."""
    left, top, right, bottom = box
    return {
        "text": text,
        "box": {"left": left, "top": top, "right": right, "bottom": bottom},
        "kind": kind,
        "number": number,
        "label": f"{(kind or '').title()} {number}".strip(),
        "caption": text.partition(": ")[2] if kind else "",
    }


def draw_page(version, number=3, **options):
    return PageImageFactory(version=version, number=number, **options)


def version_of_eight_pages(**paper):
    return PaperVersionFactory(paper=PaperFactory(page_count=8, **paper))


def place(version=None, **options):
    """A figure on page 3 that nobody has looked at, its copies cut as they should be."""
    version = version or version_of_eight_pages()
    values = {
        "detected_box": BOX,
        "detected_caption_box": CAPTION_BOX,
        "state": Figure.State.NEW,
    }
    figure = FigureFactory(paper=version.paper, version=version, **values | options)
    Figure.objects.filter(pk=figure.pk).update(cut_from=figure.recipe)
    return Figure.objects.get(pk=figure.pk)


def series(count):
    """Figures of one page, numbered from 1."""
    version = version_of_eight_pages()
    return [
        place(version, number=str(number), position=number)
        for number in range(1, count + 1)
    ]


def states(*figures):
    for figure in figures:
        figure.refresh_from_db()
    return [figure.state for figure in figures]


def fields_of(response):
    """What a browser sends of the form as it is shown."""
    shown = {field.html_name: field.value() for field in response.context["form"]}
    sent = {name: value for name, value in shown.items() if value not in (None, False)}
    return {name: "on" if value is True else value for name, value in sent.items()}


def open_form(client, figure):
    return fields_of(client.get(figure.get_admin_url()))


def press(client, figure, deed="save", **typed):
    """Open the screen of ``figure``, type, press a button, and follow where it leads."""
    sent = open_form(client, figure) | typed | {"deed": deed}
    response = client.post(figure.get_admin_url(), sent, follow=True)
    if Figure.objects.filter(pk=figure.pk).exists():
        figure.refresh_from_db()
    return response


def said(response):
    return [str(message) for message in response.context["messages"]]
