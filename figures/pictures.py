"""What a browser needs to choose the right copy of a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.models import Rendition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from figures.models import Figure

# What browsers take that know neither of the better formats: no need for the largest.
FALLBACK_WIDTH = 1280
# The smaller format first: browsers take the first they know.
BETTER_FORMATS = (Rendition.Format.AVIF, Rendition.Format.WEBP)


@dataclass(frozen=True, slots=True)
class Source:
    """The copies of one format."""

    media_type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One figure in all its formats and widths."""

    sources: tuple[Source, ...]
    address: str
    srcset: str
    width: int
    height: int
    # The lossless cut.
    master: str
    # The same without pixels, for paper; empty where there is none.
    vector: str


def picture_of(figure: Figure) -> Picture | None:
    """The figure's copies as stored; None as long as nothing is cut."""
    master = find_rendition(figure, Rendition.Role.MASTER)
    copies = sorted(copies_of(figure), key=lambda copy: copy.width) or [
        copy for copy in (master,) if copy
    ]
    if not copies:
        return None
    plain = [copy for copy in copies if copy.format == Rendition.Format.PNG] or copies
    small = [copy for copy in plain if copy.width <= FALLBACK_WIDTH] or plain[:1]
    largest = copies[-1]
    vector = find_rendition(figure, Rendition.Role.VECTOR)
    return Picture(
        sources=tuple(
            Source(f"image/{form}", srcset)
            for form in BETTER_FORMATS
            if (srcset := write_srcset(c for c in copies if c.format == form))
        ),
        address=small[-1].file.url,
        srcset=write_srcset(plain),
        width=largest.width,
        height=largest.height,
        master=(master or largest).file.url,
        vector=vector.file.url if vector else "",
    )


def copies_of(figure: Figure) -> list[Rendition]:
    """What pages show; asks nothing where they are prefetched."""
    return [
        copy for copy in figure.renditions.all() if copy.role == Rendition.Role.COPY
    ]


def find_rendition(figure: Figure, role: Rendition.Role) -> Rendition | None:
    """The one that ``figure`` has for this role, if it has; not for its many copies."""
    return next((each for each in figure.renditions.all() if each.role == role), None)


def write_srcset(copies: Iterable[Rendition]) -> str:
    return ", ".join(f"{copy.file.url} {copy.width}w" for copy in copies)
