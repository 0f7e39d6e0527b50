"""The editors' side of papers and figures: upload, progress, review."""

from figures.admin.figures import FigureAdmin
from figures.admin.papers import PaperAdmin

__all__ = ["FigureAdmin", "PaperAdmin"]
