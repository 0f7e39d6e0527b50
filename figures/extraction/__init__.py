"""Figures out of a paper: bytes in, frozen records out.

Plain Python: no Django, no settings, no database, no network, no global state.
The stages, in order: document (read the pages), furniture (what is not content),
captions, regions (crop boxes), panels, naming; then cutting and encoding.
"""

from figures.extraction.errors import ExtractionError
from figures.extraction.pipeline import cut_figures, extract_figures
from figures.extraction.records import ExtractedFigure, ExtractedPaper, Panel

__all__ = [
    "ExtractedFigure",
    "ExtractedPaper",
    "ExtractionError",
    "Panel",
    "cut_figures",
    "extract_figures",
]
