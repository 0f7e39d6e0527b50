import pytest

from figures.extraction.document import Document
from figures.extraction.venues import Imprint, read_imprint
from figures.extraction.years import read_year, year_of_id
from tests.pdfs import Paper

HEAD, FOOT, NOTE = 40, 760, 640


def pages_of(*lines, text=(), pages=1):
    """Papers with (height, words) in small type, and words in the text's size."""
    paper = Paper()
    for _ in range(pages):
        page = paper.page()
        page.paragraph(100, lines=8)
        for y, words in lines:
            page.text(72, y, words, size=7, font="helv")
        page.lines(72, 450, list(text), size=10, step=12)
    with Document(paper.content(), max_pages=9) as document:
        return [document.read_page(number + 1) for number in range(pages)]


def imprint_of(*lines, subject="", title="", **paper):
    return read_imprint(pages_of(*lines, **paper), {"subject": subject}, title)


def year_of(*lines, arxiv_id="", **paper):
    pages = pages_of(*lines, **paper)
    return read_year(pages, read_imprint(pages, {}, "").year, arxiv_id)


@pytest.mark.parametrize(
    ("line", "venue", "year"),
    [
        ("HardwareX 22 (2025) e00647", "HardwareX", 2025),
        ("Journal of Odd Results 74 (2022)", "Journal of Odd Results", 2022),
        ("Clinical Science (2014) 126, 305", "Clinical Science", 2014),
        ("NATURE ODDITIES | (2018) 9:4328 | DOI", "Nature Oddities", 2018),
        ("Curr. Odd. 2023, 30, 3079", "Curr. Odd.", 2023),
        ("Writer et al. Odd Biology 2014, 15:550", "Odd Biology", 2014),
        ("PHYSICAL REVIEW D 98, 043505 (2018)", "Physical Review D", 2018),
        (
            "IEEE TRANSACTIONS ON ODDITY, VOL. 17, NO. 11, MAY 2020",
            "IEEE Transactions on Oddity",
            2020,
        ),
        ("Nature | Vol 596 | 26 August 2021 | 583", "Nature", 2021),
        ("SCIENTIFIC REPORTS | 5 : 8555 | DOI: 10.1038", "Scientific Reports", None),
        ("Decision Sciences 12 (2019) 1", "Decision Sciences", 2019),
        ("Published as a conference paper at ICLR 2024", "ICLR 2024", 2024),
        (
            "Published in Transactions on Odd Research (05/2023)",
            "Transactions on Odd Research",
            2023,
        ),
        ("Accepted to JHEP", "JHEP", None),
        # Templates not filled in, and papers not published.
        ("MNRAS 000, 1 (2012)", "", None),
        ("IEEE TRANSACTIONS ON ODDITY, VOL. XX, NO. X, MONTH 2016", "", None),
        ("Energy Oddities 00 (2016) 000", "", None),
        ("Under review as a conference paper at ICLR 2026", "", None),
        ("Preprint submitted to Odd Instruments 12 (2020)", "", None),
        # What only looks like a journal.
        ("Draft version November 14, 2023", "", None),
        ("Received 12 (2020) 3", "", None),
        ("A. Smith, Nature 12 (2020) 3", "", None),
        ("Manuscript received March 19, 2019; revised May 5, 2019.", "", None),
        ("Published by the Odd Press in 2020", "", None),
    ],
)
def test_running_heads_and_feet_name_journal_and_year(line, venue, year):
    assert imprint_of((HEAD, line)) == Imprint(venue, year)
    assert imprint_of((FOOT, line)) == Imprint(venue, year)


@pytest.mark.parametrize(
    ("lines", "venue", "year"),
    [
        (["Proceedings of the 58th Annual Meeting of the Odd Society, pages 4969",
          "July 5 - 10, 2020. © 2020 The Odd Society"],
         "Proceedings of the 58th Annual Meeting of the Odd Society", 2020),
        (["Proceedings of the 37 th Conference on Fairness, Oddity, and Trust, Vienna,",
          "Austria, PMLR 119, 2020. Copyright 2020 by the author(s)."],
         "Proceedings of the 37th Conference on Fairness, Oddity, and Trust", 2020),
        (["Proceedings of Odd Healthcare 2017 JMLR W&C Track Volume 68"],
         "Proceedings of Odd Healthcare 2017", 2017),
        (["34th Conference on Odd Systems (OddS 2020), Vancouver, Canada."],
         "34th Conference on Odd Systems (OddS 2020)", 2020),
        (["ODDCOMM '18, August 20-25, 2018, Budapest, Hungary"], "ODDCOMM '18", 2018),
        (["CUG25, May 4 - May 8, 2025, Stony Brook, NY"], "CUG25", 2025),
        (["Conference'17, July 2017, Washington, DC, USA"], "", None),
        (["March 19, April 2019"], "", None),
        (["Leibniz International Proceedings in Informatics"],
         "Leibniz International Proceedings in Informatics", None),
    ],
)  # fmt: skip
def test_conferences_are_named_in_small_print(lines, venue, year):
    footnote = [(NOTE + 9 * number, line) for number, line in enumerate(lines)]

    assert imprint_of(*footnote) == Imprint(venue, year)


def test_a_citation_counts_where_it_is_of_the_paper_itself():
    title = "Curves That Rise and Fall"
    line = (
        FOOT,
        f"Writer et al. (2024). {title}. Journal of Odd Education, 7(77), 180.",
    )

    assert imprint_of(line, title=title) == Imprint("Journal of Odd Education", 2024)
    assert imprint_of(line, title="Something Else Entirely") == Imprint("", None)


@pytest.mark.parametrize(
    ("subject", "imprint"),
    [
        ("IEEE Oddity;2020;8; ;10.1109/ODD.2020.1", Imprint("IEEE Oddity", 2020)),
        ("HardwareX, 22 (2025) e647. doi:10.1016/j.o", Imprint("HardwareX", 2025)),
        ("Robot Air Hockey Challenge 2023", Imprint("", None)),
    ],
)
def test_publishers_write_the_journal_into_the_metadata(subject, imprint):
    assert imprint_of(subject=subject) == imprint


def test_text_and_references_name_no_journal():
    assert imprint_of(text=["Published in Nature", "Nature 12 (2020) 3"]).venue == ""
    line = (FOOT, "Nature 12 (2020) 3")
    assert imprint_of(line, text=["References"]).venue == ""


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("Published: 6 March 2023", 2023),
        ("Published online 25 February 2015", 2015),
        ("Received 9 January 2024; Available online 10 April 2025", 2025),
        ("date of publication September 1, 2020, date of current version May 3, 2021.",
         2020),
        ("Copyright: © 2019 by the authors.", 2019),
        ("© The Author(s) 2018", 2018),
        ("© 2019-2021 by many.", None),
        ("Received: 2 February 2023", None),
        ("November 14, 2023", None),
        ("© 2012 The Authors. Accepted XXX. Received YYY", None),
    ],
)  # fmt: skip
def test_the_year_is_that_of_publication_or_of_the_rights(line, year):
    assert year_of((NOTE, line)) == year


def test_the_journals_year_comes_before_the_day_it_went_online():
    lines = (HEAD, "Odd Letters 7 (2020) 3"), (NOTE, "Published: 3 December 2019")

    assert year_of(*lines) == 2020


def test_a_preprint_is_from_the_year_it_came_to_arxiv():
    assert year_of(arxiv_id="2304.14319v2") == 2023
    assert year_of((HEAD, "Odd Letters 7 (2024) 3"), arxiv_id="2304.14319") == 2024


@pytest.mark.parametrize(
    ("arxiv_id", "year"),
    [("hep-th/9901001", 1999), ("math.GT/0309136", 2003), ("", None)],
)
def test_old_ids_have_their_year_behind_the_slash(arxiv_id, year):
    assert year_of_id(arxiv_id) == year


def test_a_year_before_the_works_that_are_cited_is_a_templates():
    line = (NOTE, "© 2012 The Authors")
    cited = ["as others did (de Salas et al. 2018; Vagnozzi et al., 2017)"]

    assert year_of(line, text=["as planned for then (2018)"]) == 2012
    assert year_of(line, text=cited) is None
