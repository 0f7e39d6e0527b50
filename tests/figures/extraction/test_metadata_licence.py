import pytest

from figures.extraction.document import Document
from figures.extraction.licensing import read_licence
from tests.pdfs import Paper

BY = "https://creativecommons.org/licenses/by/4.0/"


def licence_of(*lines, page=1, pages=1, top=700):
    """What a paper of ``pages`` is under that prints ``lines`` at the foot of ``page``."""
    paper = Paper()
    for number in range(1, pages + 1):
        drawn = paper.page()
        drawn.paragraph(100, lines=8)
        if number == page:
            drawn.lines(72, top, list(lines), size=7, step=9)
    with Document(paper.content(), max_pages=99) as document:
        return read_licence([document.read_page(n + 1) for n in range(pages)])


@pytest.mark.parametrize(
    ("line", "licence"),
    [
        (f"This work is licensed under a Creative Commons licence: {BY}", "cc-by"),
        ("This article is an open access article under the CC BY license.", "cc-by"),
        ("This is an open access article under the CC BY-NC-ND license", "cc-by-nc-nd"),
        ("© 2024 CC-BY 4.0, P. Penguin, Q. Queue & R. Reader.", "cc-by"),
        ("© A. Writer; licensed under Creative Commons License CC-BY 4.0", "cc-by"),
        (
            (
                "Copyright © 2025 for this paper by its authors. Use permitted under "
                "Creative Commons License Attribution 4.0 International."
            ),
            "cc-by",
        ),
        ("License: CC-BY 4.0, see the journal.", "cc-by"),
        (
            (
                "The Authors has paid for this article to be freely available under the "
                "Creative Commons Attribution Licence (CC-BY)"
            ),
            "cc-by",
        ),
        (
            (
                "Copyright 2020 A. B. Writer, released under a Creative Commons "
                "Attribution-ShareAlike 4.0 International license."
            ),
            "cc-by-sa",
        ),
        (
            (
                "This article is distributed under the terms of the Creative Commons "
                "Attribution Non-Commercial License"
            ),
            "cc-by-nc",
        ),
        (
            (
                "The copyright holder for this preprint is the author. It is made available "
                "under a CC-BY-NC-ND 4.0 International license."
            ),
            "cc-by-nc-nd",
        ),
        ("This work is licensed under Creative Commons Zero.", "cc0"),
        (
            f"This paper is published under {BY.replace('by', 'by-nc-sa')}",
            "cc-by-nc-sa",
        ),
        (
            "© 2021 IEEE. Personal use is permitted, but republication requires it.",
            "reserved",
        ),
        ("Copyright 2019 The Publisher. All rights reserved.", "reserved"),
        (
            "Permission to make digital or hard copies of all or part of this work",
            "reserved",
        ),
        ("© 2021 The Authors.", ""),
        # Of something else.
        ("Our dataset is licensed under a Creative Commons Attribution License.", ""),
        ("The code of this paper is available under CC BY 4.0.", ""),
        ("This paper is accompanied by data available under CC BY 4.0.", ""),
        ("In this work we use photographs that are licensed under CC BY-SA 2.0.", ""),
        ("Figure 1: © 2020 Some Map. All rights reserved.", ""),
        ("[50] A. Writer. Motion. Journal. tex.copyright: All rights reserved.", ""),
    ],
)
def test_only_what_a_paper_says_of_itself_counts(line, licence):
    assert licence_of(line) == licence


def test_a_statement_is_read_over_narrow_lines():
    lines = [
        "This article is an open access",
        "article distributed under the terms",
        "and conditions of the Creative",
        "Commons Attribution-Non-",
        "Commercial (CC BY-NC) license (https://",
        "creativecommons.org/licenses/by-",
        "nc/4.0/).",
    ]

    assert licence_of(*lines) == "cc-by-nc"


def test_words_and_address_that_differ_leave_a_doubt():
    line = f"This work is licensed under CC BY-NC 4.0, see {BY}"

    assert licence_of(line) == ""


def test_a_licence_outweighs_reserved_rights():
    lines = [
        "© 2021 The Publisher. All rights reserved.",
        "This article is licensed under a Creative Commons Attribution License.",
    ]

    assert licence_of(*lines) == "cc-by"


def test_the_last_pages_are_read_and_those_between_are_not():
    line = "Open Access This article is licensed under a CC BY license."

    assert licence_of(line, page=9, pages=9) == "cc-by"
    assert licence_of(line, page=3, pages=9) == ""
