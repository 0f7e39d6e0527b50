"""What the environment may call the site."""

import pytest

from config.checks import check_identity


def test_the_defaults_pass():
    assert check_identity() == []


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("NAME", " ", "The site needs a name."),
        ("NAME", "x" * 61, "61 characters are too many. Use up to 60."),
        ("TAGLINE", "x" * 161, "161 characters are too many. Use up to 160."),
        ("TAGLINE", "one\ntwo", "It has to be one line of plain text."),
        ("ACCENT", "blue", "Write it as # and six digits: #1a4aa8."),
        ("ACCENT", "#ffee00", "#ffee00 is too pale to be read on the page"),
        ("FOOTER", "x" * 200_001, "200000 is the most"),
    ],
)
def test_a_faulty_variable_is_named_with_what_to_do(settings, name, value, sentence):
    setattr(settings, f"SITE_{name}", value)

    (problem,) = check_identity()

    assert problem.id == f"offprint.{name.lower()}"
    assert problem.msg.startswith(f"OFFPRINT_{name}: ")
    assert sentence in problem.msg
