"""The sample paper: a small study, computed and drawn here, for the demo and the tests.

``meadow`` simulates, ``experiment`` runs the study, ``paper.md`` and ``words`` say what it
found, ``panels``, ``diagram``, ``photo`` and ``tables`` show it, ``typesetting`` and ``flow``
set the text, and ``paper`` puts everything on pages.
"""

from figures.sample.paper import draw_sample_paper
from figures.sample.words import SLUG as SAMPLE_SLUG
from figures.sample.words import TITLE as SAMPLE_TITLE

__all__ = ["SAMPLE_SLUG", "SAMPLE_TITLE", "draw_sample_paper"]
