"""What every reader loads stays small, compressed as it is served."""

from pathlib import Path

import brotli
from django.contrib.staticfiles import finders


def weigh(path):
    return len(brotli.compress(Path(path).read_bytes()))


def test_the_one_style_sheet_stays_below_12_kb():
    assert weigh(finders.find("blog/site.css")) < 12 * 1024


def test_all_scripts_together_stay_below_8_kb():
    folder = Path(finders.find("blog/site/reading.js")).parent

    assert sum(map(weigh, folder.glob("*.js"))) < 8 * 1024
