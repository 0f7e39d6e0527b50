"""Figures of a new version are matched with what they were, not with what they are called."""

from hashlib import blake2b

import pytest

from figures.matching import Likeness, match_figures

LOSS = "Loss by step for three models of growing size, averaged over five seeds."
RATES = "Learning rates against batch size; the shaded band is one deviation."
SETUP = "Our setup. Workers pull prompts from a queue and send rewards to the trainer."
TASKS = "Accuracy on held-out tasks after fine-tuning with and without replay."


def looks(seed):
    """Hashes of different pictures differ in about half of their bits."""
    return blake2b(seed.encode(), digest_size=8).hexdigest()


def redrawn(hash_, bits=3):
    return f"{int(hash_, 16) ^ ((1 << bits) - 1):016x}"


def figure(number, caption, picture=None, kind="figure"):
    return Likeness(kind, number, caption, looks(picture) if picture else "")


PAPER = [
    figure("1", SETUP, "setup"),
    figure("2", LOSS, "loss"),
    figure("3", RATES, "rates"),
    figure("4", TASKS, "tasks"),
]


def test_a_paper_matches_itself():
    assert match_figures(PAPER, PAPER) == {0: 0, 1: 1, 2: 2, 3: 3}


def test_a_new_figure_that_comes_before_takes_labels_but_no_matches():
    ablation = figure("2", "What each part of the recipe adds to the score.", "parts")
    renumbered = [
        PAPER[0],
        ablation,
        figure("3", LOSS, "loss"),
        figure("4", RATES, "rates"),
        figure("5", TASKS, "tasks"),
    ]

    assert match_figures(PAPER, renumbered) == {0: 0, 2: 1, 3: 2, 4: 3}


@pytest.mark.parametrize("picture", ["loss", None])
def test_figures_that_swap_labels_are_followed(picture):
    old = [
        figure("1", LOSS, picture),
        figure("2", RATES, picture and "rates"),
    ]
    new = [
        figure("1", RATES, picture and "rates"),
        figure("2", LOSS, picture),
    ]

    assert match_figures(old, new) == {0: 1, 1: 0}


def test_a_renumbered_figure_with_an_edited_caption_is_followed():
    edited = LOSS.replace("three models", "four models") + " Best run in bold."
    new = [figure("1", TASKS, "other"), figure("2", edited, "loss")]

    assert match_figures([figure("1", LOSS, "loss")], new) == {1: 0}


def test_a_caption_written_anew_is_matched_by_label_and_looks():
    new = [figure("1", "Training curves (lower is better).", "loss")]

    assert match_figures([figure("1", LOSS, "loss")], new) == {0: 0}


def test_a_drawing_made_anew_is_matched_by_its_caption():
    old, new = [figure("1", LOSS, "loss")], [figure("3", LOSS, "another")]

    assert match_figures(old, new) == {0: 0}


def test_a_drawing_that_changed_a_little_decides_between_like_captions():
    old = [figure("1", "Results.", "loss"), figure("2", "Results.", "rates")]
    new = [
        Likeness("figure", "1", "Results.", redrawn(looks("rates"))),
        Likeness("figure", "2", "Results.", redrawn(looks("loss"))),
    ]

    assert match_figures(old, new) == {0: 1, 1: 0}


def test_the_label_decides_where_captions_are_alike_and_looks_unknown():
    old = [figure("1", "Results."), figure("2", "Results.")]

    assert match_figures(old, [figure("2", "Results.")]) == {0: 1}


def test_another_figure_under_an_old_label_is_new():
    old, new = [figure("1", LOSS, "loss")], [figure("1", SETUP, "setup")]

    assert match_figures(old, new) == {}


def test_a_figure_that_is_gone_is_matched_with_nothing():
    assert match_figures(PAPER, [PAPER[0], *PAPER[2:]]) == {0: 0, 1: 2, 2: 3}


def test_a_table_never_becomes_a_figure():
    assert match_figures([figure("1", LOSS)], [figure("1", LOSS, kind="table")]) == {}


def test_the_parts_of_a_repeated_label_keep_their_order():
    parts = [figure("1", SETUP, "one"), figure("1", SETUP, "two")]

    assert match_figures(parts, parts) == {0: 0, 1: 1}


def test_repeats_that_nothing_tells_apart_keep_their_order():
    parts = [figure("1", "Continued.")] * 3

    assert match_figures(parts, parts) == {0: 0, 1: 1, 2: 2}


def test_unnumbered_figures_are_matched_by_what_else_is_known():
    old = [figure("", LOSS), figure("", "", "rates")]
    new = [figure("", "", "rates"), figure("", LOSS)]

    assert match_figures(old, new) == {0: 1, 1: 0}


def test_figures_of_which_nothing_is_known_are_not_matched():
    assert match_figures([figure("", "")], [figure("", "")]) == {}


def test_looks_alone_have_to_be_almost_the_same():
    old = [figure("", "", "loss")]
    other = Likeness("figure", "", "", redrawn(looks("loss"), bits=12))

    assert match_figures(old, [other]) == {}


def test_founts_and_case_make_no_difference():
    old = [Likeness("figure", "S1", "Efﬁcient learning.", "")]
    new = [Likeness("figure", "s1", "EFFICIENT LEARNING.", "")]

    assert match_figures(old, new) == {0: 0}


def test_nothing_matches_nothing():
    assert match_figures([], []) == match_figures(PAPER, []) == {}
    assert match_figures([], PAPER) == {}
