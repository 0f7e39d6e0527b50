"""Figure 2 of the sample paper: a meadow at night, painted as a camera might see it."""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

# About 320 pixels an inch at the width of a column.
WIDTH, HEIGHT = 1080, 700
HORIZON = 388
# Silhouettes are drawn at twice the size and shrunk, which smooths their edges.
FINE = 2
QUALITY = 84
# Rows of grass from the horizon to the camera, with fireflies over each.
ROWS = 6

SKY = ((9, 18, 38), (22, 44, 74), (62, 92, 112), (168, 150, 122))
GROUND = ((30, 50, 52), (10, 22, 24), (4, 9, 12))
GLOW = (255, 214, 92)

Colour = tuple[int, int, int]


def paint_meadow() -> bytes:
    """The picture as JPEG; the same one each time."""
    chance = random.Random("a meadow at night")  # noqa: S311
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    picture.paste(_blend(SKY, HORIZON + 30), (0, 0))
    _add_stars(picture, chance)
    _paste_trees(picture, chance, (34, 56, 70), (HORIZON - 6, 64))
    picture.paste(_blend(GROUND, HEIGHT - HORIZON), (0, HORIZON))
    _paste_trees(picture, chance, (15, 30, 38), (HORIZON + 8, 112))
    picture = _add_mist(picture, chance)
    for row in range(ROWS):
        near = row / (ROWS - 1)
        _paste_grass(picture, chance, near)
        lights = _draw_lights(chance, near)
        picture = ImageChops.add(picture, lights)
    picture = ImageChops.add(picture, _draw_grain(chance))
    encoded = io.BytesIO()
    picture.save(encoded, "JPEG", quality=QUALITY, optimize=True)
    return encoded.getvalue()


def _blend(colours: tuple[Colour, ...], height: int) -> Image.Image:
    """A strip of the picture's width that goes through ``colours`` from top to bottom."""
    strip = Image.new("RGB", (1, len(colours)))
    strip.putdata(colours)
    return strip.resize((WIDTH, height), Image.Resampling.BICUBIC)


def _add_stars(picture: Image.Image, chance: random.Random) -> None:
    draw = ImageDraw.Draw(picture)
    for _ in range(420):
        x, y = chance.randrange(WIDTH), int(0.75 * HORIZON * chance.random() ** 1.4)
        fade = 1 - y / HORIZON
        light = int(60 + 190 * chance.random() ** 5 * fade)
        draw.point((x, y), (light, light, min(light + 14, 255)))
        if light > 150:  # noqa: PLR2004
            draw.point((x + 1, y), (light * 2 // 3,) * 3)
            draw.point((x, y + 1), (light * 2 // 3,) * 3)


def _paste_trees(
    picture: Image.Image, chance: random.Random, colour: Colour, place: tuple[int, int]
) -> None:
    """A row of crowns, each a cloud of leaves; ``place`` is its foot and its height."""
    foot, height = place
    mask = Image.new("L", (WIDTH * FINE, HEIGHT * FINE))
    draw = ImageDraw.Draw(mask)
    x = -40.0
    while x < WIDTH + 40:
        rise = height * (0.35 + 0.65 * chance.random() * _sway(x))
        spread = rise * chance.uniform(0.5, 0.9)
        for _ in range(130):
            angle, reach = chance.uniform(0, math.tau), math.sqrt(chance.random())
            leaf_x = x + spread * reach * math.cos(angle)
            leaf_y = foot - rise * 0.5 + rise * 0.5 * reach * math.sin(angle)
            _dot(draw, (leaf_x, leaf_y), rise * chance.uniform(0.03, 0.1))
        draw.rectangle(
            [
                (x - spread) * FINE,
                (foot - rise * 0.45) * FINE,
                (x + spread) * FINE,
                (foot + 8) * FINE,
            ],
            fill=255,
        )
        x += spread * chance.uniform(0.7, 1.3)
    picture.paste(colour, (0, 0), mask.reduce(FINE))


def _sway(x: float) -> float:
    """Where along the picture the wood stands high, from 0 to 1."""
    return 0.5 + 0.5 * math.cos(x / WIDTH * 5.2 + 0.4)


def _dot(draw: ImageDraw.ImageDraw, centre: tuple[float, float], radius: float) -> None:
    x, y = centre
    draw.ellipse(
        [
            (x - radius) * FINE,
            (y - radius) * FINE,
            (x + radius) * FINE,
            (y + radius) * FINE,
        ],
        fill=255,
    )


def _add_mist(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Long pale wisps over the far end of the meadow."""
    mask = Image.new("L", (WIDTH // 4, HEIGHT // 4))
    draw = ImageDraw.Draw(mask)
    for _ in range(26):
        x, y = chance.uniform(-60, WIDTH / 4), HORIZON / 4 + chance.gauss(5, 4)
        length, light = chance.uniform(50, 150), chance.randint(90, 190)
        draw.ellipse([x, y, x + length, y + chance.uniform(2, 7)], fill=light)
    mask = mask.filter(ImageFilter.GaussianBlur(7)).resize(picture.size)
    haze = Image.new("RGB", picture.size, (150, 172, 176))
    return Image.composite(haze, picture, mask)


def _paste_grass(picture: Image.Image, chance: random.Random, near: float) -> None:
    """A row of blades that bend in one wind; ``near`` is 0 at the horizon, 1 in front."""
    foot = HORIZON + 26 + (HEIGHT - HORIZON) * near**1.4
    height = 14 + 150 * near
    mask = Image.new("L", (WIDTH * FINE, HEIGHT * FINE))
    draw = ImageDraw.Draw(mask)
    for _ in range(round(2600 - 1900 * near)):
        x, y = chance.uniform(-40, WIDTH), foot + chance.uniform(-0.2, 0.4) * height
        tall = height * chance.uniform(0.25, 1.0) * (0.6 + 0.4 * _sway(x * 1.7))
        blade = _bend_blade((x, y), tall, tall * chance.gauss(0.2, 0.22))
        draw.polygon([(a * FINE, b * FINE) for a, b in blade], fill=255)
    haze, dark = (40, 64, 66), (3, 8, 10)
    share = (1 - near) ** 1.5
    colour = tuple(
        round(far * share + close * (1 - share))
        for far, close in zip(haze, dark, strict=True)
    )
    picture.paste(colour, (0, 0), mask.reduce(FINE))


def _bend_blade(
    root: tuple[float, float], tall: float, lean: float
) -> list[tuple[float, float]]:
    """The outline of one blade: wide at the root, a point at the top."""
    x, y = root
    half = 0.5 + tall / 55
    spine = [
        (x + lean * part**2, y - tall * part, half * (1 - part))
        for part in (0, 0.3, 0.6, 0.85, 1)
    ]
    left = [(across - width, up) for across, up, width in spine]
    right = [(across + width, up) for across, up, width in reversed(spine)]
    return left + right


def _draw_lights(chance: random.Random, near: float) -> Image.Image:
    """Fireflies on black: each leaves a few flashes along its way, with a halo."""
    layer = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE))
    draw = ImageDraw.Draw(layer)
    for _ in range(round(7 + 74 * (1 - near) ** 1.3)):
        _draw_trail(draw, chance, near)
    sharp = layer.reduce(FINE)
    halo = sharp.filter(ImageFilter.GaussianBlur(3 + 9 * near))
    wide = sharp.reduce(4).filter(ImageFilter.GaussianBlur(4 + 8 * near))
    glow = ImageChops.add(halo, wide.resize(sharp.size, Image.Resampling.BICUBIC))
    return ImageChops.add(sharp.filter(ImageFilter.GaussianBlur(0.7 + near)), glow)


def _draw_trail(draw: ImageDraw.ImageDraw, chance: random.Random, near: float) -> None:
    """The flashes of one firefly, which goes its own way."""
    size = (0.9 + 3.6 * near) * chance.uniform(0.8, 1.25)
    x = chance.uniform(0, WIDTH)
    y = HORIZON + 6 + 190 * near + chance.gauss(0, 12 + 60 * near)
    turn, step = chance.uniform(0, math.tau), (7 + 24 * near) * chance.uniform(0.8, 1.4)
    light = chance.uniform(0.75, 1)
    for _ in range(chance.randint(1, 5)):
        colour = tuple(round(part * light) for part in GLOW)
        draw.ellipse(
            [
                (x - size) * FINE,
                (y - size) * FINE,
                (x + size) * FINE,
                (y + size) * FINE,
            ],
            fill=colour,
        )
        x, y = x + step * math.cos(turn), y + step * math.sin(turn) * 0.6
        turn += chance.gauss(0, 0.5)


def _draw_grain(chance: random.Random) -> Image.Image:
    """The noise of a sensor, seen on close inspection only."""
    noise = Image.frombytes("L", (WIDTH, HEIGHT), chance.randbytes(WIDTH * HEIGHT))
    return noise.point(lambda value: value // 26).convert("RGB")
