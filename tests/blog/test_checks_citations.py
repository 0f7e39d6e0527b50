"""Citations that lead nowhere are in the way; what nobody refers to is not."""

import pytest

from blog.checks import Company, find_advice, find_blocking, look_at
from blog.models import Post

pytestmark = pytest.mark.django_db

ENTRY = "@article{on,\n  title = {On},\n}\n"


def told(findings):
    return [(each.sentence, each.spot and each.spot.line) for each in findings]


def blocked(body):
    return told(find_blocking(look_at(Post(title="A", body=body))))


def advised(body):
    company = Company(frozenset(), has_author=True, may_quote=False)
    post = Post(title="A", deck="B", body=body, lead_figure_id=1)
    return told(find_advice(look_at(post), company))


def test_unused_references_and_notes_are_advice_with_their_lines():
    body = f"On the one hand.\n\n[^on]: A note.\n\n```bibtex\n\n{ENTRY}```"
    body = body.replace("[^on]", "[^note]")

    assert blocked(body) == []
    assert advised(body) == [
        ("The reference “on” is never cited.", 7),
        ("Nothing refers to the note “note”.", 3),
    ]


def test_what_is_used_is_not_mentioned():
    body = f"As [@on] says.[^note]\n\n[^note]: A note.\n\n```bibtex\n{ENTRY}```"

    assert blocked(body) == []
    assert advised(body) == []


def test_marks_and_citations_without_an_end_block_where_they_stand():
    body = "On one.\n\nGone.\n\nAs [@one; @on] says.[^gone]"

    assert blocked(body) == [
        ("There is no reference “one”.", 5),
        ("There is no reference “on”.", 5),
        ("There is no note “gone”.", 5),
    ]
    [first, second, note] = find_blocking(look_at(Post(title="A", body=body)))
    assert (first.spot.column, second.spot.column) == (5, 11)
    assert (note.spot.column, note.spot.length) == (21, len("[^gone]"))


def test_bibtex_that_cannot_be_read_blocks_in_its_line():
    body = f"Words [@on].\n\n```bibtex\n{ENTRY}\n@article{{two,\n```"

    [(sentence, line)] = blocked(body)

    assert sentence.startswith(f"Line {line}: ")
    assert body.split("\n")[line - 1] == "@article{two,"


def test_of_a_library_that_nobody_cites_some_is_said():
    entries = "".join(ENTRY.replace("on,", f"key{n},") for n in range(50))

    assert len(advised(f"Words.\n\n```bibtex\n{entries}```")) == 20
