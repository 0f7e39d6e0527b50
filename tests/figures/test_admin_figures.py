"""Figures in the admin: found and decided side by side, alt text that says something."""

import pytest
from django.test import Client

from blog.models import FigureUse
from figures.models import Figure
from tests.conftest import count_queries
from tests.factories import FigureFactory, PaperFactory, PostFactory, UserFactory, cut

pytestmark = pytest.mark.django_db

LIST = "/admin/figures/figure/"


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def form(**changes):
    return {
        "edited_caption": "",
        "edited_alt_text": "",
        "edited_name": "",
        "edited_kind": "",
        "edited_number": "",
        "long_description": "",
        "credit": "",
        "alt_state": "draft",
        "state": "new",
        "tier": "supporting",
        "dark_mode": "card",
    } | changes


def save(client, figure, **changes):
    response = client.post(figure.get_admin_url(), form(**changes))
    figure.refresh_from_db()
    return response


def test_what_was_found_stands_beside_what_is_decided(client):
    figure = FigureFactory(caption="Loss <by> step.", alt_text="A curve falls.")

    html = client.get(figure.get_admin_url()).content.decode()

    assert "Loss &lt;by&gt; step." in html
    assert "A curve falls." in html
    assert f"![](figure:{figure.key})" in html


def test_the_page_shows_picture_doubts_and_panels(client):
    figure = cut(FigureFactory(number="3"))
    Figure.objects.filter(pk=figure.pk).update(warnings=["The box is doubtful."])
    panel = FigureFactory(paper=figure.paper, parent=figure, number="3b")

    html = client.get(figure.get_admin_url()).content.decode()

    assert "copy-1280" in html
    assert "The box is doubtful." in html
    assert panel.get_admin_url() in html


def test_a_panel_leads_to_its_figure(client):
    figure = FigureFactory(number="3")
    panel = FigureFactory(paper=figure.paper, parent=figure, number="3b")

    html = client.get(panel.get_admin_url()).content.decode()

    assert f'<a href="{figure.get_admin_url()}">Figure 3</a>' in html


def test_a_figure_not_found_again_says_so(client):
    figure = FigureFactory(is_detected=False)

    html = client.get(figure.get_admin_url()).content.decode()

    assert "The last import did not find this figure again." in html


def test_an_image_of_one_s_own_has_a_page_too(client):
    figure = FigureFactory(own=True, key="images/harbour")

    html = client.get(figure.get_admin_url()).content.decode()

    assert "an image of your own" in html
    assert "drawn by hand" in client.get(LIST).content.decode()


def test_an_editor_s_words_win(client):
    figure = FigureFactory(caption="Found.")

    save(client, figure, edited_caption="Better.", state="confirmed")

    assert (figure.caption, figure.detected_caption) == ("Better.", "Found.")
    assert figure.state == Figure.State.CONFIRMED


def test_saving_leaves_what_an_import_finds_meanwhile_alone(client, monkeypatch):
    figure = FigureFactory(caption="Found.")
    original = Figure.save

    def save_after_import(self, **options):
        Figure.objects.filter(pk=self.pk).update(detected_caption="Found again.")
        original(self, **options)

    monkeypatch.setattr(Figure, "save", save_after_import)

    save(client, figure, credit="Ada Example")

    assert (figure.credit, figure.caption) == ("Ada Example", "Found again.")


@pytest.mark.parametrize("alt_text", ["Loss by step.", "loss  BY step"])
def test_alt_text_that_repeats_the_caption_is_refused(client, alt_text):
    figure = FigureFactory(caption="Loss by step.", alt_text="")

    response = save(client, figure, edited_alt_text=alt_text)

    assert "This is the caption again" in response.content.decode()
    assert figure.alt_text == ""


def test_a_draft_that_repeats_the_caption_cannot_be_confirmed(client):
    figure = FigureFactory(caption="Loss by step.", alt_text="Loss by step.")

    assert save(client, figure).status_code == 302
    response = save(client, figure, alt_state="confirmed")

    assert "This is the caption again" in response.content.decode()
    assert figure.alt_state == Figure.AltState.DRAFT


def test_where_there_is_no_alt_text_there_is_none_to_confirm(client):
    figure = FigureFactory(alt_text="")

    response = save(client, figure, alt_state="confirmed")

    assert "There is no alt text to confirm." in response.content.decode()


def test_a_decorative_figure_needs_no_alt_text(client):
    figure = FigureFactory(alt_text="")

    save(client, figure, alt_state="decorative")

    assert figure.alt_state == Figure.AltState.DECORATIVE


@pytest.mark.parametrize(
    ("action", "state", "message"),
    [
        ("confirm", Figure.State.CONFIRMED, "2 figures confirmed."),
        ("discard", Figure.State.DISCARDED, "2 figures discarded."),
    ],
)
def test_several_figures_are_decided_at_once(client, action, state, message):
    figures = FigureFactory.create_batch(2, state=Figure.State.NEW)

    response = client.post(
        LIST,
        {"action": action, "_selected_action": [figure.pk for figure in figures]},
        follow=True,
    )

    assert [str(m) for m in response.context["messages"]] == [message]
    assert set(Figure.objects.values_list("state", flat=True)) == {state}


def use(figure):
    """Have a post show ``figure``."""
    FigureUse.objects.create(post=PostFactory(), figure=figure)


def test_what_a_post_shows_is_not_discarded_with_others(client):
    used, other = FigureFactory(number="3"), FigureFactory()
    use(used)
    use(used)

    response = client.post(
        LIST,
        {"action": "discard", "_selected_action": [used.pk, other.pk]},
        follow=True,
    )

    assert [str(m) for m in response.context["messages"]] == [
        "“Figure 3” is used in a post; take it out there first.",
        "1 figure discarded.",
    ]
    assert list(Figure.objects.kept()) == [used]


def test_what_a_post_shows_is_not_discarded_by_itself(client):
    figure = FigureFactory(number="3")
    use(figure)

    response = save(client, figure, state="discarded")

    assert "“Figure 3” is used in a post" in response.content.decode()
    assert figure.state == Figure.State.CONFIRMED


def test_what_was_discarded_before_a_post_showed_it_can_still_be_edited(client):
    figure = FigureFactory(state="discarded")
    use(figure)

    save(client, figure, state="discarded", credit="Ada Example")

    assert figure.credit == "Ada Example"


def test_the_list_is_in_reading_order(client):
    paper = PaperFactory()
    first = FigureFactory(paper=paper, number="1", position=1)
    second = FigureFactory(paper=paper, number="2", position=2)
    for letter, position in (("b", 2), ("a", 1)):
        for figure in (first, second):
            FigureFactory(
                paper=paper,
                parent=figure,
                number=figure.number + letter,
                position=position,
            )

    listed = client.get(LIST).context["cl"].result_list

    assert [figure.number for figure in listed] == ["1", "1a", "1b", "2", "2a", "2b"]


def test_the_list_asks_as_much_for_many_figures_as_for_one(
    client, django_assert_num_queries
):
    cut(FigureFactory())
    expected = count_queries(client, LIST)
    for _ in range(5):
        cut(FigureFactory())

    with django_assert_num_queries(expected):
        client.get(LIST)


def test_missing_alt_text_is_seen_in_the_list(client):
    FigureFactory(alt_text="")

    html = client.get(LIST).content.decode()

    assert "missing" in html


def test_doubt_is_a_number_with_a_shape(client):
    FigureFactory(confidence=0.55, warnings=["The box is doubtful."])

    html = client.get(LIST).content.decode()

    assert "mark-triangle" in html
    assert "55%" in html


def test_figures_come_from_papers_and_are_discarded(client):
    figure = FigureFactory()

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.get(f"{LIST}{figure.pk}/delete/").status_code == 403


def test_each_role_sees_what_it_may(newcomer):
    figure = FigureFactory()
    client = Client()
    assert client.get(LIST).status_code == 302

    client.force_login(newcomer)
    assert client.get(figure.get_admin_url()).status_code == 403

    client.force_login(UserFactory(editor=True, permissions=["figures.view_figure"]))
    assert client.get(figure.get_admin_url()).status_code == 200
    assert client.post(figure.get_admin_url(), form()).status_code == 403
