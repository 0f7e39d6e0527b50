import pytest
from django.contrib.auth.models import AnonymousUser

from blog.search import search
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_a_post_is_found(client):
    PostFactory(published=True, title="Batch sizes have a ceiling")
    r = search("batches ceil", user=AnonymousUser())
    assert r.total == 1
    html = client.get("/search/?q=batch+celing").content.decode()
    print(html)
    html = client.get("/search/?q=batch+siz").content.decode()
    print(html)
    assert "<mark>Batch sizes</mark>" in html
