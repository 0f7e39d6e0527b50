import json

import pytest
from PIL import Image

from figures.extraction.__main__ import main
from tests.pdfs import Paper, one_figure_paper


def test_one_paper_becomes_one_file(tmp_path):
    (tmp_path / "paper.pdf").write_bytes(one_figure_paper())

    assert (
        main([str(tmp_path / "paper.pdf"), "--json", str(tmp_path / "out.json")]) == 0
    )

    (entry,) = json.loads((tmp_path / "out.json").read_text())
    assert (entry["page"], entry["kind"], entry["label"]) == (1, "figure", "1")
    assert entry["caption"] == "Figure 1: Reward against compute."
    assert entry["panels"] == []


def test_a_folder_becomes_a_folder_and_a_bad_paper_one_sentence(tmp_path, capsys):
    (tmp_path / "bad.pdf").write_bytes(b"nothing")
    (tmp_path / "good.pdf").write_bytes(one_figure_paper())

    status = main([str(tmp_path), "--json", str(tmp_path / "out")])

    assert status == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good.json"]
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "bad.pdf: This file is not a PDF" in error


def test_images_are_cut_beside_the_list(tmp_path):
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(one_figure_paper())
    images = tmp_path / "images"

    main([str(paper), "--json", str(tmp_path / "out.json"), "--images", str(images)])

    with Image.open(images / "paper-01.png") as image:
        assert image.width > 850


def write_truth(folder, *entries):
    folder.mkdir()
    (folder / "paper.json").write_text(json.dumps(entries))
    return str(folder)


def entry(**changes):
    values = {"page": 2, "kind": "figure", "label": "1", "bbox": [150, 200, 450, 354]}
    return values | changes


@pytest.fixture
def three_pages(tmp_path):
    """A paper whose one figure stands on the second page."""
    paper = Paper()
    paper.page().paragraph(72)
    page = paper.page()
    page.plot((150, 200, 450, 350))
    page.caption(372, "Figure 1: Reward against compute.")
    paper.page().paragraph(72)
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper.content())
    return str(path)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_pages_with_figures_are_drawn(three_pages, tmp_path):
    overlays = tmp_path / "overlays"

    assert main([three_pages, "--overlay", str(overlays)]) == 0

    assert names(overlays) == ["paper-p002.png"]
    with Image.open(overlays / "paper-p002.png") as image:
        assert image.width == 935
        assert image.height > 1210


def test_every_page_is_drawn_when_asked_for(three_pages, tmp_path):
    overlays = tmp_path / "overlays"

    main([three_pages, "--overlay", str(overlays), "--every-page"])

    assert names(overlays) == ["paper-p001.png", "paper-p002.png", "paper-p003.png"]


def test_a_page_with_a_missed_figure_is_drawn(three_pages, tmp_path):
    overlays = tmp_path / "overlays"
    truth = write_truth(tmp_path / "truth", entry(), entry(page=3, label="2"))

    main([three_pages, "--overlay", str(overlays), "--truth", truth])

    assert names(overlays) == ["paper-p002.png", "paper-p003.png"]


def test_only_wrong_pages_are_drawn_when_asked_for(three_pages, tmp_path):
    overlays = tmp_path / "overlays"
    truth = write_truth(tmp_path / "truth", entry(), entry(page=3, label="2"))

    main([three_pages, "--overlay", str(overlays), "--truth", truth, "--wrong-only"])

    assert names(overlays) == ["paper-p003.png"]


def test_a_page_that_cannot_be_drawn_is_left_out(tmp_path):
    paper = Paper(size=(14_000, 14_000))
    paper.page().plot((150, 200, 450, 350))
    (tmp_path / "poster.pdf").write_bytes(paper.content())
    overlays = tmp_path / "overlays"

    status = main(
        [str(tmp_path / "poster.pdf"), "--overlay", str(overlays), "--every-page"]
    )

    assert status == 0
    assert names(overlays) == []


@pytest.mark.parametrize(
    ("truth", "complaint"),
    [
        ("nothing", "This is not JSON"),
        ("{}", "This JSON is not a list of figures."),
        ('[{"page": 1}]', "Entry 1 lacks 'kind'."),
        ("[3]", "Entry 1 is not a figure"),
        ('[{"page": 1, "kind": "plot"}]', "Entry 1 is not a figure"),
    ],
)
def test_a_list_that_cannot_be_read_is_one_sentence(
    truth, complaint, three_pages, tmp_path, capsys
):
    folder = tmp_path / "truth"
    folder.mkdir()
    (folder / "paper.json").write_text(truth)

    status = main(
        [three_pages, "--overlay", str(tmp_path / "out"), "--truth", str(folder)]
    )

    assert status == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert complaint in error


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ([], "ask for something"),
        (["--json", "out", "--every-page"], "go with --overlay DIR"),
        (["--json", "out", "--truth", "gt"], "go with --overlay DIR"),
        (["--overlay", "out", "--wrong-only"], "--wrong-only needs --truth"),
    ],
)
def test_options_that_make_no_sense_are_refused(options, complaint, capsys):
    with pytest.raises(SystemExit):
        main(["paper.pdf", *options])

    assert complaint in capsys.readouterr().err
