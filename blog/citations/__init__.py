"""Citations in Markdown: ``[@key, p. 4]``, and the list of references they lead to.

A text brings its references along, as BibTeX in a fence of its own; papers that are
known here may be cited by DOI or arXiv id alone. Nothing is ever asked of the network.
"""

import inspect
import sys

from blog.citations.bibtex import Bibtex, BibtexEntry, Problem, read_bibtex
from blog.citations.merging import Merged, add_entries
from blog.citations.papers import CitedPaper, find_papers
from blog.citations.syntax import CitationExtension

__all__ = [
    "Bibtex",
    "BibtexEntry",
    "CitationExtension",
    "CitedPaper",
    "Merged",
    "Problem",
    "add_entries",
    "citations_version",
    "find_papers",
    "read_bibtex",
]

MODULES = (
    *("bibtex", "fences", "identifiers", "latex"),
    *("papers", "references", "syntax", "works"),
)


def citations_version() -> str:
    """Changes with all code that turns citations and BibTeX into HTML."""
    return "\0".join(
        inspect.getsource(sys.modules[f"{__name__}.{name}"]) for name in MODULES
    )
