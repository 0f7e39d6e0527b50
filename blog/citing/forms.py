"""The ways to write a citation down, each under the ending of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blog.citing.bibtex import write_bibtex
from blog.citing.csl import write_csl
from blog.citing.ris import write_ris

if TYPE_CHECKING:
    from collections.abc import Callable

    from blog.citing.records import Citable


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a citation down, under the ending of its file."""

    ending: str
    name: str
    media_type: str
    write: Callable[[Citable], str]


FORMS = {
    form.ending: form
    for form in (
        Form("bib", "BibTeX", "application/x-bibtex; charset=utf-8", write_bibtex),
        Form(
            "ris",
            "RIS",
            "application/x-research-info-systems; charset=utf-8",
            write_ris,
        ),
        Form("json", "CSL-JSON", "application/vnd.citationstyles.csl+json", write_csl),
    )
}
