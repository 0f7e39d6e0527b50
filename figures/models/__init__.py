"""Papers, their PDFs, the figures out of them, and the figures' stored copies."""

from figures.models.figure import Figure, FigureQuerySet
from figures.models.paper import Paper, PaperQuerySet, PaperVersion
from figures.models.rendition import Rendition
from figures.models.worker import WorkerBeat

__all__ = [
    "Figure",
    "FigureQuerySet",
    "Paper",
    "PaperQuerySet",
    "PaperVersion",
    "Rendition",
    "WorkerBeat",
]
