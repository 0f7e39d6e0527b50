"""How to cite a post or a paper: one record, written as BibTeX, RIS and CSL-JSON."""

from blog.citing.forms import FORMS, Form
from blog.citing.records import Citable, citable_paper, citable_post
from blog.citing.showing import ShownCitation, cite_paper, show_citations

__all__ = [
    "FORMS",
    "Citable",
    "Form",
    "ShownCitation",
    "citable_paper",
    "citable_post",
    "cite_paper",
    "show_citations",
]
