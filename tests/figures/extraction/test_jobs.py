"""What the child is asked to do arrives as it was asked, or not at all."""

import json

import pytest

from figures.extraction.geometry import Box
from figures.extraction.jobs import (
    CutBoxes,
    DrawPages,
    Extract,
    JobError,
    SplitFigure,
    read_job,
    write_job,
)
from figures.extraction.records import Cut, Split

CUT = Cut(3, Box(1.5, 2, 100, 200), 90, trim=False)
SPLIT = Split(3, CUT.crop_box, 0, "Überall «π»: (a) ☃, (b) \N{ROCKET}", "S1", count=2)


@pytest.mark.parametrize(
    "job",
    [
        Extract(),
        CutBoxes((CUT, CUT)),
        CutBoxes(()),
        DrawPages((3, 1)),
        SplitFigure(SPLIT),
    ],
)
def test_a_job_arrives_as_it_was_asked(job):
    assert read_job(write_job(job)) == job


def test_more_than_fits_on_a_command_line_is_refused():
    with pytest.raises(JobError, match="Ask for less"):
        write_job(CutBoxes((CUT,) * 2000))


def changed_cut(**changes):
    job = json.loads(write_job(CutBoxes((CUT,))))
    job["cuts"][0] |= changes
    return json.dumps(job).encode()


def changed_split(**changes):
    job = json.loads(write_job(SplitFigure(SPLIT)))
    job["split"] |= changes
    return json.dumps(job).encode()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"job": "Delete"}',
        b'{"job": "CutBoxes"}',
        b'{"job": "DrawPages", "numbers": ["1"]}',
        b'{"job": "DrawPages", "numbers": [-1]}',
        changed_split(count=1),
        changed_split(count=27),
        changed_split(count=2.0),
        changed_split(caption=None),
        changed_cut(page_number="1"),
        changed_cut(rotation=45),
        changed_cut(trim=1),
        changed_cut(crop_box={"left": 0, "top": 0, "right": 9}),
        changed_cut(crop_box=dict.fromkeys(["left", "top", "right", "bottom"], 1e999)),
    ],
)
def test_what_is_no_job_is_refused(line):
    with pytest.raises(JobError, match="not understood"):
        read_job(line)
