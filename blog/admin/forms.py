"""The form of a post: what a published one may not become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from blog.models import FormerSlug, Post
from blog.publishing import find_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blog.publishing import Problem

UNPUBLISH = "_unpublish"
# Typed in by hand, so it must bear being looked at.
TEXT_WIDGETS = {
    "deck": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    "summary": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
}


class PostForm(forms.ModelForm):
    class Meta:
        widgets = TEXT_WIDGETS

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        others = FormerSlug.objects.exclude(post=self.instance.pk)
        if taken := others.filter(slug=slug).select_related("post").first():
            raise forms.ValidationError(
                _("This address leads readers to “%(post)s”, which once had it."),
                params={"post": taken.post},
            )
        return slug

    def clean(self) -> dict[str, Any]:
        """A draft may say anything; what readers see has to stay right."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.status == Post.Status.PUBLISHED and UNPUBLISH not in self.data:
            for problem in self.find_problems(cleaned):
                field = problem.field if problem.field in self.fields else None
                self.add_error(field, problem.sentence)
            if "published_at" in self.fields and not cleaned.get("published_at"):
                self.add_error(
                    "published_at",
                    _("A published post keeps its date. Unpublish it to hide it."),
                )
        return cleaned

    def find_problems(self, cleaned: dict[str, Any]) -> Iterator[Problem]:
        edited = Post(title=cleaned.get("title", ""), body=cleaned.get("body", ""))
        for problem in find_problems(edited):
            if problem.field not in self.errors:
                yield problem
