"""What stands in the way of publication, each with a sentence and its place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.checks import Company, find_advice, find_blocking, look_at
from blog.merging import mark, merge_texts
from blog.models import Post
from blog.sample import publish_sample_post
from tests.factories import (
    FigureFactory,
    FormerSlugFactory,
    PaperFactory,
    PostFactory,
    RenditionFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db

ALONE = Company(papers=frozenset(), has_author=True, may_quote=True)


def found(body, **fields):
    post = Post(**({"title": "A title", "slug": "a-title"} | fields), body=body)
    return find_blocking(look_at(post))


def told(body, **fields):
    return [
        (finding.sentence, finding.spot and finding.spot.line)
        for finding in found(body, **fields)
    ]


def advised(post, company=ALONE):
    return [finding.sentence for finding in find_advice(look_at(post), company)]


def sound(**fields):
    return FigureFactory(**({"alt_state": "confirmed"} | fields))


def test_a_post_needs_a_title_and_a_text():
    fields = [(each.code, each.field) for each in found(" ", title=" ")]

    assert fields == [("title", "title"), ("body", "body")]


def test_each_figure_that_is_missing_is_told_with_its_line():
    gone, named = sound(state="discarded"), sound()

    assert told(
        f"Words.\n\n![](figure:no/such)\n\n![](figure:{gone.key})\n\n[](figure:{named.key})"
    ) == [
        ("There is no figure “no/such”.", 3),
        (f"The figure “{gone.key}” was discarded.", 5),
        (f"The text refers to “{named.key}” but does not show it.", 7),
    ]


def test_an_alt_text_needs_to_be_confirmed_unless_the_text_brings_another():
    figure = FigureFactory(alt_state="draft")
    decorative = sound(alt_state="decorative")
    body = (
        f"![A curve that falls to 0.1 and stays.](figure:{figure.key})\n\n"
        f"![](figure:{decorative.key})\n\n"
    )
    assert told(body) == []

    body += f"![](figure:{figure.key})\n\n![](figure:{figure.key})"

    assert told(body) == [(f"Nobody has confirmed the alt text of “{figure.key}”.", 5)]


@pytest.mark.parametrize(
    ("alt", "hint"),
    [
        ("What is to be seen.", "This is the caption again"),
        ("loss-640.png", "This is the name of a file"),
        ("Figure 3", "This only names the figure"),
    ],
)
def test_an_alt_text_of_the_text_s_own_is_held_to_the_same_rules(alt, hint):
    figure = sound()
    RenditionFactory(figure=figure)

    [finding] = found(
        f"![Fine words for it.](figure:{figure.key})\n![{alt}](figure:{figure.key})"
    )

    assert finding.code == "own_alt"
    assert hint in finding.hint
    assert finding.spot.line == 2


def test_a_caption_of_the_text_s_own_is_what_its_alt_text_must_not_repeat():
    figure = sound()

    [finding] = found(f'![The same words.](figure:{figure.key} "The same words.")')

    assert finding.code == "own_alt"


def test_links_without_words_are_told():
    assert told(
        "[](https://example.org)\n\n[![](/static/a.png)](https://example.org/b)"
    ) == [
        ("The link to “https://example.org” has no words.", 1),
        ("The link to “https://example.org/b” has no words.", 3),
    ]
    assert told("[words](https://example.org) and <https://example.org>") == []


def test_links_on_this_site_lead_somewhere():
    public = PostFactory(published=True)
    TagFactory(slug="empty")
    former = FormerSlugFactory(post=PostFactory())
    draft = PostFactory()

    assert told(
        f"[a]({public.get_absolute_url()}) [a](/) [a](/blog/) [a](#h-heading) [a](/media/x.png)\n"
        "[b](/blog/no-such/)\n[c](#h-none)\n[d](www.example.org)\n[e](/blog/tag/empty/)\n"
        f"[f](/blog/{former.slug}/)\n[g]({draft.get_absolute_url()})\n[h](/admin/)\n"
        "[i](https://localhost/no/)\n[j](mailto:a@example.org)\n\n## Heading"
    ) == [
        ("The link to “/blog/no-such/” leads nowhere on this site.", 2),
        ("No heading or figure of this post has the address “#h-none”.", 3),
        ("The link to “www.example.org” leads nowhere on this site.", 4),
        ("The link to “/blog/tag/empty/” leads nowhere on this site.", 5),
        (f"The link to “/blog/{former.slug}/” leads to what readers cannot see.", 6),
        (
            f"The link to “{draft.get_absolute_url()}” leads to what readers cannot see.",
            7,
        ),
        ("The link to “/admin/” leads to what readers cannot see.", 8),
        ("The link to “https://localhost/no/” leads nowhere on this site.", 9),
    ]


def test_a_post_may_link_to_itself_and_to_what_appears_later_or_has_moved():
    former = FormerSlugFactory()
    later = PostFactory(scheduled=True)

    findings = found(
        f"[a](/blog/a-title/) [b](/blog/{former.slug}/) [c]({later.get_absolute_url()})"
    )

    assert [(each.code, each.is_blocking) for each in findings] == [
        ("moved", False),
        ("later", False),
    ]
    assert former.post.get_absolute_url() in findings[0].hint


def test_marks_that_a_merge_left_are_told():
    body = mark(merge_texts("One.\n", "Two.\n", "Three.\n"), "Berta")

    [finding] = found(body)

    assert finding.code == "conflict"


def test_formulas_and_citations_that_fail_are_told_with_their_lines():
    assert told("Words.\n\nSo $\\frac{1$ it is.\n\nAs [@nobody] says.") == [
        ("The formula “$\\frac{1$” cannot be shown.", 3),
        ("There is no reference “nobody”.", 5),
    ]


def test_what_is_code_is_no_problem():
    assert told("`![](figure:no/such)`\n\n```\n[](/blog/no/)\n```") == []


def test_as_many_queries_are_made_however_much_a_post_has(
    django_assert_num_queries,
):
    def body(figures):
        links = " ".join(f"[a](/blog/no-{number}/)" for number in range(len(figures)))
        return (
            links + "\n\n" + "\n\n".join(f"![](figure:{each.key})" for each in figures)
        )

    paper = PaperFactory()
    few, many = sound(paper=paper), [sound(paper=paper) for _ in range(8)]
    for figures in ([few], many):
        # What is rendered is kept.
        found(body(figures))
        with django_assert_num_queries(6):
            found(body(figures))


def test_the_sample_post_has_nothing_in_its_way(db):
    figures = ("figure-1", "figure-1b", "figure-2", "figure-3", "figure-5", "table-1")
    paper = PaperFactory(slug="three-strangers")
    for name in figures:
        FigureFactory(
            key=f"three-strangers/{name}",
            paper=paper,
            kind=name.partition("-")[0],
            number=name[-2:],
        )

    assert publish_sample_post().is_public


def test_advice_names_what_is_missing_beside_the_text():
    assert advised(Post(title="A", body="B"), Company(frozenset(), False, True)) == [
        "There is neither a deck nor a summary.",
        "There is no lead figure.",
        "The post has no author.",
    ]
    lead = sound()
    assert advised(Post(title="A", body="B", deck="C", lead_figure=lead)) == []


def test_headings_that_skip_a_level_are_told():
    post = Post(
        title="A",
        deck="B",
        body="# One\n\n### Two\n\n##### Three\n\n## Four",
        lead_figure=sound(),
    )

    assert advised(post) == ["The heading “Three” skips a level."]
    [finding] = find_advice(look_at(post), ALONE)
    assert (finding.spot.line, finding.hint) == (5, "Write it with ####.")


def test_papers_of_shown_figures_are_to_be_chosen_and_their_licences_known():
    paper = PaperFactory(title="On Order", licence="")
    figure, own = sound(paper=paper), sound(own=True)
    post = Post(
        title="A",
        deck="B",
        lead_figure=figure,
        body=f"![](figure:{figure.key})\n\n![](figure:{own.key})",
    )

    assert advised(post) == [
        f"Nobody is credited for the image “{own.key}”.",
        "Figures of “On Order” are shown, but it is not chosen.",
        "Nobody knows the licence of “On Order”.",
    ]
    paper.licence = "cc-by"
    paper.save()
    own.credit = "A. Khatri"
    own.save()
    assert advised(post, Company(frozenset([paper.pk]), True, True)) == []


def test_essential_figures_are_to_be_shown_whole_or_in_part():
    paper = PaperFactory(title="On Order", licence="cc-by")
    whole, other = (sound(paper=paper, tier="essential", number=n) for n in "12")
    panel = sound(paper=paper, parent=whole, number="1a", key="a/figure-1a")
    sound(paper=paper, tier="essential", number="9", state="discarded")
    post = Post(title="A", deck="B", body=f"![](figure:{panel.key})", lead_figure=other)

    [finding] = find_advice(look_at(post), Company(frozenset([paper.pk]), True, True))

    assert finding.sentence == "Figure 2 of “On Order” is essential, and not shown."
    assert finding.insert == f"![](figure:{other.key})"


def test_a_scheduled_link_names_its_day():
    when = timezone.now() + timedelta(days=3)
    later = PostFactory(status="published", published_at=when)

    [finding] = found(f"[a]({later.get_absolute_url()})")

    assert str(when.year) in finding.sentence
