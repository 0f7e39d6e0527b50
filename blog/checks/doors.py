"""The screens behind findings, each called by what is done there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from blog.checks.records import Door

if TYPE_CHECKING:
    from figures.models import Figure, Paper


def review_of(figure: Figure) -> Door:
    return Door(figure.get_admin_url(), _("Review"), figure.label)


def details_of(figure: Figure) -> Door:
    return Door(figure.get_admin_url(), _("Details"), figure.label)


def licence_of(paper: Paper) -> Door:
    return Door(paper.get_admin_url(), _("Licence"), str(paper))


def sheet_of(paper: Paper) -> Door:
    address = reverse("admin:figures_paper_sheet", args=[paper.pk])
    return Door(address, _("Contact sheet"), str(paper))
