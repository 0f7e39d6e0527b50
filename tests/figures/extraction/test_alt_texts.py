import pytest

from figures.extraction.alt_texts import ALT_LENGTH, draft_alt_text


def test_drafts_say_what_the_caption_and_the_words_inside_say():
    draft = draft_alt_text(
        "Reward (a) [3] against compute. More follows", ["0.5", "Steps"]
    )

    assert draft == ("Reward against compute. More follows. Text in the figure: Steps.")
    assert draft_alt_text("", ["Steps"]) == "Text in the figure: Steps."
    assert draft_alt_text("", []) == ""


def test_a_draft_is_never_the_caption():
    assert draft_alt_text("Reward against compute.", []) == ""
    assert draft_alt_text("Reward of runs. Stars are long.", []) == "Reward of runs."


@pytest.mark.parametrize(
    "inside",
    [
        ["Steps", "steps", "Steps "],
        ["Steps", "0.5", "1e-3", "x"],
        ["Steps", "reward"],
        ["Steps", "a \ufffd of it"],
        ["Steps", "Steps (of"],
        ["Steps", "A paragraph that stands inside the box by mistake and goes on"],
    ],
)
def test_only_labels_that_tell_something_new_are_listed(inside):
    draft = draft_alt_text("Reward of runs.", inside)

    assert draft == "Reward of runs. Text in the figure: Steps."


def test_labels_of_several_words_are_kept_before_single_ones():
    labels = [f"Word{'x' * number}" for number in range(30)]

    draft = draft_alt_text("Reward of runs.", [*labels, "Steps of training so far"])

    assert "Steps of training so far" in draft


def test_drafts_fit_into_a_breath_and_end_at_a_word():
    draft = draft_alt_text("Reward against compute " * 60, ["Steps of it"] * 9)

    assert len(draft) <= ALT_LENGTH
    assert draft.endswith("Text in the figure: Steps of it.")


def test_a_draft_does_not_say_that_it_is_an_image():
    draft = draft_alt_text("Image of the setup in use. More.", ["Lamp"])

    assert draft == "The setup in use. More. Text in the figure: Lamp."
