"""Whatever readers see has changed once the edition has another name, and only then."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from blog.editions import find_edition
from blog.editions.triggers import (
    count_on,
    seen_columns,
    seen_models,
    stop_counting,
)
from blog.models import Author, Edition, FigureUse, Post, PostAuthor, SiteIdentity, Tag
from figures.models import OwnImage, Paper
from tests.factories import (
    AuthorFactory,
    FigureFactory,
    FormerSlugFactory,
    PageImageFactory,
    PaperFactory,
    PostFactory,
    PostRevisionFactory,
    PreviewLinkFactory,
    RenditionFactory,
    SeriesFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db

UNSEEN = {
    "blog": {
        "Edition",
        "PostRevision",
        "PreviewLink",
        "SearchEntry",
        "WorkingCopy",
    },
    "figures": {
        "FigureEdit",
        "PaperVersion",
        "ProposedFigure",
        "VersionComparison",
        "WorkerBeat",
    },
}


@pytest.fixture
def whole_site():
    """A row in each table of which readers see anything."""
    figure = FigureFactory()
    post = PostFactory(
        published=True,
        authors=[AuthorFactory()],
        tags=[TagFactory()],
        papers=[figure.paper],
        series=SeriesFactory(),
        lead_figure=figure,
    )
    FigureUse.objects.create(post=post, figure=figure)
    FormerSlugFactory(post=post)
    for heading in (post.authors.get(), post.tags.get(), post.series):
        heading.former_slugs.create(slug="former")
    RenditionFactory(figure=figure)
    SiteIdentity.objects.create(pk=1)
    PageImageFactory()
    own = FigureFactory(own=True)
    OwnImage.objects.create(figure=own, sha256="0" * 64, original_name="x", size=1)
    return post


def changes(deed):
    """Whether ``deed`` made a new edition."""
    before = find_edition()
    deed()
    after = find_edition()
    assert before is not None
    assert after is not None
    return after != before


def test_nothing_happens_and_the_name_stays(whole_site):
    assert not changes(lambda: None)


def test_every_column_that_readers_see_makes_a_new_edition(whole_site):
    silent = []
    for model in seen_models():
        for name in seen_columns(model):
            table, column = map(connection.ops.quote_name, (model._meta.db_table, name))
            sql = f"UPDATE {table} SET {column} = {column}"  # noqa: S608
            with connection.cursor() as cursor:
                assert model.objects.exists(), model
                if not changes(lambda sql=sql, cursor=cursor: cursor.execute(sql)):
                    silent.append(f"{table}.{column}")

    assert silent == []


def test_everything_counts_as_seen_but_what_was_thought_about():
    unseen = {
        label: {
            model.__name__
            for model in apps.get_app_config(label).get_models(
                include_auto_created=True
            )
            if model not in seen_models()
        }
        for label in UNSEEN
    }

    assert unseen == UNSEEN


def test_updates_and_deletions_of_many_rows_make_a_new_edition(whole_site):
    assert changes(lambda: Post.objects.update(title="Other"))
    assert changes(lambda: Author.objects.update(name="Other"))
    assert changes(lambda: Tag.objects.all().delete())
    assert changes(lambda: PostAuthor.objects.all().delete())
    assert changes(lambda: Post.objects.all().delete())


def test_rows_added_in_whatever_way_make_a_new_edition():
    post, tag, paper = PostFactory(), TagFactory(), PaperFactory()

    assert changes(lambda: post.tags.add(tag))
    assert changes(lambda: post.papers.set([paper]))
    assert changes(lambda: Tag.objects.bulk_create([Tag(name="b", slug="b")]))
    assert changes(
        lambda: Tag.objects.bulk_create(
            [Tag(name="c", slug="c")], ignore_conflicts=True
        )
    )
    assert changes(
        lambda: Tag.objects.bulk_create(
            [Tag(name="C", slug="c")],
            update_conflicts=True,
            unique_fields=["slug"],
            update_fields=["name"],
        )
    )
    assert changes(post.tags.clear)


def test_what_readers_never_see_leaves_the_edition_as_it_is():
    paper, post = PaperFactory(), PostFactory(published=True)

    assert not changes(lambda: Paper.objects.update(pages_done=3, page_count=9))
    assert not changes(lambda: PostRevisionFactory(post=post))
    assert not changes(lambda: PreviewLinkFactory(post=post))
    assert changes(paper.mark_extracted)


def test_a_post_whose_time_comes_makes_a_new_edition(monkeypatch):
    PostFactory(published=True)
    post = PostFactory(scheduled=True)

    def wait():
        at = post.published_at + timedelta(microseconds=1)
        monkeypatch.setattr(timezone, "now", lambda: at)

    assert changes(wait)


def test_an_edition_that_was_taken_back_never_returns():
    names = [find_edition()]

    for _ in range(3):
        with transaction.atomic():
            TagFactory()
            names.append(find_edition())
            transaction.set_rollback(True)
        names.append(find_edition())

    before, first, back, second, *_ = names
    assert before == back
    assert len({before, first, second, names[5]}) == 4


def test_a_table_made_anew_by_a_migration_is_watched_again(whole_site):
    stop_counting(using="default", plan=["a migration"])
    unkept = find_edition()
    Post.objects.update(title="Meanwhile")
    still_unkept = find_edition()
    count_on(using="default")

    assert unkept is still_unkept is None
    assert changes(lambda: Post.objects.update(title="Afterwards"))


def test_where_nothing_is_to_be_migrated_triggers_stay():
    def migrate():
        stop_counting(using="default", plan=[])
        count_on(using="default")

    assert not changes(migrate)


def test_marks_do_not_heap_up():
    for number in range(300):
        Tag.objects.create(name=f"{number}", slug=f"{number}")

    assert 1 <= Edition.objects.count() <= 128
