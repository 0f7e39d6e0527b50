"""Formulas on a public page in a browser: drawn as mathematics, under the strict policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from blog.sanitiser import sanitise
from tests.blog.formulas import PAPER_FORMULAS
from tests.blog.test_sanitiser import PROBES
from tests.browser.conftest import BOTH_WIDTHS, PHONE, forgive
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "$$\n" + " + ".join(f"x_{{{n}}}" for n in range(60)) + r" \tag{7}" + "\n$$"
# Where a box stands, and how big it is.
BOX = "element => element.getBoundingClientRect().toJSON()"

# What could act, were it put on a page; the parser is real, the document has no window.
LIVING = """html => {
  const read = new DOMParser().parseFromString(html, "text/html");
  const tags = "script, iframe, svg, form, style, object, embed, base, meta, link, "
    + "template, noscript, button, textarea, maction, annotation-xml, mglyph, video";
  const found = [...read.querySelectorAll(tags)].map((element) => element.localName);
  for (const element of read.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const scheme = /^(javascript|vbscript|data):/i.test(value.replace(/[\\s\\0-\\x20]/g, ""));
      if (/^on|^style$|^srcdoc$|^target$|^name$/.test(name) || scheme
        || (/href/.test(name) && element.namespaceURI.endsWith("MathML"))) {
        found.push(`${element.localName} ${name}`);
      }
    }
  }
  return found;
}"""


@pytest.fixture
def show(page):
    """Opens a post with a body."""

    def open_post(body):
        page.goto(PostFactory(body=body, published=True).get_absolute_url())
        return page

    return open_post


@BOTH_WIDTHS
def test_limits_stand_under_and_rows_under_one_another(show):
    page = show(
        "\n\n".join(
            f"$$\n{PAPER_FORMULAS[name]}\n$$" for name in ("an argmax", "aligned steps")
        )
    )

    arg, theta = (
        page.locator(f"munder:has-text('arg') > mi >> nth={n}").evaluate(BOX)
        for n in (0, 1)
    )
    assert theta["top"] >= arg["bottom"] - 4
    first, second = (
        page.locator(f"mtable > mtr >> nth={n}").evaluate(BOX) for n in (0, 1)
    )
    assert second["top"] >= first["bottom"] - 1


@BOTH_WIDTHS
def test_a_long_formula_scrolls_by_keyboard_and_the_page_does_not(show):
    page = show(LONG)
    formula = page.get_by_role("group", name="Formula")

    assert formula.evaluate("box => box.scrollWidth > box.clientWidth")
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    formula.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("box => box.scrollLeft > 0", arg=formula.element_handle())


@BOTH_WIDTHS
def test_every_formula_of_papers_is_drawn(show):
    page = show("\n\n".join(f"$$\n{tex}\n$$" for tex in PAPER_FORMULAS.values()))

    expect(page.locator(".formula > math")).to_have_count(len(PAPER_FORMULAS))
    assert page.locator(".formula > math").evaluate_all(
        "all => all.every(one => one.getBoundingClientRect().height > 10"
        " && one.namespaceURI.endsWith('MathML'))"
    )


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"])
def test_no_probe_comes_alive_in_a_real_parser(show):
    page = show("Words.")
    alive = [probe for probe in PROBES if page.evaluate(LIVING, probe)]
    assert len(alive) > 40
    # The policy has stopped some of them already.
    forgive(page, "")

    assert [page.evaluate(LIVING, sanitise(probe)) for probe in alive] == (
        [[]] * len(alive)
    )
