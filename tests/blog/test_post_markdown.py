import pytest
import yaml
from django.core.cache import caches

from tests.factories import (
    AuthorFactory,
    FigureFactory,
    PaperFactory,
    PostFactory,
    PostRevisionFactory,
    SeriesFactory,
    TagFactory,
    UserFactory,
    cut,
)

pytestmark = pytest.mark.django_db


def read(client, post):
    response = client.get(f"/blog/{post.slug}.md")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    _nothing, front, body = response.content.decode().split("---\n", 2)
    return yaml.safe_load(front), body


@pytest.fixture
def figure():
    return cut(FigureFactory(caption="Loss *by* step_1.", alt_text="A [curve]."))


@pytest.fixture
def picture(figure):
    copies = figure.renditions.filter(role="copy", format="png", width=1280)
    return f"http://testserver{copies.get().file.url}"


def body_of(client, text, **fields):
    return read(client, PostFactory(published=True, body=text, **fields))[1].strip()


def test_the_front_matter_is_yaml(client):
    paper = PaperFactory(title="On: Curves", doi="10.1/x", arxiv_id="2510.1")
    post = PostFactory(
        published=True,
        slug="it-bends",
        title='It "bends": a #story \\ of €',
        deck="- no list\u2028at all\x85 ---",
        language="pt-BR",
        canonical_url="https://example.org/first",
        authors=[AuthorFactory(name="Zoë"), AuthorFactory(name="No")],
        tags=[TagFactory(name="yes")],
        series=SeriesFactory(title="Curves"),
        papers=[paper],
    )

    front, _body = read(client, post)

    assert front == {
        "title": post.title,
        "subtitle": post.deck,
        "authors": ["Zoë", "No"],
        "date": post.published_at.isoformat(),
        "tags": ["yes"],
        "series": "Curves",
        "lang": "pt-BR",
        "url": "http://testserver/blog/it-bends/",
        "canonical": "https://example.org/first",
        "papers": [
            {
                "title": "On: Curves",
                "doi": "10.1/x",
                "arxiv": "2510.1",
                "url": "https://doi.org/10.1/x",
            }
        ],
    }


def test_the_front_matter_says_when_words_changed_later(client):
    post = PostFactory(published=True)
    revision = PostRevisionFactory(post=post)
    revision.saved_at = post.published_at.replace(year=post.published_at.year + 1)
    revision.save()

    assert read(client, post)[0]["updated"] == revision.saved_at.isoformat()


def test_a_figure_becomes_a_picture_and_a_caption(client, figure, picture):
    text = f"Before.\n\n![](figure:{figure.key}){{.wide}}\n\nAfter."

    assert body_of(client, text) == (
        f"Before.\n\n![A \\[curve\\].]({picture})\n\n"
        "*Figure 1: Loss \\*by\\* step\\_1.*\n\nAfter."
    )


def test_words_of_the_embed_come_before_the_stored_ones(client, figure, picture):
    text = f'![Own](figure:{figure.key} "A "quoted" caption (yes)")'

    assert body_of(client, text) == (
        f'![Own]({picture})\n\n*Figure 1: A "quoted" caption (yes)*'
    )


def test_references_become_numbers(client, figure):
    other = cut(FigureFactory(kind="table"))
    text = (
        f"See [](figure:{other.key}), [the curve](figure:{figure.key}), "
        f"[our Figure 1](figure:{figure.key}).\n\n"
        f"![](figure:{figure.key})\n\n![](figure:{other.key})"
    )

    assert body_of(client, text).startswith(
        "See Table 1, the curve (Figure 1), our Figure 1.\n\n!["
    )


def test_code_stays_as_it_is(client, figure):
    code = (
        f"`![](figure:{figure.key})` and `[](figure:{figure.key})`\n\n"
        f"```markdown\n![](figure:{figure.key})\n```\n\n"
        f"    ![](figure:{figure.key})\n\n"
        f"\\![](figure:{figure.key})"
    )
    embed = f"![](figure:{figure.key})"

    body = body_of(client, f"{code}\n\n{embed}")

    assert body.startswith(code.rpartition("\n\n")[0])
    assert body.count("testserver") == 1


def test_figures_in_quotes_and_lists_stay_there(client, figure, picture):
    text = f"> Said.\n>\n> ![a](figure:{figure.key})\n\n- ![b](figure:{figure.key})"

    assert body_of(client, text) == (
        f"> Said.\n>\n> ![a]({picture})\n>\n> *Figure 1: Loss \\*by\\* step\\_1.*\n\n"
        f"- ![b]({picture})\n\n  *Figure 2: Loss \\*by\\* step\\_1.*"
    )


def test_a_figure_within_a_line_keeps_its_line(client, figure, picture):
    text = f"Left ![a](figure:{figure.key}) right."

    assert body_of(client, text) == (
        f"Left ![a]({picture}) *Figure 1: Loss \\*by\\* step\\_1.* right."
    )


def test_what_leads_nowhere_stays_as_it_was_typed(client):
    text = "![a](figure:no/such) and [words](https://example.org)"

    assert body_of(client, text) == text


def test_a_figure_that_is_not_cut_yet_has_words(client):
    figure = FigureFactory(caption="To come")

    assert body_of(client, f"![a](figure:{figure.key})") == "*Figure 1: To come*"


def test_a_draft_is_for_editors(client):
    post = PostFactory()

    assert client.get(f"/blog/{post.slug}.md").status_code == 404
    client.force_login(UserFactory(editor=True, permissions=["blog.view_post"]))
    response = client.get(f"/blog/{post.slug}.md")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_the_page_tells_where_its_markdown_is(client):
    post = PostFactory(published=True, slug="it-bends")

    html = client.get(post.get_absolute_url()).content.decode()

    assert '<link rel="alternate" type="text/markdown" href="/blog/it-bends.md"' in html


@pytest.mark.parametrize("count", [1, 8])
def test_the_file_takes_nine_queries(client, django_assert_num_queries, count):
    figures = [cut(FigureFactory(), widths=(640,)) for _ in range(count)]
    body = "\n\n".join(f"![](figure:{figure.key})" for figure in figures)
    post = PostFactory(published=True, body=body, series=SeriesFactory())
    read(client, post)
    caches["answers"].clear()

    # edition; post, byline, tags, papers; figures and renditions, to render and to write
    with django_assert_num_queries(9):
        read(client, post)
