"""Which edition of the site readers see."""

from django.db import models


class Edition(models.Model):
    """A mark that changes left behind; all marks together are the edition.

    Written by the database itself (``blog.editions.triggers``), never by us.
    """

    # At random: no edition ever comes back, not even after a rollback.
    mark = models.BigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.mark)
