"""The index follows what it is made of, however that is changed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import serializers
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from blog.models import Author, Post, PostAuthor, SearchEntry
from blog.search import index, search, triggers
from blog.search.index import bring_up_to_date
from figures.models import Figure, Paper
from tests.factories import AuthorFactory, FigureFactory, PostFactory

pytestmark = pytest.mark.django_db


def count(text):
    return search(text, user=AnonymousUser()).total


def test_a_save_an_update_of_many_and_plain_sql_are_all_noticed():
    post = PostFactory(published=True, title="Alpha")
    assert count("alpha") == 1

    post.title = "Bravo"
    post.save()
    assert (count("alpha"), count("bravo")) == (0, 1)

    Post.objects.update(body="Charlie")
    assert count("charlie") == 1

    with connection.cursor() as cursor:
        cursor.execute("UPDATE blog_post SET deck = 'delta'")
    assert count("delta") == 1

    Post.objects.bulk_update([post], ["body"])
    assert count("charlie") == 0


def test_posts_made_in_one_go_are_found():
    posts = [
        Post(
            title=f"Echo {number}",
            slug=f"echo-{number}",
            status=Post.Status.PUBLISHED,
            published_at=timezone.now(),
        )
        for number in range(3)
    ]
    Post.objects.bulk_create(posts)

    assert count("echo") == 3


def test_bylines_and_names_are_followed():
    author = AuthorFactory(name="Foxtrot")
    post = PostFactory(published=True, authors=[author])
    assert count("foxtrot") == 1

    Author.objects.update(name="Golf")
    assert (count("foxtrot"), count("golf")) == (0, 1)

    PostAuthor.objects.update(author=AuthorFactory(name="Hotel"))
    assert (count("golf"), count("hotel")) == (0, 1)

    post.authors.clear()
    assert count("hotel") == 0


def test_figures_and_papers_are_followed():
    figure = FigureFactory(caption="India", paper__title="Juliett")
    Paper.objects.update(is_public=True)
    assert (count("india"), count("juliett")) == (1, 1)

    Figure.objects.update(edited_caption="Kilo")
    Paper.objects.update(title="Lima")
    assert (count("india"), count("kilo"), count("lima")) == (0, 1, 1)

    figure.paper.delete()
    assert count("kilo") == count("lima") == 0
    assert not SearchEntry.objects.exists()


def test_what_is_deleted_without_a_word_to_django_is_gone():
    PostFactory(published=True, title="Mike")
    assert count("mike") == 1

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM blog_post")

    assert count("mike") == 0
    assert not SearchEntry.objects.exists()


def test_other_changes_leave_the_index_alone():
    post = PostFactory(published=True)
    bring_up_to_date()

    Post.objects.update(version=7, status=Post.Status.DRAFT)
    post.tags.create(name="November", slug="november")

    assert not SearchEntry.objects.filter(is_stale=True).exists()


def test_everything_can_be_read_again(capsys):
    PostFactory(published=True, title="Papa")
    bring_up_to_date()
    SearchEntry.objects.update(heading="quebec")
    assert count("papa") == 0

    call_command("rebuild_search")

    assert capsys.readouterr().out == "1 read.\n"
    assert (count("papa"), count("quebec")) == (1, 0)


def test_what_has_not_changed_is_found_while_everything_is_read_again(monkeypatch):
    PostFactory(published=True, title="Papa")
    PostFactory(published=True, title="Papa")
    bring_up_to_date()
    found = []

    def count_and_fill(entry, text):
        found.append(count("papa"))
        fill(entry, text)

    fill = index.fill
    monkeypatch.setattr(index, "fill", count_and_fill)

    assert index.rebuild() == 2
    assert found == [2, 2]


def test_triggers_that_a_migration_lost_come_back_and_nothing_is_trusted():
    post = PostFactory(published=True, title="Romeo")
    bring_up_to_date()
    triggers.take_down_triggers("default", plan=["a migration"])
    Post.objects.update(title="Sierra")
    PostFactory(published=True, title="Tango")

    triggers.look_after_triggers("default")

    assert (count("romeo"), count("sierra"), count("tango")) == (0, 1, 1)
    post.delete()
    assert SearchEntry.objects.count() == 1


def test_triggers_stay_where_there_is_nothing_to_migrate():
    PostFactory(published=True)
    bring_up_to_date()

    triggers.take_down_triggers("default", plan=[])
    triggers.look_after_triggers("default")

    assert not SearchEntry.objects.filter(is_stale=True).exists()


def test_data_that_brings_its_index_along_is_loaded():
    PostFactory(published=True, title="Uniform")
    bring_up_to_date()
    rows = [*Post.objects.all(), *SearchEntry.objects.all()]
    dump = serializers.serialize("json", rows)
    Post.objects.all().delete()

    for order in (reversed, list):
        for row in order(list(serializers.deserialize("json", dump))):
            row.save()

    assert count("uniform") == 1
    assert SearchEntry.objects.count() == 1


def test_a_post_of_any_length_is_read():
    body = " ".join(f"w{number}x{number}" for number in range(80_000))
    PostFactory(published=True, title="Victor", body=body)

    assert count("w77x77 victor") == 1
