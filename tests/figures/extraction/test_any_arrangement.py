"""However a paper is arranged, its figures come out, and nothing else."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from figures.extraction.pipeline import extract_figures
from figures.extraction.records import FigureKind
from tests.figures.extraction.arrangements import (
    FORMS,
    Plan,
    Planned,
    PlannedPage,
    Printer,
)
from tests.figures.extraction.boxes import overlap_of

figures = st.builds(
    Planned,
    form=st.sampled_from(sorted(FORMS)),
    share=st.floats(0.6, 0.98),
    height=st.integers(60, 150),
    rows=st.integers(3, 8),
    caption_words=st.integers(3, 40),
    lines_before=st.sampled_from([0, 4, 7]),
)


@st.composite
def plans(draw, *, title):
    columns = draw(st.integers(1, 2))
    count = 4 // columns
    page = st.builds(
        PlannedPage,
        wide=st.lists(figures, max_size=columns - 1).map(tuple),
        columns=st.tuples(
            *[st.lists(figures, min_size=1, max_size=count).map(tuple)] * columns
        ),
    )
    return draw(
        st.builds(
            Plan,
            pages=st.lists(page, min_size=1, max_size=3).map(tuple),
            above=st.sampled_from(
                [
                    frozenset(),
                    frozenset(FigureKind),
                    frozenset({FigureKind.TABLE}),
                    frozenset({FigureKind.FIGURE}),
                ]
            ),
            title=st.just(title),
            centred=st.booleans(),
            line_numbers=st.booleans(),
            heads=st.booleans(),
        )
    )


# Shrinking takes minutes; a failure says enough by its plan.
ALL = settings(
    max_examples=12, deadline=None, derandomize=True, phases=[Phase.generate]
)


def check(plan):
    printer = Printer(plan)
    drawn = {each.label: each for each in printer.drawn}

    found = extract_figures(printer.paper.content()).figures

    assert sorted(
        (figure.caption.label, figure.caption.kind, figure.page_number)
        for figure in found
    ) == sorted((each.label, each.kind, each.page_number) for each in drawn.values())
    assert {
        figure.caption.label: (figure.crop_box, drawn[figure.caption.label].box)
        for figure in found
        if overlap_of(figure.crop_box, drawn[figure.caption.label].box) < 0.8
    } == {}


@ALL
@given(plan=plans(title=True))
def test_every_figure_drawn_comes_out_and_nothing_else(plan):
    check(plan)


@ALL
@given(plan=plans(title=False))
def test_the_same_holds_for_pages_out_of_a_paper(plan):
    check(plan)
