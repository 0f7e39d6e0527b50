import pytest
from django.core.cache import caches

from blog.sentences import find_sentences
from tests.factories import FigureFactory, PostFactory, UserFactory, cut

pytestmark = pytest.mark.django_db


def read(client, post):
    response = client.get(f"/blog/{post.slug}/figures/")
    assert response.status_code == 200
    return response.content.decode()


def refer(text):
    link = '<a class="reference whole" href="#fig-1">Figure 1</a>'
    return find_sentences(text.replace("@", link)).get("fig-1", [])


@pytest.mark.parametrize(
    ("html", "sentences"),
    [
        ("<p>One. It is in @ here. Three.</p>", ["It is in Figure 1 here."]),
        ("<p>@ shows <em>all</em>!</p><p>Other.</p>", ["Figure 1 shows all!"]),
        (
            "<p>See Fig. 3, e.g. @, p. 4. Next.</p>",
            ["See Fig. 3, e.g. Figure 1, p. 4."],
        ),
        ("<p>By A. Khatri et al. in @.</p>", ["By A. Khatri et al. in Figure 1."]),
        (
            "<p>It rises by 1.5 in @. “Quoted.” Then.</p>",
            ["It rises by 1.5 in Figure 1."],
        ),
        ("<ul><li>First @</li><li>Second</li></ul>", ["First Figure 1"]),
        ("<p>@ first. And @ again.</p>", ["Figure 1 first.", "And Figure 1 again."]),
        ("<p>@ and @ once.</p>", ["Figure 1 and Figure 1 once."]),
        ("<p>初めに。@を見よ。終わり。</p>", ["Figure 1を見よ。"]),
        (
            '<p>In<a class="footnote-ref">1</a> @<b class="citation">[2]</b>. No.</p>',
            ["In Figure 1."],
        ),
        ("<figure><figcaption><p>Its @.</p></figcaption></figure>", []),
        ("<p>Before</p><pre>code</pre><p>no mention</p>", []),
        ("<p>A &lt;b&gt; in @.</p>", ["A <b> in Figure 1."]),
        ("<table><tr><td>One @</td><td>Two</td></tr></table>", ["One Figure 1"]),
    ],
)
def test_the_sentence_around_a_reference_is_found(html, sentences):
    assert refer(html) == sentences


def test_figures_and_tables_stand_in_order_with_all_that_is_said(client):
    curve = cut(
        FigureFactory(
            caption="Loss <by> step.",
            alt_text="A stored alt.",
            long_description="It falls slowly.",
            number="7",
            paper__title="On Curves",
        )
    )
    table = cut(FigureFactory(kind="table", caption="All settings."))
    post = PostFactory(
        published=True,
        title="It <bends>",
        body=(
            f"First words. As [](figure:{curve.key}) shows, a < b. More.\n\n"
            f"![](figure:{curve.key})\n\n"
            f'![Own alt](figure:{table.key} "Own caption")\n\n'
            f"Both [](figure:{curve.key}) and [the table](figure:{table.key}) agree."
        ),
    )

    html = read(client, post)

    assert html.index("Figure 1</a>") < html.index("Table 1</a>")
    for part in [
        f'href="/blog/{post.slug}/#fig-1"',
        f'href="/blog/{post.slug}/#table-1"',
        "Fig. 7 in the paper",
        "Loss &lt;by&gt; step.",
        "It falls slowly.",
        "<p>A stored alt.</p>",
        "<p>Own alt</p>",
        "Own caption",
        "On Curves",
        "<li>As Figure 1 shows, a &lt; b.</li>",
        "It &lt;bends&gt;",
    ]:
        assert part in html
    assert html.count("<li>Both Figure 1 and the table agree.</li>") == 2
    assert "First words" not in html


def test_figures_that_are_decoration_need_no_words(client):
    figure = cut(FigureFactory(alt_state="decorative", alt_text="Not shown"))
    post = PostFactory(published=True, body=f"![](figure:{figure.key})")

    html = read(client, post)

    assert "In words" not in html
    assert "Not shown" not in html


def test_a_post_without_figures_says_so(client):
    assert "shows no figures" in read(client, PostFactory(published=True))


def test_figures_of_a_draft_are_for_editors(client):
    figure = cut(FigureFactory())
    post = PostFactory(body=f"![](figure:{figure.key})")
    address = f"/blog/{post.slug}/figures/"

    assert client.get(address).status_code == 404
    client.force_login(UserFactory(editor=True, permissions=["blog.view_post"]))
    response = client.get(address)
    assert response.status_code == 200
    assert "noindex" in response["X-Robots-Tag"]


def test_the_post_leads_to_its_figures(client):
    figure = cut(FigureFactory())
    post = PostFactory(published=True, body=f"![](figure:{figure.key})")

    html = client.get(post.get_absolute_url()).content.decode()

    assert f'<a href="/blog/{post.slug}/figures/">Figures</a>' in html


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_takes_ten_queries(client, django_assert_num_queries, count):
    figures = [cut(FigureFactory(), widths=(640,)) for _ in range(count)]
    body = "\n\n".join(
        f"![](figure:{figure.key})\n\nSee [](figure:{figure.key})."
        for figure in figures
    )
    post = PostFactory(published=True, body=body)
    read(client, post)
    caches["answers"].clear()

    # edition; post, byline, tags, papers; text kept or not: figures, renditions; to show
    # them once more: figures, renditions; and the site's name
    with django_assert_num_queries(10):
        read(client, post)
