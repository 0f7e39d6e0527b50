import pytest

from figures.extraction.accents import mend_accents
from figures.extraction.phrases import clean, sentences


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "Loss as in Smith et al. Smith (2020) and Fig. 3. Stars are runs.",
            "Loss as in Smith et al. Smith (2020) and Fig. 3.",
        ),
        ("平均\uff0e但し、偏差。", "平均\uff0e"),
        ("Only one", "Only one"),
    ],
)
def test_sentences_end_where_they_end(text, first):
    assert next(sentences(text)) == first


@pytest.mark.parametrize(
    ("caption", "cleaned"),
    [
        ("Loss. Best viewed in color.", "Loss."),
        ("Loss (Jones 2020; Li, 2019) of runs [3, 5-7].", "Loss of runs."),
        ("Loss. Licensed under CC BY 4.0.", "Loss."),
        ("(a) Loss, (b) reward.", "Loss, reward."),
        ("Loss. (a), (b), and (c) are runs.", "Loss. (a), (b), and (c) are runs."),
    ],
)
def test_what_tells_nothing_of_the_figure_is_left_out(caption, cleaned):
    assert clean(caption) == cleaned


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Lukas M\u00a8uller", "Lukas Müller"),
        ("Lukas Mu\u00a8ller", "Lukas Müller"),
        ("detecc\u00b8\u02dcao", "detecção"),
        ("Bras\u00b4\u0131lia", "Brasília"),
        ("in `words'", "in `words'"),
    ],
)
def test_accents_printed_apart_are_put_on_their_letters(printed, read):
    assert mend_accents(printed) == read
