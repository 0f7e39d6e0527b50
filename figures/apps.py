"""The app of papers and figures, by name."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "figures"
    verbose_name = "Papers and figures"
