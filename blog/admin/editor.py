"""The Markdown editor: markdownx's widget with a preview and figures of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms.widgets import Script
from django.urls import reverse
from markdownx.widgets import AdminMarkdownxWidget

if TYPE_CHECKING:
    from django.forms import ModelForm

    from blog.admin.checklist import Checklist
    from blog.models import Post


class EditorWidget(AdminMarkdownxWidget):  # type: ignore[misc]  # has no types
    """Text left; preview, figures, checks and history right.

    markdownx's script takes Tab away from the keyboard, uploads to anybody's address
    and shows late answers over newer ones. It leaves alone a field that says it has
    been taken care of, and ours does that.
    """

    template_name = "admin/blog/post/editor.html"

    class Media:
        extend = False
        css = {
            "all": [
                "blog/admin/editor/editor.css",
                "blog/admin/editor/images.css",
                "blog/admin/editor/keeping.css",
                "blog/admin/editor/checks.css",
                "blog/admin/history.css",
                "blog/admin/editor/panel.css",
                "blog/admin/editor/picker.css",
                "blog/admin/editor/tray.css",
            ]
        }
        js = [Script("blog/admin/editor/main.js", type="module")]

    def __init__(
        self, attrs: dict[str, Any] | None = None, post: Post | None = None
    ) -> None:
        super().__init__(attrs)
        self.post = post
        # The form around the text, which knows what it began from.
        self.form: ModelForm | None = None
        # What stands in the tabs, without scripts too.
        self.checklist: Checklist | None = None
        self.history: dict[str, Any] | None = None

    @staticmethod
    def add_markdownx_attrs(attrs: dict[str, Any]) -> dict[str, Any]:
        AdminMarkdownxWidget.add_markdownx_attrs(attrs)
        del attrs["data-markdownx-upload-urls-path"]
        attrs["data-markdownx-init"] = ""
        attrs["data-markdownx-urls-path"] = reverse("admin:blog_post_preview")
        return attrs

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context | {
            "post": self.post,
            "form": self.form,
            "checklist": self.checklist,
            "history": self.history,
        }
