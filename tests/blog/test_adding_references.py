import re

import pytest

from blog.citations import add_entries, read_bibtex
from blog.markdown import render_text

ENTRY = "@article{a2020, Title = {One  {Two}}, year = 2020}"


def test_the_first_reference_brings_its_fence():
    merged = add_entries("Words.\n\n", ENTRY)

    assert merged.body == (
        "Words.\n\n```bibtex\n@article{a2020,\n  title = {One {Two}},\n"
        "  year = {2020},\n}\n```\n"
    )
    assert merged.keys == ("a2020",)
    assert merged.problems == ()


def test_the_next_goes_into_the_last_fence():
    body = "A\n\n```bibtex\n@misc{x,}\n```\n\nB"

    merged = add_entries(body, ENTRY)

    assert merged.body.count("```") == 2
    assert merged.body.startswith("A\n\n```bibtex\n@misc{x,}\n\n@article{a2020,")
    assert merged.body.endswith("}\n```\n\nB")


def test_what_is_there_is_not_doubled():
    first = add_entries("", ENTRY)

    again = add_entries(first.body, f"{ENTRY}\n{ENTRY.replace('{One  {Two}}', '{X}')}")

    assert again.keys == ("a2020",)
    assert again.body == first.body


def test_a_taken_key_gets_a_letter():
    body = add_entries("", ENTRY).body

    merged = add_entries(body, "@article{a2020, title={Other}}")
    again = add_entries(merged.body, "@article{a2020, title={Other}}")

    assert merged.keys == again.keys == ("a2020a",)
    assert again.body == merged.body
    assert add_entries(merged.body, "@misc{a2020, x={y}}").keys == ("a2020b",)


@pytest.mark.parametrize(
    ("key", "chosen"),
    [
        ("DBLP:conf/x-y", "DBLP:conf/x-y"),
        ("a b;c", "a-b-c"),
        ("doi:10.1/x", "doi-10.1/x"),
        ("[]", "reference"),
    ],
)
def test_keys_can_be_cited(key, chosen):
    assert add_entries("", f"@misc{{{key}, title={{x}}}}").keys == (chosen,)


def test_what_cannot_be_read_is_told_and_the_rest_is_added():
    merged = add_entries("", "@misc{a title={x}}\n@misc{b, title={y}}")

    assert merged.keys == ("b",)
    assert merged.problems[0].startswith("Line 1: this entry cannot be read")


@pytest.mark.parametrize("pasted", ["", "nothing", "@", "@misc{", "\x00"])
def test_nothing_found_changes_nothing(pasted):
    assert add_entries("Words.\n", pasted).body == "Words.\n"
    assert add_entries("Words.\n", pasted).keys == ()


@pytest.mark.parametrize(
    "value", ["a\n```\nb", "{a}} b", "\\", "x \\} y", '"', "a } # { b", "{" * 30]
)
@pytest.mark.django_db
def test_values_never_break_out_of_the_block(value):
    merged = add_entries("X [@a].", f'@misc{{a, title = "{value}", note = {{n}}}}')

    text = render_text(merged.body)

    assert not [p for p in text.citation_problems if "cannot be read" in p]
    assert len(re.findall(r"^```", merged.body, re.MULTILINE)) in {0, 2}


@pytest.mark.django_db
def test_an_open_fence_does_not_swallow_references():
    merged = add_entries("X [@a2020].\n\n```python\nopen", ENTRY)

    assert 'id="ref-1"' in render_text(merged.body).html


def test_lines_of_windows_are_read():
    merged = add_entries("A\r\n\r\n```bibtex\r\n@misc{x,}\r\n```", ENTRY)

    assert merged.body.count("```") == 2


def test_what_is_written_reads_back_the_same():
    once = add_entries("", r'@misc{k, title = "G{\"o}del", author = {A, B and C}}').body
    code = once.split("\n", 1)[1].rsplit("\n```", 1)[0]

    assert read_bibtex(code).problems == ()
    assert add_entries("", code).body == once
