"""Note of figures that were cut before anybody noted it what they were cut from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def note_cuts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Else each of them would wait for a cut that nobody has asked for."""
    figures = apps.get_model("figures", "Figure").objects
    unknown = figures.filter(
        cut_from__isnull=True,
        edited_box__isnull=True,
        detected_box__isnull=False,
        detected_page_number__isnull=False,
        version__isnull=False,
    )
    for figure in unknown.filter(renditions__is_master=True).distinct().iterator():
        figure.cut_from = {
            "version": figure.version_id,
            "page": figure.edited_page_number or figure.detected_page_number,
            "box": figure.detected_box,
            "rotation": figure.rotation,
            "trim": True,
        }
        figure.save(update_fields=["cut_from"])


class Migration(migrations.Migration):
    dependencies = [("figures", "0006_splitting")]

    operations = [
        migrations.RunPython(note_cuts, migrations.RunPython.noop),
    ]
