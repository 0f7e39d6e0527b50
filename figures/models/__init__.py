"""Papers, their PDFs, the figures out of them, and the figures' stored copies."""

from figures.models.edit import FigureEdit, FigureEditQuerySet
from figures.models.figure import Figure
from figures.models.figure_queries import FigureQuerySet
from figures.models.own_image import OwnImage
from figures.models.page import PageImage
from figures.models.paper import Paper, PaperQuerySet, PaperVersion
from figures.models.rendition import Rendition
from figures.models.version import ProposedFigure, VersionComparison
from figures.models.worker import WorkerBeat

__all__ = [
    "Figure",
    "FigureEdit",
    "FigureEditQuerySet",
    "FigureQuerySet",
    "OwnImage",
    "PageImage",
    "Paper",
    "PaperQuerySet",
    "PaperVersion",
    "ProposedFigure",
    "Rendition",
    "VersionComparison",
    "WorkerBeat",
]
