"""A post, and what belongs to it alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.addresses import validate_post_slug
from blog.models.people import Author
from blog.models.topics import Series, Tag
from blog.permissions import can_view_drafts
from blog.prose import prose_length
from figures.embeds import is_shown
from figures.models import Figure, Paper

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser, User

# What is put right within a day was never told to be news.
SOON = timedelta(days=1)
# 220 words of six characters, spaces and marks included.
CHARACTERS_A_MINUTE = 1320


class PostQuerySet(models.QuerySet["Post"]):
    def published(self) -> PostQuerySet:
        """Posts the public may read now."""
        return self.filter(
            status=Post.Status.PUBLISHED, published_at__lte=timezone.now()
        )

    def visible_to(self, user: User | AnonymousUser) -> PostQuerySet:
        """Posts that ``user`` may see: the public ones, and for editors the rest."""
        return self.all() if can_view_drafts(user) else self.published()

    def drafts(self) -> PostQuerySet:
        return self.filter(status=Post.Status.DRAFT)

    def with_byline(self) -> PostQuerySet:
        """With authors in the order of the byline, and tags."""
        byline = PostAuthor.objects.select_related("author")
        return self.prefetch_related(Prefetch("postauthor_set", byline), "tags")

    def for_listing(self) -> PostQuerySet:
        """With all that a line in a list shows, however many posts there are."""
        return (
            self.with_byline()
            .select_related("lead_figure__paper")
            .prefetch_related("lead_figure__renditions")
            .defer("body")
        )

    def for_reading(self) -> PostQuerySet:
        """With all that a post's own page shows, but for the figures in its text."""
        return (
            self.with_byline()
            .with_last_change()
            .select_related("series", "lead_figure__paper")
            .prefetch_related("papers", "lead_figure__renditions")
        )

    def with_last_change(self) -> PostQuerySet:
        """With the moment at which its words last became others."""
        revisions = apps.get_model("blog", "PostRevision").objects
        last = revisions.filter(post=OuterRef("pk")).order_by("-saved_at", "-pk")
        return self.annotate(words_changed_at=Subquery(last.values("saved_at")[:1]))


class Post(models.Model):
    """What an editor writes and readers read."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, validators=[validate_post_slug]
    )
    deck = models.CharField(
        _("deck"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences under the title: what was found."),
    )
    body = models.TextField(_("body"), blank=True)
    # Of the body, for lists, which do without reading it.
    prose_length = models.PositiveIntegerField(default=0, editable=False)
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("For lists, feeds and search engines; the deck where empty."),
    )
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=Status,
        default=Status.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        help_text=_("A date to come makes the post appear by itself then."),
    )
    authors = models.ManyToManyField(
        Author,
        through="PostAuthor",
        related_name="posts",
        verbose_name=_("authors"),
    )
    tags = models.ManyToManyField(
        Tag, related_name="posts", verbose_name=_("tags"), blank=True
    )
    series = models.ForeignKey(
        Series,
        on_delete=models.SET_NULL,
        related_name="posts",
        verbose_name=_("series"),
        null=True,
        blank=True,
    )
    series_position = models.PositiveSmallIntegerField(
        _("place in the series"), default=0
    )
    papers = models.ManyToManyField(
        Paper, related_name="posts", verbose_name=_("papers"), blank=True
    )
    lead_figure = models.ForeignKey(
        Figure,
        on_delete=models.SET_NULL,
        related_name="led_posts",
        verbose_name=_("lead figure"),
        limit_choices_to=~models.Q(state=Figure.State.DISCARDED),
        null=True,
        blank=True,
    )
    figures = models.ManyToManyField(
        Figure, through="FigureUse", related_name="posts", editable=False
    )
    language = models.CharField(_("language"), max_length=10, default="en")
    translation_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="translations",
        verbose_name=_("translation of"),
        null=True,
        blank=True,
        help_text=_("The post this one says in another language."),
    )
    canonical_url = models.URLField(
        _("canonical address"),
        max_length=500,
        blank=True,
        help_text=_("Only for a post that first appeared elsewhere."),
    )
    # Counts the saves: whoever saves says which one they began from.
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-pk")
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        permissions = [("publish_post", "Can publish post")]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"]),
            models.Index(fields=["-updated_at", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="draft")
                | models.Q(published_at__isnull=False),
                name="published_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if "body" not in self.get_deferred_fields():
            self.prose_length = prose_length(self.body)
            if fields is not None and "body" in fields:
                kwargs["update_fields"] = {*fields, "prose_length"}
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("blog:post", args=[self.slug])

    @property
    def byline(self) -> list[Author]:
        """Who wrote it, in order; costs no query after ``with_byline``."""
        return [entry.author for entry in self.postauthor_set.all()]

    @property
    def shown_lead_figure(self) -> Figure | None:
        """The lead figure, unless an editor has thrown it away since."""
        figure = self.lead_figure
        return figure if figure and is_shown(figure) else None

    @property
    def reading_minutes(self) -> int:
        """How long an unhurried reader takes; lists know the length without the text."""
        is_known = "body" not in self.get_deferred_fields()
        length = prose_length(self.body) if is_known else self.prose_length
        return max(1, round(length / CHARACTERS_A_MINUTE))

    @property
    def words_changed_later(self) -> datetime | None:
        """When the words last changed, if readers could have read others for a day.

        Known to posts read ``with_last_change``; no other change of a row counts.
        """
        changed: datetime | None = getattr(self, "words_changed_at", None)
        if not changed or not self.published_at:
            return None
        return changed if changed - self.published_at > SOON else None

    @property
    def changed_at(self) -> datetime | None:
        """When readers last got other words: what every program is told of a post."""
        return self.words_changed_later or self.published_at

    @property
    def is_public(self) -> bool:
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def is_scheduled(self) -> bool:
        return self.status == self.Status.PUBLISHED and not self.is_public


class PostAuthor(models.Model):
    """Who wrote a post, in the order of the byline."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE)
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, verbose_name=_("author")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "author"], name="author_once_a_post"
            ),
        ]

    def __str__(self) -> str:
        return str(self.author)


class FigureUse(models.Model):
    """Where a post shows or names a figure; derived from its body at each save."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="figure_uses")
    # A figure in use is not deleted from under its posts.
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "figure"], name="figure_once_a_post"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} · {self.figure}"
