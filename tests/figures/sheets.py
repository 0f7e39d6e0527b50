"""A paper's contact sheet, and figures to put on it."""

from django.urls import reverse

from tests.factories import FigureFactory

NEW, CONFIRMED, DISCARDED = "new", "confirmed", "discarded"


def address(paper, query=""):
    return reverse("admin:figures_paper_sheet", args=[paper.pk]) + query


def add(paper, number, **options):
    values = {"state": NEW, "confidence": 0.95, "position": int(number)}
    return FigureFactory(paper=paper, number=number, **values | options)
