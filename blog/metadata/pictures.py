"""The copies of a figure that other sites are given: PNG, which all of them take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.models import Rendition
from figures.pictures import copies_of, find_rendition

if TYPE_CHECKING:
    from collections.abc import Callable

    from figures.models import Figure

    # Makes a whole address of one that begins with a slash.
    Absolute = Callable[[str], str]

# Cards and readers shrink what is wider.
WIDEST = 1280


@dataclass(frozen=True, slots=True)
class SharedPicture:
    address: str
    width: int
    height: int
    alt: str


def share_picture(
    figure: Figure | None,
    absolute: Absolute,
    max_width: int = WIDEST,
    max_height: int | None = None,
) -> SharedPicture | None:
    """The largest copy no wider and no higher than that; None where there is none."""
    if figure is None:
        return None
    fitting = [
        copy
        for copy in copies_of(figure)
        if copy.format == Rendition.Format.PNG
        and copy.width <= max_width
        and (max_height is None or copy.height <= max_height)
    ]
    if not fitting:
        return None
    return share(figure, max(fitting, key=lambda copy: copy.width), absolute)


def share_card(figure: Figure | None, absolute: Absolute) -> SharedPicture | None:
    """The figure at the size of a card; as it is, where it was cut without one."""
    card = find_rendition(figure, Rendition.Role.CARD) if figure else None
    if figure is None or card is None:
        return share_picture(figure, absolute)
    return share(figure, card, absolute)


def share(figure: Figure, copy: Rendition, absolute: Absolute) -> SharedPicture:
    is_decorative = figure.alt_state == figure.AltState.DECORATIVE
    return SharedPicture(
        address=absolute(copy.file.url),
        width=copy.width,
        height=copy.height,
        alt="" if is_decorative else figure.alt_text,
    )
