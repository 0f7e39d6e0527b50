"""The app of posts, by name."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = "Posts"

    def ready(self) -> None:
        from blog.editions import triggers  # noqa: PLC0415 (models)
        from blog.search import triggers as search  # noqa: PLC0415 (models)

        pre_migrate.connect(search.take_down_triggers, sender=self)
        post_migrate.connect(search.look_after_triggers, sender=self)
        pre_migrate.connect(triggers.stop_counting, sender=self)
        post_migrate.connect(triggers.count_on, sender=self)
