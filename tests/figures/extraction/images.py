"""Draws images as editors bring them, and as nobody should."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

ORIENTATION = 0x0112
GPS = 0x8825
MAKE = 0x010F


def encoded(image, format_="PNG", **options):
    stream = io.BytesIO()
    image.save(stream, format_, **options)
    return stream.getvalue()


def photo(size=(80, 60)):
    """Blue above, green below, and a red corner at the top left."""
    image = Image.new("RGB", size, "green")
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.rectangle((0, 0, width, height // 2), "blue")
    draw.rectangle((0, 0, width // 4, height // 4), "red")
    return image


def secret_exif(orientation=1):
    """Where a photograph was taken, and with what."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = "SECRET-CAMERA"
    exif[GPS] = {1: "N", 2: (52.0, 31.0, 12.0), 29: "SECRET-PLACE"}
    return exif


def chunk(kind, content):
    crc = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)


def png_that_claims(width, height):
    """A few bytes that unfold to as many pixels as they say, or try to."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(100_000))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


def jpeg_that_claims(width, height):
    """A small JPEG whose frame header says another size."""
    content = bytearray(encoded(photo(), "JPEG"))
    place = content.index(b"\xff\xc0")
    content[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def gif_that_is_a_page():
    """A GIF to some readers, a script or a page to others."""
    gif = encoded(photo((6, 6)).quantize(8), "GIF")
    return gif + b"/*<html><script>alert(1)</script>*/=1;"


def moving_picture(format_="GIF"):
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue", "green")]
    return encoded(frames[0], format_, save_all=True, append_images=frames[1:])
