"""Papers, figures and posts for tests; a call names only what the test is about."""

from __future__ import annotations

import io
from datetime import timedelta

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image

from blog import models as blog
from figures import models as figures


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence("user-{}".format)
    password = factory.django.Password("secret")

    class Params:
        editor = factory.Trait(is_staff=True)
        admin = factory.Trait(is_staff=True, is_superuser=True)

    @factory.post_generation
    def permissions(self, create, names):
        """Codes such as "blog.change_post"."""
        for name in names or ():
            app, code = name.split(".")
            self.user_permissions.add(
                Permission.objects.get(content_type__app_label=app, codename=code)
            )


class PaperFactory(DjangoModelFactory):
    class Meta:
        model = figures.Paper

    title = factory.Sequence("Paper {}".format)
    slug = factory.Sequence("paper-{}".format)
    status = figures.Paper.Status.EXTRACTED


class PaperVersionFactory(DjangoModelFactory):
    class Meta:
        model = figures.PaperVersion

    paper = factory.SubFactory(PaperFactory)
    sha256 = factory.Sequence("{:064x}".format)
    original_name = "paper.pdf"
    size = 1000
    pdf = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7", "paper.pdf"))


class PageImageFactory(DjangoModelFactory):
    """A page that is white paper, unless the call brings an image."""

    class Meta:
        model = figures.PageImage

    version = factory.SubFactory(PaperVersionFactory)
    number = 3
    width = 612.0
    height = 792.0
    size = factory.LazyAttribute(lambda page: page.image.size)
    image = factory.LazyFunction(lambda: ContentFile(png(612, 792), "page.webp"))


class FigureFactory(DjangoModelFactory):
    """A detected figure; plain names (``caption=…``) set what was detected."""

    class Meta:
        model = figures.Figure

    class Params:
        kind = "figure"
        # Far from the small ones that tests give.
        number = factory.Sequence(lambda n: str(n + 1001))
        caption = "What is to be seen."
        name = ""
        alt_text = "A curve that rises."
        page_number = 3
        # An editor's own image: from no paper, no page.
        own = factory.Trait(paper=None, kind="", number="", page_number=None)

    paper = factory.SubFactory(PaperFactory)
    key = factory.LazyAttribute(
        lambda figure: (
            f"{figure.paper.slug if figure.paper else 'images'}"
            f"/{figure.kind or 'image'}-{figure.number}"
        )
    )
    detected_kind = factory.SelfAttribute("kind")
    detected_number = factory.SelfAttribute("number")
    detected_caption = factory.SelfAttribute("caption")
    detected_name = factory.SelfAttribute("name")
    detected_alt_text = factory.SelfAttribute("alt_text")
    detected_page_number = factory.SelfAttribute("page_number")
    state = figures.Figure.State.CONFIRMED
    is_detected = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        figure = super()._create(model_class, *args, **kwargs)
        # What the database generates, read back as every other reader gets it.
        figure.refresh_from_db()
        return figure


class RenditionFactory(DjangoModelFactory):
    class Meta:
        model = figures.Rendition

    figure = factory.SubFactory(FigureFactory)
    format = "png"
    width = 640
    height = factory.LazyAttribute(lambda copy: copy.width // 2)
    size = 1000
    file = factory.LazyAttribute(
        lambda copy: ContentFile(b"pixels", f"copy-{copy.width}.{copy.format}")
    )


def cut(figure, widths=(640, 1280)):
    """Give ``figure`` a master and its web copies."""
    RenditionFactory(figure=figure, role="master", width=2 * widths[-1])
    for width in widths:
        for form in ("avif", "webp", "png"):
            RenditionFactory(figure=figure, format=form, width=width)
    return figure


def give_vector(figure):
    """Give ``figure`` a copy without pixels."""
    return RenditionFactory(
        figure=figure, role="vector", format="svg", width=320, height=160
    )


def png(width=60, height=40, colour="white"):
    """A small PNG's bytes."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(stream, "PNG")
    return stream.getvalue()


class AuthorFactory(DjangoModelFactory):
    class Meta:
        model = blog.Author

    name = factory.Sequence("Author {}".format)
    slug = factory.Sequence("author-{}".format)


class TagFactory(DjangoModelFactory):
    class Meta:
        model = blog.Tag

    name = factory.Sequence("Tag {}".format)
    slug = factory.Sequence("tag-{}".format)


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = blog.Series

    title = factory.Sequence("Series {}".format)
    slug = factory.Sequence("series-{}".format)


class PostFactory(DjangoModelFactory):
    """A draft; ``published=True`` makes it public since yesterday."""

    class Meta:
        model = blog.Post
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            status=blog.Post.Status.PUBLISHED,
            published_at=factory.LazyFunction(
                lambda: timezone.now() - timedelta(days=1)
            ),
        )
        scheduled = factory.Trait(
            status=blog.Post.Status.PUBLISHED,
            published_at=factory.LazyFunction(
                lambda: timezone.now() + timedelta(days=1)
            ),
        )

    title = factory.Sequence("Post {}".format)
    slug = factory.Sequence("post-{}".format)
    body = "Some words."

    @factory.post_generation
    def authors(self, create, authors):
        for position, author in enumerate(authors or ()):
            blog.PostAuthor.objects.create(post=self, author=author, position=position)

    @factory.post_generation
    def tags(self, create, tags):
        self.tags.add(*(tags or ()))

    @factory.post_generation
    def papers(self, create, papers):
        self.papers.add(*(papers or ()))


def use(figure, **post):
    """A post that shows ``figure``."""
    shown = PostFactory(**post)
    blog.FigureUse.objects.create(post=shown, figure=figure)
    return shown


class PostRevisionFactory(DjangoModelFactory):
    class Meta:
        model = blog.PostRevision

    post = factory.SubFactory(PostFactory)
    title = factory.SelfAttribute("post.title")
    body = factory.SelfAttribute("post.body")


class PreviewLinkFactory(DjangoModelFactory):
    class Meta:
        model = blog.PreviewLink

    post = factory.SubFactory(PostFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class FormerSlugFactory(DjangoModelFactory):
    class Meta:
        model = blog.FormerSlug

    slug = factory.Sequence("former-{}".format)
    post = factory.SubFactory(PostFactory, published=True)
