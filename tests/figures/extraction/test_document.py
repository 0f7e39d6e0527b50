import pymupdf
import pytest

from figures.extraction.document import Document
from figures.extraction.errors import (
    EncryptedPDFError,
    TooManyPagesError,
    UnreadablePDFError,
)
from figures.extraction.geometry import Box
from figures.extraction.pipeline import cut_figures, extract_figures
from figures.extraction.records import Cut
from tests.pdfs import Paper, one_figure_paper


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"<html>%PDF-</html>",
        b" " * 2000 + b"%PDF-1.7",
    ],
)
def test_what_is_not_a_pdf_is_refused_with_a_sentence(content):
    with pytest.raises(UnreadablePDFError, match="Export"):
        Document(content, max_pages=10)


def test_a_locked_pdf_is_refused():
    paper = Paper()
    paper.page()
    content = paper.content(
        encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="reader", owner_pw="owner"
    )

    with pytest.raises(EncryptedPDFError, match="password"):
        Document(content, max_pages=10)


def test_a_pdf_that_only_its_owner_may_change_is_read():
    paper = Paper()
    paper.page().paragraph(72)
    content = paper.content(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner")

    assert extract_figures(content).page_count == 1


def test_too_many_pages_are_refused_with_their_number():
    paper = Paper()
    for _ in range(3):
        paper.page()

    with pytest.raises(TooManyPagesError, match="3 pages; at most 2"):
        extract_figures(paper.content(), max_pages=2)


def test_a_damaged_pdf_is_read_with_a_warning():
    content = one_figure_paper()

    extracted = extract_figures(content[: content.rfind(b"xref")])

    assert len(extracted.figures) == 1
    assert "damaged" in extracted.warnings[0]


def test_a_page_that_cannot_be_read_is_skipped_with_a_warning():
    with Document(one_figure_paper(), max_pages=10) as document:
        assert document.read_page(7) is None
        assert document.rasterise(7, Box(0, 0, 10, 10), 1.0) is None
        assert document.embedded_images(7) == ()
        assert document.page_box(7) is None
        assert "Page 7" in document.warnings[0]


def test_a_page_that_cannot_be_drawn_refuses_to_be_cut(monkeypatch):
    monkeypatch.setattr(Document, "rasterise", lambda *_arguments: None)

    with pytest.raises(UnreadablePDFError, match="Page 1 cannot be drawn"):
        list(cut_figures(one_figure_paper(), [Cut(1, Box(0, 0, 10, 10), 0, trim=True)]))


def test_a_pdf_without_pages_is_refused():
    content = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )

    with pytest.raises(UnreadablePDFError):
        Document(content, max_pages=10)


def test_the_caption_of_a_plot_with_thousands_of_markers_is_read():
    paper = Paper()
    page = paper.page()
    page.paragraph(72, lines=4)
    for row in range(60):
        page.text(80, 160 + row * 4, " ".join("+" * 140), size=4)
    page.plot((72, 150, 540, 410))
    page.text(72, 430, "Figure 1:", size=9, font="tibo")
    page.text(115, 430, "All the runs that we have measured.", size=9)
    page.paragraph(450, lines=15)

    with Document(paper.content(), max_pages=10) as document:
        lines = document.read_page(1).lines

    (caption,) = [line for line in lines if line.text.startswith("Figure 1")]
    assert caption.text == "Figure 1: All the runs that we have measured."
    assert [caption.words[0].style.bold, caption.words[-1].style.bold] == [True, False]
    assert [caption.words[0].style.size, caption.style.font] == [9.0, "Times-Roman"]
    assert not [line for line in lines if line.text.startswith("+")]
