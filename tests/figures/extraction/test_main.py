import json

from PIL import Image

from figures.extraction.__main__ import main
from tests.pdfs import one_figure_paper


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
