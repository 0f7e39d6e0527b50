"""Three versions of a text: what goes together, what clashes, what has to be tidied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.differences import find_differences
from blog.merging import has_marks, is_disputed, mark, merge_texts, settle

BASE = "One.\n\nTwo.\n\nThree."


def test_changes_of_different_paragraphs_go_together():
    passages = merge_texts(BASE, "One!\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree?")

    assert not is_disputed(passages)
    assert settle(passages, "mine") == "One!\n\nTwo.\n\nThree?"


def test_neighbouring_paragraphs_go_together():
    passages = merge_texts(BASE, "One!\n\nTwo.\n\nThree.", "One.\n\nTwo?\n\nThree.")

    assert settle(passages, "mine") == "One!\n\nTwo?\n\nThree."


def test_the_same_change_on_both_sides_is_no_dispute():
    passages = merge_texts(BASE, "One!\n\nTwo.", "One!\n\nTwo.")

    assert not is_disputed(passages)
    assert settle(passages, "theirs") == "One!\n\nTwo."


def test_different_changes_of_a_paragraph_are_a_dispute_and_the_rest_goes_together():
    passages = merge_texts(
        BASE, "One.\n\nTheirs.\n\nThree!", "Zero.\n\nOne.\n\nMine.\n\nThree."
    )

    assert settle(passages, "mine") == "Zero.\n\nOne.\n\nMine.\n\nThree!"
    assert settle(passages, "theirs") == "Zero.\n\nOne.\n\nTheirs.\n\nThree!"


def test_a_paragraph_taken_out_by_one_and_changed_by_the_other_is_a_dispute():
    assert is_disputed(merge_texts(BASE, "One.\n\nThree.", "One.\n\nTwo!\n\nThree."))


def test_without_a_base_all_that_differs_is_a_dispute():
    passages = merge_texts(None, "One.\n\nTheirs.", "One.\n\nMine.")

    assert is_disputed(passages)
    assert settle(passages, "theirs") == "One.\n\nTheirs."
    assert settle(passages, "mine") == "One.\n\nMine."


def test_both_versions_of_a_passage_stand_between_marks():
    passages = merge_texts(BASE, "One.\n\nTheirs.\n\nThree.", "One.\n\nMine.\n\nThree.")

    text = mark(passages, "Ada **Lovelace**\n, 14:32")

    assert "**⟦⟦Yours⟧⟧**\n\nMine.\n\n**⟦⟦Ada Lovelace, 14:32⟧⟧**\n\nTheirs." in text
    assert text.startswith("One.\n")
    assert text.endswith("\nThree.")
    assert has_marks(text)
    assert has_marks(text.replace("\n", "\r\n"))


def test_brackets_in_prose_are_no_marks():
    assert not has_marks("The meaning ⟦e⟧ of **⟦e⟧**, and ⟦⟦e⟧⟧ of it.")


def test_texts_that_would_take_too_long_are_one_dispute():
    base, theirs, mine = ("a\n" * 2000, "a\n" * 1999, "a\n" * 2001)

    assert len(merge_texts(base, theirs, mine)) == 1


lines = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=12)
texts = lines.map("\n".join).map(str.strip)


@pytest.mark.parametrize("side", ["theirs", "mine"])
@given(base=texts, changed=texts)
def test_what_only_one_side_changed_is_taken_whole(side, base, changed):
    theirs, mine = (changed, base) if side == "theirs" else (base, changed)

    passages = merge_texts(base, theirs, mine)

    assert not is_disputed(passages)
    assert settle(passages, "mine").splitlines() == changed.splitlines()


@given(base=texts, theirs=texts, mine=texts)
def test_a_merge_with_marks_has_every_line_that_somebody_added(base, theirs, mine):
    merged = mark(merge_texts(base, theirs, mine), "Ada").splitlines()

    for line in {*theirs.splitlines(), *mine.splitlines()} - {*base.splitlines()}:
        assert line in merged


def test_differences_are_told_by_paragraph_and_word():
    (difference,) = find_differences("Same.\n\nA red bird.", "Same.\n\nA blue bird.")

    assert [(run.fate, run.words) for run in difference.runs] == [
        ("same", "A"),
        ("removed", "red"),
        ("added", "blue"),
        ("same", "bird."),
    ]


def test_paragraphs_added_and_removed_are_differences():
    added, removed = find_differences("B\nC\nD", "A\nB\nC")

    assert [run.fate for run in added.runs] == ["added"]
    assert [run.fate for run in removed.runs] == ["removed"]


def test_a_paragraph_between_rewritten_ones_may_be_new():
    differences = find_differences("One.\nEnd.", "Eins.\nZwei.\nEnd.")

    assert [[run.fate for run in each.runs] for each in differences] == [
        ["removed", "added"],
        ["added"],
    ]
