"""What alt texts are refused and hinted at, and which figures still need one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from figures.alt_texts import (
    caption_of,
    figures_to_describe,
    find_alt_problem,
    hint_at_alt,
    in_queue_order,
    names_of,
    needs_alt_text,
)
from figures.models import Figure
from tests.factories import FigureFactory, PaperFactory, PaperVersionFactory, cut

CAPTION = "Loss by step."
GOOD = "The loss falls from 4.2 to 2.9 within the first thousand steps."


def problem(alt_text, caption=CAPTION, names=()):
    return find_alt_problem(alt_text, caption=caption, names=names)


@pytest.mark.parametrize(
    "alt_text",
    [
        GOOD,
        "Figure of merit against temperature, rising.",
        "Diagram of four steps, each with an arrow to the next.",
        "Image de-noising: the right half is clear, the left is grainy.",
        "Figure-skating scores of six judges.",
        "Tables turned over in a room.",
        "A curve rises after 3.5 seconds",
        "Imagery of two cities.",
        "Abbildungsfehler wachsen zum Rand hin.",
        "损失随步数下降",
    ],
)
def test_words_that_say_what_is_shown_are_taken(alt_text):
    assert problem(alt_text) == ""


@pytest.mark.parametrize("alt_text", ["", "  \n ", "."])
def test_nothing_is_no_alt_text(alt_text):
    assert problem(alt_text).startswith("There is no alt text to confirm.")


@pytest.mark.parametrize(
    "alt_text",
    [
        "Loss by step.",
        "loss  BY\nstep",
        "Figure 3: Loss by step.",
        "Fig. 3b. Loss by step",
        "(Figure 3) Loss by step",
        "Extended Data Fig. 2 | Loss by step",
    ],
)
def test_the_caption_again_is_refused(alt_text):
    assert problem(alt_text).startswith("This is the caption again")
    assert problem(alt_text, caption="Figure 3: Loss by step.").startswith(
        "This is the caption again"
    )


@pytest.mark.parametrize(
    "alt_text",
    [
        "figure-3.png",
        "Plot_final-2.JPEG",
        "IMG_2034",
        "DSC00012",
        "Screenshot 2026-05-01 12.30.55",
    ],
)
def test_the_name_of_a_file_is_refused(alt_text):
    assert problem(alt_text).startswith("This is the name of a file.")


@pytest.mark.parametrize(
    "alt_text",
    ["attention/figure-3", "Figure-3", "loss_by_step", "copy-640", "My paper (v2).PDF"],
)
@pytest.mark.django_db
def test_the_names_of_the_figure_s_own_files_are_refused(alt_text):
    figure = cut(
        FigureFactory(
            key="attention/figure-3",
            name="Loss by step",
            version=PaperVersionFactory(original_name="My paper (v2).pdf"),
        )
    )

    sentence = problem(alt_text, names=names_of(figure))

    assert sentence.startswith("This is the name of a file.")


@pytest.mark.django_db
def test_a_figure_without_files_has_few_names():
    figure = FigureFactory(own=True, key="images/harbour")

    assert names_of(figure) == {"images/harbour", "harbour"}


@pytest.mark.parametrize(
    "alt_text",
    [
        "Image of a curve that rises",
        "an image of a curve",
        "Picture of two cats.",
        "This is a photo of two cats.",
        "Photograph of two cats",
        "Figure of a curve",
        "The figure showing a curve",
        "Graphic of a curve",
        "A screenshot of the terminal",
        "Figure 3: image of a curve",
        "Bild von zwei Katzen",
        "Ein Foto von zwei Katzen",
        "Abbildung der Verlustkurve",
        "Die Abbildung des Verlusts",
        "Image de deux chats",
        "Une photo d\u2019un chat",
        "La figure des pertes",
        "Capture d'écran du terminal",
    ],
)
def test_what_screen_readers_say_anyway_is_refused(alt_text):
    assert problem(alt_text).startswith("Screen readers say that it is an image.")


@pytest.mark.parametrize(
    "alt_text",
    ["Figure 3", "Fig. 3b.", "Table IV", "Abbildung 2", "(a)", "b)", "Panel c", "3.5"],
)
def test_a_label_alone_is_refused(alt_text):
    assert problem(alt_text).startswith("This only names the figure.")


@pytest.mark.parametrize(
    ("alt_text", "hint"),
    [
        ("", ""),
        (GOOD, ""),
        ("x" * 40, ""),
        ("x" * 400, ""),
        ("x" * 39, "Say what the plots show. 40 characters or more."),
        ("x " * 300, "Longer than 400 characters."),
    ],
)
def test_length_is_hinted_at(alt_text, hint):
    assert hint_at_alt(alt_text).startswith(hint)
    assert bool(hint_at_alt(alt_text)) == bool(hint)


def test_the_same_words_for_two_figures_are_hinted_at():
    hint = hint_at_alt(GOOD, ["Other words.", GOOD.upper()])

    assert hint.startswith("Another figure of this paper says the same.")


@pytest.mark.django_db
def test_a_panel_without_a_caption_stands_under_its_figure_s():
    figure = FigureFactory(caption="Loss by step.")
    silent = FigureFactory(paper=figure.paper, parent=figure, caption="")
    own = FigureFactory(paper=figure.paper, parent=figure, caption="At night.")

    assert caption_of(silent) == "Loss by step."
    assert caption_of(own) == "At night."
    assert caption_of(FigureFactory(caption="")) == ""


@pytest.mark.django_db
def test_what_was_thrown_away_needs_no_words_nor_do_its_panels():
    kept = FigureFactory()
    panel = FigureFactory(paper=kept.paper, parent=kept)
    gone = FigureFactory(state=Figure.State.DISCARDED)
    FigureFactory(paper=gone.paper, parent=gone)

    assert set(figures_to_describe()) == {kept, panel}


@pytest.mark.django_db
def test_drafts_need_a_decision_with_or_without_words():
    draft, empty = FigureFactory(), FigureFactory(alt_text="")
    FigureFactory(alt_state=Figure.AltState.CONFIRMED)
    decorative = FigureFactory(alt_state=Figure.AltState.DECORATIVE)

    assert set(Figure.objects.filter(needs_alt_text())) == {draft, empty}
    assert decorative in Figure.objects.filter(needs_alt_text(decorative.pk))


@pytest.mark.django_db
def test_the_oldest_paper_comes_first_and_images_of_one_s_own_last():
    own = FigureFactory(own=True, key="images/harbour")
    new, old = PaperFactory(), PaperFactory()
    type(old).objects.filter(pk=old.pk).update(
        created_at=timezone.now() - timedelta(days=1)
    )
    late = FigureFactory(paper=new)
    second = FigureFactory(paper=old, position=2)
    first = FigureFactory(paper=old, position=1)
    panel = FigureFactory(paper=old, parent=first, position=1)

    assert list(in_queue_order(Figure.objects.all())) == [
        first,
        panel,
        second,
        late,
        own,
    ]
