"""A cut figure becomes a record with files, found again by the next import."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from figures.copies import delete_files
from figures.extraction.records import FigureKind
from figures.models import Figure, Paper, PaperVersion, Rendition
from figures.store import Place, store_figure
from tests.conftest import stored_files
from tests.figures import cuts

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    paper = Paper.objects.create(slug="loss")
    return PaperVersion.objects.create(paper=paper, sha256="0" * 64, size=1)


def store(version, cut, position=1, claimed=()):
    return store_figure(Place(version, position), cut, claimed)


def test_a_figure_gets_its_record_its_key_and_its_renditions(version):
    (figure,) = store(version, cuts.cut("3", name="Loss by step"))
    figure.refresh_from_db()

    assert figure.key == "loss/figure-3"
    assert figure.label == "Figure 3"
    assert figure.caption == "Loss by step."
    assert figure.crop_box == cuts.BOX
    assert {(r.format, r.width) for r in figure.renditions.filter(role="copy")} == {
        (format_, 700) for format_ in ("avif", "webp", "png")
    }
    assert figure.renditions.get(role="master").format == "png"


def test_files_are_named_by_paper_number_words_width_and_a_long_hash(version):
    store(version, cuts.cut("3", name="Loss by step"))

    names = [name.rpartition("/")[2] for name in stored_files()]

    assert all(name.startswith("loss-figure-3-loss-by-step-") for name in names)
    assert all(len(name.split(".")[1]) == 32 for name in names)
    assert len(names) == 5


def test_panels_are_figures_inside_their_figure(version):
    figure, *panels = store(
        version, cuts.cut("3", panels=[cuts.panel("a"), cuts.panel("b", "testing")])
    )

    assert [panel.key for panel in panels] == ["loss/figure-3a", "loss/figure-3b"]
    assert [panel.parent for panel in panels] == [figure, figure]
    panels[1].refresh_from_db()
    assert (panels[1].label, panels[1].caption) == ("Figure 3b", "testing")


def test_tables_have_keys_of_their_own(version):
    (table,) = store(
        version, cuts.cut(caption=cuts.caption("IV", kind=FigureKind.TABLE))
    )

    assert table.key == "loss/table-iv"
    assert table.label == "Table IV"


def test_a_figure_without_a_number_is_named_by_its_page(version):
    (figure,) = store(version, cuts.cut(""))

    assert figure.key == "loss/figure-page-2"


def test_the_second_figure_of_a_label_gets_a_key_of_its_own(version):
    (first,) = store(version, cuts.cut("3", is_repeated=True))
    second_cut = cuts.cut("3", is_repeated=True, page_number=9)
    (second,) = store(version, second_cut, 2, claimed=[first.pk])

    assert (first.key, second.key) == ("loss/figure-3", "loss/figure-3-2")


def test_a_second_import_replaces_what_was_detected_and_nothing_else(version):
    (figure,) = store(version, cuts.cut("3"))
    figure.edited_caption = "What the editor says."
    figure.state = Figure.State.CONFIRMED
    figure.save()

    (again,) = store(version, cuts.cut("3", text="A better reading.", confidence=0.5))

    again.refresh_from_db()
    assert again.pk == figure.pk
    assert again.key == "loss/figure-3"
    assert again.caption == "What the editor says."
    assert again.detected_caption == "A better reading."
    assert again.state == Figure.State.CONFIRMED
    assert again.confidence == 0.5


def test_new_pixels_replace_the_old_files(version, django_capture_on_commit_callbacks):
    store(version, cuts.cut("3"))
    old = stored_files()

    with django_capture_on_commit_callbacks(execute=True):
        store(version, cuts.cut("3", colour="beige"))

    assert set(old).isdisjoint(stored_files())
    assert len(stored_files()) == Rendition.objects.count() == 5


def test_the_same_pixels_keep_their_files(version, django_capture_on_commit_callbacks):
    store(version, cuts.cut("3"))
    old = stored_files()

    with django_capture_on_commit_callbacks(execute=True):
        store(version, cuts.cut("3"))

    assert stored_files() == old


def test_a_crop_that_an_editor_drew_is_kept(version):
    (figure,) = store(version, cuts.cut("3"))
    figure.edited_box = [1, 2, 3, 4]
    figure.save()
    old = stored_files()

    store(version, cuts.cut("3", colour="beige"))

    assert stored_files() == old


def test_an_import_leaves_the_marks_of_a_crop_that_an_editor_drew(version):
    (figure,) = store(version, cuts.cut("3"))
    figure.edited_box = [1.0, 2.0, 30.0, 40.0]
    figure.cut_from, figure.looks = figure.recipe, "ffff000000000000"
    figure.save()

    store(version, cuts.cut("3", colour="beige"))

    figure.refresh_from_db()
    assert figure.cut_from["box"] == [1.0, 2.0, 30.0, 40.0]
    assert figure.looks == "ffff000000000000"
    assert not figure.is_being_cut


def test_nothing_is_left_of_a_figure_that_could_not_be_stored(version, monkeypatch):
    save = default_storage.save
    saved = []

    def save_two_then_run_out_of_space(name, content):
        if len(saved) == 2:
            raise OSError(28, "No space left on device")
        saved.append(save(name, content))
        return saved[-1]

    monkeypatch.setattr(default_storage, "save", save_two_then_run_out_of_space)

    with pytest.raises(OSError, match="No space left"):
        store(version, cuts.cut("3"))

    assert Figure.objects.count() == 0
    assert stored_files() == []


def test_a_file_that_a_rendition_still_shows_is_not_deleted(version):
    store(version, cuts.cut("3"))
    names = stored_files()
    stray = default_storage.save("figures/loss/stray.png", ContentFile(b"x"))

    delete_files([*names, stray])

    assert stored_files() == names


def test_words_that_no_database_stores_are_left_out(version):
    (figure,) = store(version, cuts.cut("3", text="null\x00 byte", name="x" * 500))

    assert figure.detected_caption == "null byte"
    assert len(figure.detected_name) == 200


def test_a_stump_of_a_file_is_not_taken_for_the_whole(version):
    store(version, cuts.cut("3"))
    name = stored_files()[0]
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"half"))

    store(version, cuts.cut("3"))

    sizes = {r.file.name: r.size for r in Rendition.objects.all()}
    assert {n: default_storage.size(n) for n in stored_files()} == sizes


def test_what_an_editor_saves_meanwhile_stays(version, monkeypatch):
    (figure,) = store(version, cuts.cut("3"))
    save = Figure.save

    def save_after_an_editor(self, **options):
        Figure.objects.filter(pk=self.pk).update(edited_caption="Typed meanwhile.")
        save(self, **options)

    monkeypatch.setattr(Figure, "save", save_after_an_editor)

    store(version, cuts.cut("3", text="Read again."))

    figure.refresh_from_db()
    assert figure.caption == "Typed meanwhile."
    assert figure.detected_caption == "Read again."


def test_a_figure_3b_and_panel_b_of_figure_3_are_two(version):
    whole, panel = store(version, cuts.cut("3", panels=[cuts.panel("b")]))
    (other,) = store(version, cuts.cut("3b"), 2, claimed=[whole.pk, panel.pk])

    assert other.pk != panel.pk
    assert (panel.key, other.key) == ("loss/figure-3b", "loss/figure-3b-2")
    assert other.parent is None


def test_a_figure_without_a_number_is_known_by_its_place(version):
    (later,) = store(version, cuts.cut("", page_number=7))

    # The next run finds one before it, and then the same again.
    (earlier,) = store(version, cuts.cut("", page_number=3))
    (again,) = store(version, cuts.cut("", page_number=7), 2, claimed=[earlier.pk])

    assert earlier.key == "loss/figure-page-3"
    assert again == later


def test_old_files_stay_until_the_new_ones_are_there_for_all(
    version, django_capture_on_commit_callbacks
):
    store(version, cuts.cut("3"))
    old = stored_files()

    with django_capture_on_commit_callbacks():
        store(version, cuts.cut("3", colour="beige"))

    assert set(old) < set(stored_files())
