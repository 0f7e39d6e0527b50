"""What comes out of the sample paper: the first thing that every new user sees."""

import pytest

from figures.extraction.pipeline import extract_figures
from figures.sample import SAMPLE_TITLE, draw_sample_paper


@pytest.fixture(scope="module")
def extracted():
    return extract_figures(draw_sample_paper())


def test_every_figure_and_table_comes_out_with_its_panels(extracted):
    found = {
        figure.caption.label: "".join(panel.letter for panel in figure.panels)
        for figure in extracted.figures
    }

    assert found == {
        "Figure 1": "abc",
        "Figure 2": "",
        "Table 1": "",
        "Table 2": "",
        "Figure 3": "",
        "Figure 4": "",
        "Figure 5": "ab",
    }


@pytest.mark.parametrize(
    ("label", "width", "height"),
    [
        ("Figure 1", 500, 146),
        ("Figure 2", 240, 156),
        ("Table 1", 240, 112),
        ("Table 2", 499, 154),
        ("Figure 3", 238, 182),
        ("Figure 4", 242, 198),
        ("Figure 5", 495, 171),
    ],
)
def test_each_is_cut_whole_and_no_larger(extracted, label, width, height):
    (box,) = (f.crop_box for f in extracted.figures if f.caption.label == label)

    assert box.width == pytest.approx(width, abs=8)
    assert box.height == pytest.approx(height, abs=8)


def test_the_paper_names_itself(extracted):
    assert extracted.title == SAMPLE_TITLE
    assert extracted.authors == ("Ada Lampyris", "Noctiluca Brandt", "Theo Glimm")
    assert extracted.doi.startswith("10.5555/")
    assert extracted.licence == "cc-by"
    assert extracted.warnings == ()
