"""Two texts word by word, as an editor is shown them."""

from figures.admin.wordings import Run, compare_texts, find_runs, shorten


def test_of_many_words_that_stay_a_few_are_shown():
    words = "one two three four five six seven eight nine ten eleven"

    wording = compare_texts("Words", f"{words} a {words}", f"{words} b {words}")

    assert [run.words for run in shorten(wording).runs] == [
        "… eight nine ten eleven",
        "a",
        "b",
        "one two three four …",
    ]


def test_words_are_compared_whatever_blanks_stand_between_them():
    assert find_runs("Loss by\nstep", "Loss per step, mean") == [
        Run("same", "Loss"),
        Run("removed", "by\nstep"),
        Run("added", "per step, mean"),
    ]
    assert find_runs("Loss\nby step", "Loss by  step") == [Run("same", "Loss by  step")]
    assert find_runs("a " * 3000, "b") == [
        Run("removed", ("a " * 3000).strip()),
        Run("added", "b"),
    ]
