"""Who may look at papers and figures that are not public: one rule for all doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


def can_view_papers(user: User | AnonymousUser) -> bool:
    """Staff; as the admin has it, whoever may change papers may look at them, too."""
    return user.is_staff and (
        user.has_perm("figures.view_paper") or user.has_perm("figures.change_paper")
    )


def can_view_figures(user: User | AnonymousUser) -> bool:
    """The same of figures, and of images that are from no paper."""
    return user.is_staff and (
        user.has_perm("figures.view_figure") or user.has_perm("figures.change_figure")
    )
