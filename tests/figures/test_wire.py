"""What the child says arrives as it was sent, and nonsense is noticed."""

import io
import json
from dataclasses import replace

import pytest

from figures.extraction.records import FigureKind, Passage
from figures.extraction.renditions import vector_rendition
from figures.extraction.wire import (
    BoxCut,
    Finished,
    PageDrawn,
    PageRead,
    PanelsFound,
    PaperRead,
    Refused,
    WireError,
    read_events,
    write_event,
)
from tests.figures import cuts

PASSAGE = Passage(
    text="Figure 1: Loss.",
    box=cuts.BOX,
    kind=FigureKind.FIGURE,
    number="1",
    label="Figure 1",
    caption="Loss.",
)
PROSE = Passage("Words.", cuts.BOX, kind=None, number="", label="", caption="")
PAGE = PageDrawn(2, 612.0, 792.5, (PASSAGE, PROSE), cuts.renditions()[-1])
PANELS = PanelsFound(
    panels=(cuts.panel("a"), cuts.panel("b")),
    looks=(cuts.LOOKS, "0" * 16),
    renditions=(cuts.renditions(), cuts.renditions("grey")),
)
PAPER = PaperRead(
    title="Loss by step",
    authors=("A. Author", "B. Author"),
    arxiv_id="2510.13786",
    doi="",
    year=2025,
    venue="Journal of Steps",
    licence="cc-by",
    page_count=3,
    figure_count=1,
    warnings=("Two pages could not be read.",),
)


def sent(*events):
    stream = io.BytesIO()
    for event in events:
        write_event(stream, event)
    stream.seek(0)
    return stream


@pytest.mark.parametrize(
    "event",
    [
        PageRead(3, 21),
        PAPER,
        Refused("Not a PDF."),
        Finished(),
        cuts.cut("3", panels=[cuts.panel("a"), cuts.panel("b")]),
        PAGE,
        PANELS,
        BoxCut(cuts.BOX, cuts.LOOKS, cuts.renditions()),
    ],
    ids=lambda event: type(event).__name__,
)
def test_an_event_arrives_as_it_was_sent(event):
    assert list(read_events(sent(event, PageRead(1, 1)))) == [event, PageRead(1, 1)]


def test_a_figure_without_panels_arrives_without_any():
    assert list(read_events(sent(PanelsFound((), (), ())))) == [PanelsFound((), (), ())]


def test_a_paper_without_a_year_arrives_without_one():
    paper = replace(PAPER, year=None, licence="")

    assert list(read_events(sent(paper))) == [paper]


def test_a_stream_that_breaks_off_within_a_picture_is_noticed():
    whole = sent(cuts.cut()).getvalue()

    with pytest.raises(WireError):
        list(read_events(io.BytesIO(whole[:-10])))


def changed_paper(**changes):
    return json.dumps(json.loads(sent(PAPER).readline()) | changes).encode()


def changed_page(**changes):
    return json.dumps(json.loads(sent(PAGE).readline()) | changes).encode()


def changed_panels(**changes):
    return json.dumps(json.loads(sent(PANELS).readline()) | changes).encode()


def changed_figure(**changes):
    return json.dumps(json.loads(sent(cuts.cut()).readline()) | changes).encode()


def changed_cut(**changes):
    record = json.loads(sent(cuts.cut()).readline())
    record["renditions"][0] |= changes
    return json.dumps(record).encode()


@pytest.mark.parametrize(
    "line",
    [
        b"Segmentation fault",
        b"[]",
        b'{"event": "Launch"}',
        b'{"event": "PageRead", "pages_done": 1}',
        b'{"event": "FigureCut"}',
        changed_paper(year="2025"),
        changed_paper(year=25),
        changed_paper(year=True),
        changed_paper(licence="public domain"),
        changed_paper(licence=["cc-by"]),
        changed_figure(looks="00FF00FF00FF00FF"),
        changed_figure(looks="00ff"),
        changed_figure(panel_looks=[cuts.LOOKS]),
        changed_figure(panel_renditions=[[]]),
        changed_page(width=0),
        changed_page(height=-1.0),
        changed_page(passages=[{}] * 2001),
        changed_page(passages=[{"text": "Words"}]),
        changed_page(image={}),
        changed_panels(looks=[cuts.LOOKS]),
        changed_panels(renditions=[]),
        changed_panels(panels=[]),
        changed_panels(panels=[{}] * 30, looks=[cuts.LOOKS] * 30, renditions=[[]] * 30),
        changed_cut(format="bmp"),
        changed_cut(role="poster"),
        # The first is the master, of which there are only PNGs.
        changed_cut(format="webp"),
        changed_cut(content=10**12),
        changed_cut(content=0),
    ],
)
def test_what_is_no_event_is_an_error(line):
    with pytest.raises(WireError):
        list(read_events(io.BytesIO(line + b"\n")))


def test_a_vector_copy_arrives_and_what_only_says_to_be_one_is_left_out():
    copies = cuts.renditions()
    true = vector_rendition(cuts.SVG)
    false = replace(true, content=cuts.SVG.replace(b"<use", b"<use onload='x'"))

    cut, page = read_events(
        sent(BoxCut(cuts.BOX, cuts.LOOKS, (*copies, true, false)), PageRead(1, 3))
    )

    assert cut.renditions == (*copies, true)
    # What comes behind it is read as ever.
    assert page == PageRead(1, 3)


def test_a_passage_without_end_is_cut():
    page = replace(PAGE, passages=(replace(PROSE, text="long " * 10_000),))

    (arrived,) = read_events(sent(page))

    assert len(arrived.passages[0].text) == 20_000
