"""Three versions of a text: what goes together, what clashes, what has to be tidied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.differences import find_differences
from blog.lines import Patience
from blog.merging import MARK, is_disputed, mark, merge_texts, settle

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
    assert len(MARK.findall(text)) == 3


def test_brackets_in_prose_are_no_marks():
    assert not MARK.search("The meaning ⟦e⟧ of **⟦e⟧**, and ⟦⟦e⟧⟧ of it.")


def changed(lines, every, sign):
    return [line + sign * (n % every == 1) for n, line in enumerate(lines)]


@pytest.mark.parametrize("base", [10_000, None])
def test_where_merging_would_take_too_long_the_changed_part_is_one_dispute(base):
    ours = [f"{number}" for number in range(10_000)]
    theirs, mine = changed(ours, 2, "!"), changed(ours, 3, "?")

    passages = merge_texts(base and "\n".join(ours), *map("\n".join, (theirs, mine)))

    (disputed,) = (passage for passage in passages if passage.is_disputed)
    assert (disputed.theirs, disputed.mine) == (theirs[1:], mine[1:])
    assert settle(passages, "theirs").split("\n") == theirs
    assert settle(passages, "mine").split("\n") == mine


@pytest.mark.parametrize("side", ["theirs", "mine"])
def test_however_long_a_text_is_what_one_side_alone_changed_is_no_dispute(side):
    base = [f"{number}" for number in range(10_000)]
    texts = {"theirs": base, "mine": base, side: changed(base, 2, "!")}
    theirs, mine = ("\n".join(texts[each]) for each in ("theirs", "mine"))

    passages = merge_texts("\n".join(base), theirs, mine)

    assert not is_disputed(passages)
    assert settle(passages, "mine").split("\n") == texts[side]


def test_a_long_post_with_many_changes_on_both_sides_goes_together():
    paragraphs = [f"Paragraph {number}." for number in range(1_000)]
    theirs, mine = list(paragraphs), list(paragraphs)
    theirs[5::20] = [f"{words} Theirs." for words in theirs[5::20]]
    mine[15::20] = [f"{words} Mine." for words in mine[15::20]]

    passages = merge_texts(*map("\n\n".join, (paragraphs, theirs, mine)))

    assert not is_disputed(passages)
    assert settle(passages, "mine").count("Theirs.") == 50
    assert settle(passages, "mine").count("Mine.") == 50


@pytest.mark.parametrize("sign", ["\u2028", "\x0c", "\x85", "\x1c"])
def test_odd_signs_within_a_line_stay_where_they_are(sign):
    mine = f"One{sign}more.\n\nTwo.\n\nThree."

    assert settle(merge_texts(BASE, BASE, mine), "mine") == mine
    assert settle(merge_texts(BASE, f"{BASE}!", mine), "mine") == f"{mine}!"


def test_ends_of_lines_as_forms_send_them_are_no_change():
    passages = merge_texts(BASE, BASE.replace("\n", "\r\n"), BASE + "\r\n")

    assert not is_disputed(passages)
    assert settle(passages, "mine") == BASE


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


def test_texts_with_little_in_common_are_told_as_whole_blocks():
    old = [f"{number}" for number in range(10_000)]

    (difference,) = find_differences(*map("\n".join, (old, changed(old, 2, "!"))))

    assert [run.fate for run in difference.runs] == ["removed", "added"]
    assert difference.runs[1].words.split("\n") == changed(old, 2, "!")[1:]


def test_where_patience_ends_lines_are_told_whole():
    (difference,) = find_differences("A red bird.", "A blue bird.", Patience(2))

    assert [run.fate for run in difference.runs] == ["removed", "added"]
