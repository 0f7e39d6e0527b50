"""Figures opened large, references that show what they lead to, contents that follow."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from figures.models import Figure, Paper
from tests.browser.conftest import PHONE
from tests.factories import FigureFactory, PostFactory, RenditionFactory, png

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = """
As [](figure:{second}) shows, and a work [@k].

## First section

![A rising reward.](figure:{first})

{words}

## Second section

![A falling loss.](figure:{second})

{words}

```bibtex
@misc{{k, title={{Curves of Learning}}, doi={{10.1234/x}}}}
```
"""


@pytest.fixture
def post(page, figures):
    first, second, _third = figures
    Figure.objects.update(state="confirmed")
    Paper.objects.update(is_public=True)
    for letter in "ab":
        panel = FigureFactory(
            paper=second.paper, parent=second, number=f"2{letter}", page_number=2
        )
        content = ContentFile(png(450, 430), f"panel-{letter}.png")
        RenditionFactory(figure=panel, file=content, width=450, height=430)
    body = TEXT.format(first=first.key, second=second.key, words="Words. " * 400)
    page.goto(PostFactory(published=True, body=body).get_absolute_url())
    return page


SWIPE = """(stage, [from, to]) => {
  const touch = (clientX) =>
    new Touch({identifier: 1, target: stage, clientX, clientY: 100});
  const start = {touches: [touch(from)]};
  stage.dispatchEvent(new TouchEvent("touchstart", start));
  stage.dispatchEvent(new TouchEvent("touchend", {changedTouches: [touch(to)]}));
}"""


def plate(post, name):
    return post.get_by_role("link", name=name)


def test_figures_are_looked_at_with_the_keyboard_alone(post):
    address = post.url
    dialog, where = post.get_by_role("dialog"), post.get_by_role("status")

    plate(post, "A rising reward.").focus()
    post.keyboard.press("Enter")

    expect(where).to_have_text("Figure 1 · 1 of 2 in this post")
    expect(post).to_have_url(re.compile("#fig-1$"))
    expect(dialog.get_by_text("Reward against compute.")).to_be_visible()
    expect(dialog.get_by_role("link", name="Download PNG")).to_be_visible()
    assert Axe().run(post).response["violations"] == []

    post.keyboard.press("ArrowRight")
    expect(where).to_have_text("Figure 2 · 2 of 2 in this post")
    panels = dialog.get_by_role("group", name="Panels")
    expect(panels.get_by_role("button")).to_have_count(3)

    post.keyboard.press("ArrowDown")
    expect(where).to_have_text("Figure 2 · Panel (a) · 2 of 2 in this post")
    expect(dialog.get_by_text("Fig. 2a in the paper, p. 2")).to_be_visible()
    expect(dialog.get_by_role("img", name="A curve that rises.")).to_be_visible()
    assert Axe().run(post).response["violations"] == []

    width = "() => document.querySelector('.stage img').clientWidth"
    fitted = post.evaluate(width)
    post.keyboard.press("+")
    assert post.evaluate(width) > 1.4 * fitted
    post.keyboard.press("+")
    left = "() => document.querySelector('.stage').scrollLeft"
    middle = post.evaluate(left)
    post.keyboard.press("ArrowLeft")
    assert post.evaluate(left) < middle
    post.keyboard.press("-")
    post.keyboard.press("-")
    assert post.evaluate(width) == fitted

    post.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(plate(post, "A falling loss.")).to_be_focused()
    expect(post).to_have_url(address)


def test_a_finger_drawn_across_a_figure_turns_to_the_next(post):
    plate(post, "A rising reward.").click()
    stage, where = post.locator(".stage"), post.get_by_role("status")

    stage.evaluate(SWIPE, [300, 100])
    expect(where).to_have_text("Figure 2 · 2 of 2 in this post")
    stage.evaluate(SWIPE, [100, 130])
    expect(where).to_have_text("Figure 2 · 2 of 2 in this post")
    stage.evaluate(SWIPE, [100, 300])
    expect(where).to_have_text("Figure 1 · 1 of 2 in this post")

    post.keyboard.press("+")
    stage.evaluate(SWIPE, [300, 100])
    expect(where).to_have_text("Figure 1 · 1 of 2 in this post")


def test_the_way_back_closes_a_figure(post):
    address = post.url
    plate(post, "A rising reward.").click()
    expect(post.get_by_role("dialog")).to_be_visible()

    post.go_back()

    expect(post.get_by_role("dialog")).to_have_count(0)
    expect(post).to_have_url(address)


def test_a_figure_that_was_reloaded_is_one_step_from_the_post(post):
    plate(post, "A rising reward.").click()
    post.reload()
    expect(post.get_by_role("dialog")).to_have_count(0)
    plate(post, "A falling loss.").click()
    post.keyboard.press("Escape")
    expect(post.get_by_role("dialog")).to_have_count(0)

    expect(post).to_have_url(re.compile("#fig-1$"))


def test_on_a_phone_the_panels_of_a_wide_figure_stand_one_below_the_other(post):
    post.set_viewport_size(PHONE)
    post.reload()
    pictures = post.locator("#fig-2 picture:visible")

    expect(pictures).to_have_count(2)
    first, second = (picture.bounding_box() for picture in pictures.all())
    assert first["width"] == second["width"] > 330
    assert second["y"] > first["y"] + 150
    assert post.locator("#fig-1 picture:visible").count() == 1

    plate(post, "A falling loss.").click()
    expect(post.get_by_role("status")).to_have_text("Figure 2 · 2 of 2 in this post")
    expect(post.get_by_role("img", name="A falling loss.")).to_be_visible()


def test_references_show_what_they_lead_to(post):
    card = post.get_by_role("tooltip")

    post.locator(".reference").hover()
    expect(card).to_contain_text("Loss against compute.")
    card.hover()
    post.wait_for_timeout(400)
    expect(card).to_be_visible()
    post.keyboard.press("Escape")
    expect(card).to_have_count(0)

    post.keyboard.press("Tab")
    post.locator(".citation a").focus()
    expect(card).to_contain_text("Curves of Learning")
    expect(post.locator(".citation a")).to_have_accessible_description(
        "Curves of Learning. doi:10.1234/x"
    )
    post.locator(".citation a").blur()
    expect(card).to_have_count(0)


def test_the_contents_follow_the_reader(post):
    current = post.locator(".contents [aria-current]")
    expect(current).to_have_count(0)

    heading = post.get_by_role("heading", name="Second section")
    heading.evaluate("node => node.scrollIntoView()")
    expect(current).to_have_text("Second section")

    post.evaluate("scrollBy(0, -innerHeight / 2)")
    expect(current).to_have_text("First section")


def test_nothing_moves_when_pictures_come_or_the_contents_follow(post):
    heading = post.get_by_role("heading", name="Second section")
    heading.evaluate("node => node.scrollIntoView()")
    expect(post.locator(".contents [aria-current]")).to_have_text("Second section")

    shift = post.evaluate(
        """() => new Promise((done) => {
          new PerformanceObserver((list) => done(
            list.getEntries().reduce((sum, entry) => sum + entry.value, 0)
          )).observe({type: "layout-shift", buffered: true});
          setTimeout(done, 300, 0);
        })"""
    )

    assert shift == 0
