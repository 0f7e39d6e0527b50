"""The app of papers and figures, by name."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FiguresConfig(AppConfig):
    name = "figures"
    verbose_name = "Papers and figures"

    def ready(self) -> None:
        from figures.statistics import learn_sizes  # noqa: PLC0415 (models)

        post_migrate.connect(learn_sizes, sender=self)
