"""Abbreviations are words of a text, whatever the converter has put aside in it."""

import pytest

from blog.markdown import render_markdown
from tests.factories import FigureFactory

pytestmark = pytest.mark.django_db

PUT_ASIDE = """
A `x` \\* [link](/a/) $x$ &amp; 1 ML.

```python
code
```

```bibtex
@misc{a, title={Work}}
```
"""


def test_an_abbreviation_is_explained_wherever_it_stands():
    html = render_markdown("ML and HTML, *ML*.\n\n*[ML]: machine learning")

    assert html.count('<abbr title="machine learning">ML</abbr>') == 2


@pytest.mark.parametrize(
    "name", ["wzxhzdk", "klzzwxh", "xqformula", "0", "0000", "amp", "wzxhzdk:0"]
)
def test_no_abbreviation_is_found_in_the_converter_s_own_marks(name):
    text = f"{PUT_ASIDE}\n![](figure:{FigureFactory().key})\n\n*[ML]: ml\n"

    assert render_markdown(f"{text}*[{name}]: y") == render_markdown(text)
