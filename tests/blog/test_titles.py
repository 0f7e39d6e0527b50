"""Titles that a paper prints in capitals are set smaller, in the same words."""

import pytest

from blog.templatetags.titles import set_quietly


@pytest.mark.parametrize(
    ("title", "is_marked"),
    [
        ("THE ART OF SCALING COMPUTE FOR LLMS", True),
        ("LES ÉTOILES DU NORD 2024", True),
        ("The Art of Scaling", False),
        ("GPT-4 TECHNICAL REPORT", False),
        ("BERT", False),
        ("注意力就是你所需要的一切", False),
        ("", False),
    ],
)
def test_only_a_title_all_in_capitals_is_marked(title, is_marked):
    html = set_quietly(title)

    assert ('class="loud"' in html) is is_marked
    assert title in html


def test_a_marked_title_is_text():
    assert set_quietly("A <B> & C D E") == (
        '<span class="loud">A &lt;B&gt; &amp; C D E</span>'
    )
