import pytest
from PIL import Image, ImageDraw

from figures.extraction.looks import count_differences, hash_looks


def plot(size=(900, 600), bars=(3, 7, 2, 9, 5), mode="RGB"):
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    width, height = size[0] / (2 * len(bars)), size[1] / 10
    for place, bar in enumerate(bars):
        left = (2 * place + 0.5) * width
        draw.rectangle((left, size[1] - bar * height, left + width, size[1]), "navy")
    return image.convert(mode)


def test_looks_are_sixteen_hex_digits():
    assert len(hash_looks(plot())) == 16
    assert hash_looks(Image.new("RGB", (30, 20), "white")) == "0" * 16


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P"])
def test_a_picture_keeps_its_looks_at_another_size(mode):
    small, large = plot((450, 300), mode=mode), plot((1800, 1200), mode=mode)

    assert count_differences(hash_looks(small), hash_looks(large)) <= 2


def test_another_picture_looks_different():
    other = plot(bars=(9, 1, 8, 1, 4))

    assert count_differences(hash_looks(plot()), hash_looks(other)) >= 8


def test_differences_are_counted_bit_by_bit():
    assert count_differences("0" * 16, "0" * 15 + "7") == 3
