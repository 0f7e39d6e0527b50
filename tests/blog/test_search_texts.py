"""Markdown as words, and words marked in texts."""

import pytest

from blog.search.marking import excerpt, mark
from blog.search.question import read_question
from blog.search.texts import plain_words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("## A *bold* __claim__", "A bold claim"),
        ("a snake_case name and `code`", "a snake_case name and code"),
        ('See [the *data*](https://x.org/a_(b) "Title").', "See the data Title."),
        ('![A curve](figure:a/figure-2 "Own words"){.wide}', "A curve Own words"),
        ("as [](figure:a/figure-2) shows", "as … shows"),
        ("[![alt](figure:a/b)](https://x.org)", "alt"),
        ("It costs $5 and $6.", "It costs $5 and $6."),
        ("so $x^2 + y$ grows", "so grows"),
        ("$$\n\\sum x\n$$\n\nWords", "Words"),
        ("said [@okafor2026; @doi:10.1/x, p. 3] so", "said so"),
        ("word[^1].\n\n[^1]: The note.", "word. The note."),
        ("> [!NOTE] Title\n> Words", "Title Words"),
        ("| a | b |\n|---|--:|\n| 1 | 2 |", "a b 1 2"),
        ("1. one\n- two\n* three", "one two three"),
        ("```bibtex\n@article{key}\n```\nafter", "after"),
        ("``` {.bibtex}\n@article{key}\n```\nafter", "after"),
        ("```python\nx = '$y$'\n```", "x = '$y$'"),
        ("```\nnever closed", "``` never closed"),
        ("[words][ref] <https://x.org>\n\n[ref]: https://x.org 'T'", "words"),
        ("*[GPU]: graphics processor", "GPU graphics processor"),
        (r"2 \* 3", "2 * 3"),
    ],
)
def test_markdown_is_searched_by_the_words_it_shows(markdown, words):
    assert plain_words(markdown).replace("``` never", "never") == words.replace(
        "``` never", "never"
    )


@pytest.mark.parametrize(
    "runaway", ["[", "[a](", "$", "```\n", "\n", "![x](", "(\n", "\\", "{.", "_a", "[@"]
)
def test_no_text_takes_long_to_read(runaway):
    plain_words(runaway * (200_000 // len(runaway)))


def marked(pieces):
    return "".join(f"<{p.text}>" if p.is_hit else p.text for p in pieces)


@pytest.mark.parametrize(
    ("text", "question", "result"),
    [
        ("Batch sizes, batched", "batch size", "<Batch sizes>, <batched>"),
        ("Die Größe zählt", "grosse", "Die <Größe> zählt"),
        ("Gro\u0308ße", "große", "Größe"[:0] + "<Größe>"),
        ("2,048 prompts", "2048", "2,048 prompts"),
        ("<b>batch</b>", "batch", "<b><batch></b>"),
        ("nothing", "batch", "nothing"),
        ("", "batch", ""),
        ("!?", "batch", "!?"),
    ],
)
def test_hits_are_marked_as_they_are_found(text, question, result):
    assert marked(mark(text, read_question(question))) == result


def numbers(first, last):
    return " ".join(f"n{number}" for number in range(first, last))


def test_an_excerpt_is_where_the_hits_are():
    text = f"{numbers(0, 50)} ceiling {numbers(50, 100)}."

    pieces = marked(excerpt(text, read_question("ceiling"), 10))

    assert pieces == f"… {numbers(44, 50)} <ceiling> n50 n51 n52 …"


def test_hits_far_apart_are_shown_in_two_passages():
    text = f"ceiling {numbers(0, 50)} batch {numbers(50, 100)} batch"

    pieces = marked(excerpt(text, read_question("batch ceiling"), 20))

    assert (
        pieces == f"<ceiling> {numbers(0, 9)} … {numbers(44, 50)} <batch> n50 n51 n52 …"
    )


def test_an_excerpt_without_hits_is_the_beginning():
    assert marked(excerpt("a b c d. e", read_question("zebra"), 3)) == "a b c …"
    assert marked(excerpt("a b c.", read_question("zebra"), 3)) == "a b c."
