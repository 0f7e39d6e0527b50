import pytest
from django.contrib.auth.models import AnonymousUser

from blog.permissions import can_view
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db


# Who they are, and whether they see what is not public.
PEOPLE = {
    "a stranger": (AnonymousUser, False),
    "a reader": (UserFactory, False),
    "staff": (lambda: UserFactory(editor=True), False),
    "no staff": (lambda: UserFactory(permissions=["blog.change_post"]), False),
    "staff for papers": (
        lambda: UserFactory(editor=True, permissions=["figures.view_paper"]),
        False,
    ),
    "a proofreader": (
        lambda: UserFactory(editor=True, permissions=["blog.view_post"]),
        True,
    ),
    "an editor": (
        lambda: UserFactory(editor=True, permissions=["blog.change_post"]),
        True,
    ),
    "an administrator": (lambda: UserFactory(admin=True), True),
    "a former one": (lambda: UserFactory(admin=True, is_active=False), False),
}


@pytest.mark.parametrize("trait", ["published", "scheduled", "draft"])
@pytest.mark.parametrize("person", PEOPLE)
def test_all_see_what_is_public_and_editors_the_rest(person, trait):
    make_person, sees_drafts = PEOPLE[person]
    post = PostFactory() if trait == "draft" else PostFactory(**{trait: True})

    assert can_view(make_person(), post) is (sees_drafts or trait == "published")
