"""The site's own app: holds the commands that set up and run everything."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "config"
    verbose_name = "Site"

    def ready(self) -> None:
        from config import checks  # noqa: F401, PLC0415 (registers; knows models)
