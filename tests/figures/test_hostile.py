"""Files made to break programs end in a sentence, inside the limits.

The real child process reads them; nothing here is replaced.
"""

import pymupdf
import pytest
from django.core.files.base import ContentFile

from figures.ingest import ingest_paper
from figures.models import Figure, Paper
from figures.sample import draw_sample_paper
from figures.uploads import add_paper
from tests.conftest import stored_files

pytestmark = pytest.mark.django_db


def document(pages=1, text="Figure 1: A figure that is not there."):
    pdf = pymupdf.open()
    for _ in range(pages):
        pdf.new_page(width=300, height=300).insert_text((30, 200), text)
    return pdf


def endless_page():
    """Forms in forms in forms: a few kilobytes that take for ever to draw."""
    pdf = document()
    form = add_form(pdf, "", b"0 0 9 9 re f ")
    for _ in range(12):
        form = add_form(pdf, f"/XObject << /X {form} 0 R >>", b"/X Do " * 10)
    return draw_on_page(pdf, form)


def huge_picture():
    """A picture of 60,000 by 60,000 pixels in a few kilobytes."""
    pdf = document()
    picture = pdf.get_new_xref()
    pdf.update_object(
        picture,
        "<< /Type /XObject /Subtype /Image /Width 60000 /Height 60000"
        " /ColorSpace /DeviceRGB /BitsPerComponent 8 >>",
    )
    pdf.update_stream(picture, bytes(60000))
    return draw_on_page(pdf, picture)


def add_form(pdf, resources, drawing):
    form = pdf.get_new_xref()
    pdf.update_object(
        form,
        "<< /Type /XObject /Subtype /Form /BBox [0 0 300 300]"
        f" /Resources << {resources} >> >>",
    )
    pdf.update_stream(form, drawing)
    return form


def draw_on_page(pdf, what):
    """Draw a form or a picture above the caption of the only page."""
    page = pdf[0]
    resources = int(pdf.xref_get_key(page.xref, "Resources")[1].split()[0])
    pdf.xref_set_key(resources, "XObject", f"<< /X {what} 0 R >>")
    drawing = page.read_contents() + b"\nq 200 0 0 80 30 120 cm /X Do Q"
    pdf.update_stream(page.get_contents()[0], drawing)
    return pdf.tobytes()


def locked():
    return document().tobytes(
        encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="secret"
    )


def import_pdf(content):
    paper, _ = add_paper(ContentFile(content), "hostile.pdf")
    ingest_paper(paper)
    paper.refresh_from_db()
    return paper


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (locked(), "locked with a password"),
        (b"%PDF-1.7", "cannot be read|not a PDF|no pages"),
        (b"%PDF-1.7\n" + b"<html>" * 1000, "cannot be read|not a PDF|no pages"),
        (document(pages=3).tobytes(), "has 3 pages; at most 2"),
    ],
    ids=["locked", "header only", "not a PDF inside", "too many pages"],
)
def test_what_cannot_be_imported_is_a_sentence_on_the_paper(
    settings, content, sentence
):
    settings.PAPER_MAX_PAGES = 2

    paper = import_pdf(content)

    assert paper.status == Paper.Status.FAILED
    assert any(part in paper.failure for part in sentence.split("|"))
    assert stored_files() == []


def test_a_page_that_never_ends_is_stopped(settings):
    settings.PAPER_MAX_CPU_SECONDS = 2

    paper = import_pdf(endless_page())

    assert paper.status == Paper.Status.FAILED
    assert "took too long" in paper.failure


def test_a_picture_that_fills_the_memory_breaks_nothing(settings):
    settings.PAPER_MAX_MEMORY = 400 * 1024**2

    paper = import_pdf(huge_picture())

    assert paper.status in {Paper.Status.FAILED, Paper.Status.EXTRACTED}
    assert paper.failure or not Figure.objects.exists() or stored_files()


def test_a_paper_without_captions_is_imported_and_says_so():
    paper = import_pdf(document(text="Words, and no figure.").tobytes())

    assert paper.status == Paper.Status.EXTRACTED
    assert "no figure was cut" in " ".join(paper.warnings)


def test_half_a_paper_gives_what_is_left_of_it_and_says_so():
    whole = draw_sample_paper()

    paper = import_pdf(whole[: len(whole) // 2])

    assert paper.warnings or paper.failure
    figures = Figure.objects.all()
    assert sum(f.renditions.count() for f in figures) == len(stored_files())
