"""The style sheet in the site's own colour: in one file, as readers wait for each."""

from __future__ import annotations

import hashlib
import re
from functools import cache as once
from pathlib import Path
from posixpath import dirname

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from rcssmin import cssmin

from blog.colours import lighten_for_night

FILE = "blog/site.css"
ADDRESS = re.compile(r'url\("?([^")]+)"?\)')
# Print stays black.
ACCENT = """
@media screen {{
  :root {{
    --blue: {day};
    --wash: color-mix(in srgb, var(--blue) 9%, var(--paper));
  }}
}}

@media screen and (prefers-color-scheme: dark) {{
  :root {{
    --blue: {night};
    --wash: color-mix(in srgb, var(--blue) 18%, var(--paper));
  }}
}}
"""


def address_of_style_sheet(accent: str) -> str:
    """Where the style sheet is, named by its bytes; ``accent`` may be empty."""
    if not accent:
        return static(FILE)
    return f"{reverse('blog:style_sheet')}?{name_style_sheet(accent)}"


def name_style_sheet(accent: str) -> str:
    return hashlib.sha256(write_style_sheet(accent).encode()).hexdigest()[:12]


def write_style_sheet(accent: str) -> str:
    """The style sheet with ``accent`` for the day, and its lighter tone for the night."""
    path = Path(finders.find(FILE) or "")
    return put_accent(path, path.stat().st_mtime_ns, accent)


@once
def put_accent(path: Path, _changed: int, accent: str) -> str:
    """Once, unless the file has changed since."""
    tones = {"day": accent, "night": lighten_for_night(accent)}
    words = path.read_text() + ACCENT.format(**tones)
    # It stands in another folder than the files it names.
    whole = ADDRESS.sub(
        lambda match: f'url("{static(f"{dirname(FILE)}/{match[1]}")}")', words
    )
    shortened: str = cssmin(whole)
    return shortened
