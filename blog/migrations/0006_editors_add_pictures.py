"""Let the group of editors add figures: pictures of their own, pasted into a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUP = "Editors"


def allow_pictures(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Where the group is gone, somebody has decided otherwise."""
    permissions = apps.get_model("auth", "Permission").objects
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="figures", model="figure"
    )
    permission, _ = permissions.get_or_create(
        content_type=content_type,
        codename="add_figure",
        defaults={"name": "Can add figure"},
    )
    for group in apps.get_model("auth", "Group").objects.filter(name=GROUP):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0005_keep_every_word"),
        ("figures", "0008_own_images"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(allow_pictures, migrations.RunPython.noop),
    ]
