"""Who may see and do what: the rules, and that all addresses keep to them."""

import pytest
from django.contrib.auth.models import AnonymousUser

from blog.models import Post
from blog.permissions import can_view, can_view_papers_and_figures, can_write
from tests.factories import FigureFactory, PostFactory, UserFactory, cut

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
    user = make_person()

    is_seen = can_view(user, post)

    assert is_seen is (sees_drafts or trait == "published")
    assert Post.objects.visible_to(user).filter(pk=post.pk).exists() is is_seen


PAPERS = {"figures.view_paper", "figures.change_paper"}
FIGURES = {"figures.view_figure", "figures.change_figure"}
WRITING = {"blog.add_post", "blog.change_post"}
# What somebody may be given, one or two at a time.
RIGHTS = [
    (),
    ("blog.view_post",),
    ("blog.add_post",),
    ("blog.change_post",),
    ("figures.view_paper",),
    ("figures.change_figure",),
    ("figures.view_paper", "figures.view_figure"),
    ("figures.change_paper", "figures.view_figure"),
    ("figures.view_paper", "figures.change_figure"),
    ("figures.add_paper", "figures.view_figure"),
]


@pytest.mark.parametrize("is_staff", [True, False])
@pytest.mark.parametrize("rights", RIGHTS, ids="+".join)
def test_rights_are_told_alike_to_pages_and_the_editor(rights, is_staff):
    user = UserFactory(is_staff=is_staff, permissions=rights)
    has = set(rights)

    assert can_write(user) is (is_staff and bool(has & WRITING))
    assert can_view_papers_and_figures(user) is (
        is_staff and bool(has & PAPERS) and bool(has & FIGURES)
    )


OF_A_DRAFT = ("", "figures/", "cite.bib", "cite.ris")
OF_A_FIGURE = ("", "figure-1/", "figure-1/details/", "cite.bib")


@pytest.mark.parametrize("is_staff", [True, False])
@pytest.mark.parametrize("rights", RIGHTS, ids="+".join)
def test_all_addresses_of_a_thing_open_to_the_same_people(client, rights, is_staff):
    cut(FigureFactory(number="1", paper__slug="hidden", paper__title="Xylophone"))
    PostFactory(slug="draft", title="Xylophones")
    user = UserFactory(is_staff=is_staff, permissions=rights)
    client.force_login(user)

    drafts = {client.get(f"/blog/draft/{end}").status_code for end in OF_A_DRAFT}
    drafts.add(client.get("/blog/draft.md").status_code)
    hidden = {client.get(f"/papers/hidden/{end}").status_code for end in OF_A_FIGURE}
    found = client.get("/search/?q=xylophone").content.decode()

    sees_draft = can_view(user, Post.objects.get())
    sees_paper = can_view_papers_and_figures(user)
    assert drafts == {200 if sees_draft else 404}
    assert hidden == {200 if sees_paper else 404}
    assert ("/blog/draft/" in found) is sees_draft
    assert ("/papers/hidden/" in found) is sees_paper


EDITORS = ("preview/", "figures/")


@pytest.mark.parametrize("is_staff", [True, False])
@pytest.mark.parametrize("rights", RIGHTS, ids="+".join)
def test_the_editor_s_parts_open_to_those_who_write(client, rights, is_staff):
    user = UserFactory(
        is_staff=is_staff, permissions={*rights, "figures.change_figure"}
    )
    client.force_login(user)

    answers = {client.get(f"/admin/blog/post/{end}").status_code for end in EDITORS}
    answers.add(client.post("/admin/blog/post/check/").status_code)

    if not is_staff:
        # What is fetched by a script is answered to it, not with a login page.
        assert answers == {401}
    else:
        assert answers == {200 if can_write(user) else 403}
