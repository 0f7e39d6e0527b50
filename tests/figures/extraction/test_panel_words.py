import pytest

from figures.extraction.captions import FoundCaption
from figures.extraction.geometry import Box
from figures.extraction.pages import Page, Style, Word, line_of
from figures.extraction.panel_words import explain_panels, named_letters
from figures.extraction.records import Caption, FigureKind

BOX = Box(0, 0, 1, 1)


def caption(text, bold=()):
    """Figure 3's caption; ``bold`` are the places of its words that are set in bold."""
    words = [
        Word(word, BOX, Style("Serif", 9.0, place in bold, italic=False))
        for place, word in enumerate(text.split())
    ]
    record = Caption(FigureKind.FIGURE, "3", "Figure 3", text, text, 1, BOX)
    rows = ((line_of(words),),)
    return FoundCaption(record, Page(1, 612, 792, ()), rows, (text,))


@pytest.mark.parametrize(
    "text",
    [
        "Runs: (a) short ones; (b) long ones.",
        "Runs. (A) short ones (B) long ones.",
        "Runs. a) short ones b) long ones.",
        "Runs. Panel A: short ones. Panel B: long ones.",
        "Runs. Figure 3a short ones. Figure 3b long ones.",
        "A, short ones. B, long ones.",
        "a. Short ones. b. Long ones.",
        "Runs. a Short ones. b Long ones.",
        "Short ones (a) and long ones (b).",
        "\uff08a\uff09 short ones; \uff08b\uff09 long ones.",
        "(a, left) short ones, (b, right) long ones",
    ],
)
def test_letters_are_explained_in_many_ways(text):
    found = explain_panels(caption(text))

    assert list(found) == ["a", "b"]
    words = {letter: part.rstrip(".").lower() for letter, part in found.items()}
    assert words == {"a": "short ones", "b": "long ones"}


def test_ranges_and_groups_share_what_is_said_of_them():
    found = explain_panels(
        caption("(a-c) Loss. (d, e) Reward. (f) and (g) Steps in (a). (h) All.")
    )

    assert "".join(found) == "abcdefgh"
    assert found["b"] == "Loss."
    assert found["e"] == "Reward."
    assert found["f"] == found["g"] == "Steps in (a)."


def test_a_letter_that_refers_back_ends_nothing():
    found = explain_panels(
        caption("Runs: (a) short, (b) twice as long as (a), (c) all.")
    )

    assert found == {"a": "short", "b": "twice as long as (a)", "c": "all."}


def test_letters_that_lead_sentences_go_before_letters_inside_them():
    found = explain_panels(
        caption("Runs with (b) as in ours. (a) Short ones. (b) Long ones.")
    )

    assert found == {"a": "Short ones.", "b": "Long ones."}


def test_bold_letters_are_explained_even_behind_a_bold_title():
    text = "Rates of change. a loss of short runs, b, c loss of long runs"

    assert explain_panels(caption(text)) == {}
    found = explain_panels(caption(text, bold={0, 1, 2, 3, 8, 9}))

    assert list(found) == ["a", "b", "c"]
    assert found["a"] == "loss of short runs"
    assert found["c"] == "loss of long runs"


def test_bold_words_are_no_letters():
    text = "Rates. Both a and b grow."

    assert explain_panels(caption(text, bold={1, 2, 3, 4, 5})) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Loss as in Eq. (a) and Eq. (b).",
        "Loss of the runs of Figure 2a and Figure 2b.",
        "As in Fig. 2 (a) and Fig. 2 (b).",
        "The maps f(a) and f(b).",
        "A model. It grows from a to b, and in a short time.",
        "The time T a,b max. of all.",
        "(b) without its beginning, (c) either.",
        "Left: short. Right: long.",
        "(a) alone.",
    ],
)
def test_other_letters_explain_nothing(text):
    assert explain_panels(caption(text)) == {}


def test_letters_behind_the_number_of_a_table_are_explained():
    text = "(a) Runs as in Table 5. (b) Steps."

    assert list(explain_panels(caption(text))) == ["a", "b"]


def test_letters_named_without_order_are_known_as_named():
    found = caption("Weights (a. linear; c. kernel). Scores (b. linear). e: fields.")

    assert named_letters(found) == {"a", "b", "c", "e"}
