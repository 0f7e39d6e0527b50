"""What the site calls itself."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.colours import HEX, validate_accent
from figures.models import Figure


class SiteIdentity(models.Model):
    """One row; whatever is empty in it comes from the settings."""

    name = models.CharField(_("name"), max_length=60, blank=True)
    tagline = models.CharField(
        _("tagline"),
        max_length=160,
        blank=True,
        help_text=_("One sentence for the home page and for search engines."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[
            RegexValidator(
                r"^#[0-9a-fA-F]{6}$", _("Write it as # and six digits: #1a4aa8.")
            )
        ],
        help_text=_(
            "Of links and of what is current; dark enough to be read on paper."
        ),
    )
    logo = models.ForeignKey(
        Figure,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        limit_choices_to={"paper": None},
        null=True,
        blank=True,
        help_text=_("One of the site's own pictures."),
    )
    footer = models.TextField(
        _("footer"),
        blank=True,
        help_text=_("Markdown: what stands at the foot of each page."),
    )
    about = models.TextField(
        _("about page"),
        blank=True,
        help_text=_("Markdown; without it there is no such page."),
    )
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("site")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_identity"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("The site"))

    def clean(self) -> None:
        # Of what is no colour the field has spoken already.
        if HEX.fullmatch(self.accent):
            try:
                validate_accent(self.accent)
            except ValidationError as error:
                raise ValidationError({"accent": error}) from error
