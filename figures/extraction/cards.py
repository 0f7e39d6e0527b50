"""The copy of a figure that other sites show beside a link: whole, on white, of one size."""

from __future__ import annotations

from PIL import Image

# In pixels: what all sites that show such cards ask for, and the white they may cut off.
CARD_SIZE = (1200, 630)
MARGIN = 40
# Larger than this times its pixels a figure is blurred: small ones have more white.
MOST_GROWTH = 1.25


def draw_card(master: Image.Image) -> Image.Image:
    """``master`` as large as the margins let it be, in the middle of a white card."""
    width, height = (side - 2 * MARGIN for side in CARD_SIZE)
    scale = min(width / master.width, height / master.height, MOST_GROWTH)
    size = max(1, round(master.width * scale)), max(1, round(master.height * scale))
    figure = master.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    card = Image.new("RGB", CARD_SIZE, "white")
    card.paste(figure, ((CARD_SIZE[0] - size[0]) // 2, (CARD_SIZE[1] - size[1]) // 2))
    return card
