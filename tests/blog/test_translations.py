import pytest
from django.core.exceptions import ValidationError

from blog.languages import name_language, read_tag, say_also_in
from blog.models import Post
from tests.blog.forms import form, send
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client):
    client.force_login(UserFactory(admin=True))
    return client


def read(client, post):
    response = client.get(post.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def errors_of(response):
    return str(response.context["adminform"].form.errors)


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("en", "en"),
        (" DE ", "de"),
        ("pt_br", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("gsw", "gsw"),
    ],
)
def test_a_tag_is_written_as_the_standard_has_it(typed, tag):
    assert read_tag(typed) == tag


@pytest.mark.parametrize("typed", ["", "e", "english", "de-", "de-x", '"><b', "d3"])
def test_what_is_no_tag_is_refused(typed):
    with pytest.raises(ValidationError, match="no tag of a language"):
        read_tag(typed)


def test_a_country_is_no_language():
    with pytest.raises(ValidationError, match=r"The language is “ja”"):
        read_tag("jp")


def test_languages_are_called_what_their_readers_call_them():
    assert say_also_in("de") == "Auch auf Deutsch"
    assert say_also_in("pt-BR") == "Português Brasileiro"
    assert name_language("de-AT") == "Deutsch"
    assert name_language("gsw") == "gsw"


def test_a_post_leads_to_its_public_translations_alone(client):
    post = PostFactory(published=True, slug="strangers")
    PostFactory(
        published=True, slug="fremde", language="de", translation_of=post, title="Fremd"
    )
    PostFactory(slug="inconnus", language="fr", translation_of=post, title="Secret")

    html = read(client, post)

    assert (
        '<a href="/blog/fremde/" hreflang="de" lang="de" rel="alternate">'
        "Auch auf Deutsch</a>"
    ) in html
    for language, slug in [
        ("x-default", "strangers"),
        ("en", "strangers"),
        ("de", "fremde"),
    ]:
        assert (
            f'<link rel="alternate" hreflang="{language}" '
            f'href="http://testserver/blog/{slug}/">'
        ) in html
    assert "inconnus" not in html
    assert "français" not in html


def test_translations_lead_to_each_other_and_to_the_original(client):
    post = PostFactory(published=True, slug="strangers")
    german = PostFactory(
        published=True, slug="fremde", language="de", translation_of=post
    )
    PostFactory(published=True, slug="inconnus", language="fr", translation_of=post)

    html = read(client, german)

    assert '<article class="frame post" lang="de">' in html
    assert "Also in English" in html
    assert "Aussi en français" in html
    assert "Auch auf Deutsch" not in html
    assert 'hreflang="x-default" href="http://testserver/blog/strangers/"' in html


def test_a_translation_of_a_draft_stands_alone(client):
    german = PostFactory(
        published=True, language="de", translation_of=PostFactory(slug="secret-draft")
    )

    html = read(client, german)

    assert "secret-draft" not in html
    assert "hreflang" not in html


def test_an_editor_makes_a_post_a_translation(admin_client):
    post, german = PostFactory(), PostFactory()

    send(admin_client, german, language="DE_at", translation_of=str(post.pk))

    german.refresh_from_db()
    assert german.language == "de-AT"
    assert german.translation_of == post


def test_a_language_that_is_none_is_refused_with_a_sentence(admin_client):
    post = PostFactory()

    response = send(admin_client, post, language="german", title="Changed")

    assert "no tag of a language" in errors_of(response)
    assert post.language == "en"
    # Nothing that was typed is lost.
    assert "Changed" in response.content.decode()


def test_what_was_stored_before_tags_were_read_can_still_be_saved(admin_client):
    post = PostFactory(language="english")

    send(admin_client, post, language="english", title="New title")

    assert post.title == "New title"


def test_a_post_is_no_translation_of_itself(admin_client):
    post = PostFactory()

    response = send(admin_client, post, translation_of=str(post.pk))

    assert "A post is no translation of itself." in errors_of(response)
    assert post.translation_of is None


def test_a_translation_of_a_translation_belongs_to_the_original(admin_client):
    post = PostFactory()
    german = PostFactory(language="de", translation_of=post)
    french = PostFactory()

    send(admin_client, french, language="fr", translation_of=str(german.pk))

    assert french.translation_of == post


def test_translations_run_in_no_circle(admin_client):
    post = PostFactory(title="The original")
    german = PostFactory(language="de", translation_of=post, title="Deutsch")
    other = PostFactory(language="it")

    circle = send(admin_client, post, translation_of=str(german.pk))
    chain = send(admin_client, post, translation_of=str(other.pk))

    assert "“Deutsch” is a translation of this post already." in errors_of(circle)
    assert "so this one is an original" in errors_of(chain)
    assert post.translation_of is None


def test_each_language_has_one_version(admin_client):
    post = PostFactory(title="The original")
    PostFactory(language="de", translation_of=post, title="Die erste")
    second = PostFactory()

    same = send(admin_client, second, language="en", translation_of=str(post.pk))
    twice = send(admin_client, second, language="de", translation_of=str(post.pk))
    original = send(admin_client, post, language="de")

    assert "“The original” is in the same language (en)." in errors_of(same)
    assert "into this language (de): “Die erste”" in errors_of(twice)
    assert "into this language (de): “Die erste”" in errors_of(original)
    assert Post.objects.get(pk=second.pk).translation_of is None


def test_a_new_post_can_be_a_translation(admin_client):
    post = PostFactory()

    admin_client.post(
        "/admin/blog/post/add/", form(language="nl", translation_of=str(post.pk))
    )

    assert Post.objects.get(slug="a-title").translation_of == post


def test_the_original_is_found_by_typing(admin_client):
    PostFactory(title="Three strangers")

    found = admin_client.get(
        "/admin/autocomplete/",
        {
            "app_label": "blog",
            "model_name": "post",
            "field_name": "translation_of",
            "term": "strang",
        },
    )

    assert [row["text"] for row in found.json()["results"]] == ["Three strangers"]
