"""A post with all that a post can hold, and the page of its figures: nobody is kept out."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from figures.models import Figure, Paper
from tests.browser.test_accessibility import complaints
from tests.factories import (
    FigureFactory,
    PostFactory,
    SeriesFactory,
    TagFactory,
    cut,
)

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """
As [](figure:rates/figure-1) shows[^a], *rates* rise with $C$ [@k, p. 4].

![A rising reward.](figure:rates/figure-1){.wide}

## What is meant

$$R = \\underbrace{(A - B)}_{\\text{ceiling}} + \\sum_{i=1}^n x_i y_i z_i \\tag{1}$$

> Words of others.

> [!WARNING]
> Words of ours, with `code`.

### What is counted

Table: What is counted, and where.

|Where|How|Much|More|Most|All|
|-----|:-:|---:|---:|---:|--:|
|here |so |1   |2   |3   |4  |

1. One
    - of these
2. two

Term
:   Meaning.

![](figure:rates/figure-2 "As we see it."){.full}

```python
def count(rates):  # all of them
    return len("rates")
```

#### In the end

![A sketch.](figure:images/sketch)

* * *

See [elsewhere](https://example.org/).

[^a]: Not *everywhere*:

    - here,
    - not there.

```bibtex
@misc{k, title={Curves of Learning}, author={Berg, Ada}, doi={10.1234/x}}
```
"""


@pytest.fixture
def post(page, figures):
    Figure.objects.update(state="confirmed", long_description="It rises.")
    Paper.objects.update(
        is_public=True, licence="cc-by", details_confirmed_at=timezone.now()
    )
    cut(FigureFactory(own=True, key="images/sketch", edited_kind="figure"))
    series = SeriesFactory()
    PostFactory(published=True, series=series, series_position=1)
    post = PostFactory(
        published=True,
        body=TEXT,
        deck="What was found.",
        papers=[figures[0].paper],
        series=series,
        series_position=2,
        tags=[TagFactory(), TagFactory()],
    )
    PostFactory(published=True, language="de", translation_of=post)
    return post


def test_axe_finds_nothing_in_a_post_that_holds_everything(page, post):
    page.goto(post.get_absolute_url())
    page.evaluate(
        "document.querySelectorAll('details').forEach((it) => it.open = true)"
    )

    assert page.locator(".cut-page img").count() == 2
    assert page.locator(".citation-note pre:visible").count() == 2
    assert complaints(page) == []


def test_axe_finds_nothing_on_the_page_of_its_figures(page, post):
    page.goto(f"{post.get_absolute_url()}figures/")

    assert page.locator(".plates-page section").count() == 3
    assert complaints(page) == []


def test_code_and_citations_are_copied_with_a_button(page, post):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(post.get_absolute_url())

    code = page.locator(".code").get_by_role("button", name="Copy")
    code.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    words = page.evaluate("navigator.clipboard.readText()")
    assert words == 'def count(rates):  # all of them\n    return len("rates")'

    page.get_by_text("BibTeX").first.click()
    page.locator(".citation-note[open]").get_by_role("button", name="Copy").click()
    words = page.evaluate("navigator.clipboard.readText()")
    assert words.startswith("@misc{")


def test_paper_has_the_words_and_where_they_are_from_and_no_ways_to_go(page, post):
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(post.get_absolute_url())

    for word in ("Posts", "Contents", "BibTeX", "Previous part"):
        assert not page.get_by_text(word, exact=True).first.is_visible(), word
    assert page.locator(".cited", has_text=post.get_absolute_url()).is_visible()
    link = page.get_by_role("link", name="elsewhere")
    address = "link => getComputedStyle(link, '::after').content"
    assert "https://example.org/" in link.evaluate(address)
    colour = "() => getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(255, 255, 255)"
