"""Makes what the child process sends, for tests that need no PDF."""

from PIL import Image

from figures.extraction.geometry import Box
from figures.extraction.records import Caption, ExtractedFigure, FigureKind, Panel
from figures.extraction.renditions import encode_renditions
from figures.extraction.wire import FigureCut

# A vector copy as the child writes one.
SVG = b"""\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
width="100" height="50.5" viewBox="0 0 100 50.5">
<defs>
<path id="g0" d="M1 1L2 2Z"/>
<clipPath id="c1"><path clip-rule="evenodd" d="M0 0H100V50.5H0Z"/></clipPath>
</defs>
<g clip-path="url(#c1)">
<path fill="none" stroke="#1f77b4" stroke-width="1.5" d="M0 9L99 1"/>
</g>
<use xlink:href="#g0" x="10" y="20"/>
</svg>
"""
LOOKS = "00ff00ff00ff00ff"
BOX = Box(100.0, 120.0, 300.0, 220.0)


def renditions(colour="white", size=(700, 350)):
    image = Image.new("RGB", size, colour)
    image.paste("black", (20, 20, 60, 60))
    return tuple(encode_renditions(image))


def caption(number="1", text="Loss by step.", kind=FigureKind.FIGURE):
    label = f"{kind.value.title()} {number}"
    return Caption(
        kind=kind,
        number=number,
        label=label,
        text=text,
        printed=f"{label}: {text}",
        page_number=2,
        box=Box(100.0, 225.0, 300.0, 240.0),
    )


def panel(letter="a", text="training"):
    return Panel(
        letter=letter,
        crop_box=Box(100.0, 120.0, 200.0, 220.0),
        caption=text,
        name=text,
        alt_text=f"Panel {letter}: {text}",
        text="",
    )


def cut(number="1", panels=(), colour="white", is_repeated=False, **changes):
    """One figure as it comes out of the child, its pixels made of ``colour``."""
    values = {
        "caption": caption(number, changes.pop("text", "Loss by step.")),
        "page_number": 2,
        "crop_box": BOX,
        "rotation": 0,
        "panels": tuple(panels),
        "name": "loss by step",
        "alt_text": "Loss by step.",
        "text": "step loss",
        "confidence": 0.9,
        "warnings": (),
    }
    return FigureCut(
        figure=ExtractedFigure(**values | changes),
        renditions=renditions(colour),
        panel_renditions=tuple(renditions(colour) for _ in panels),
        looks=LOOKS,
        panel_looks=tuple(LOOKS for _ in panels),
        is_repeated=is_repeated,
    )
