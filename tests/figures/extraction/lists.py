"""Makes figures as lists say them, for tests that compare."""

from figures.extraction.geometry import Box
from figures.extraction.listing import ListedFigure
from figures.extraction.records import FigureKind

BOX = Box(100.0, 100.0, 300.0, 200.0)


def listed_figure(**changes):
    values = {
        "page_number": 1,
        "kind": FigureKind.FIGURE,
        "number": "1",
        "box": BOX,
        "caption": "",
        "caption_box": None,
        "letters": (),
        "confidence": None,
        "is_ignored": False,
    }
    return ListedFigure(**values | changes)
