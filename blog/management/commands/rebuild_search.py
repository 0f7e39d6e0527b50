"""``manage.py rebuild_search``: read everything that is searched again."""

from typing import Any

from django.core.management.base import BaseCommand

from blog.search.index import rebuild


class Command(BaseCommand):
    help = (
        "Reads all posts, figures and papers for the search again. Changes are noticed "
        "without it; it is for new versions of the site and for restored backups."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} read.")
