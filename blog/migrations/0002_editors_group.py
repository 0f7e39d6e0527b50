"""Create the group of those who write: papers, figures, posts and what orders them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUP = "Editors"
ALL = ("add", "change", "delete", "view")
PERMISSIONS = {
    ("figures", "paper"): ALL,
    # Figures come from papers and are discarded, not deleted.
    ("figures", "figure"): ("change", "view"),
    ("blog", "post"): (*ALL, "publish"),
    ("blog", "postauthor"): ALL,
    ("blog", "author"): ALL,
    ("blog", "tag"): ALL,
    ("blog", "series"): ALL,
}
NAMES = {"postauthor": "author"}


def create_group(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Django makes permissions after the last migration, and keeps those it finds."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for (app_label, model), deeds in PERMISSIONS.items():
        content_type, _ = content_types.get_or_create(app_label=app_label, model=model)
        for deed in deeds:
            permission, _ = permissions.get_or_create(
                content_type=content_type,
                codename=f"{deed}_{model}",
                defaults={"name": f"Can {deed} {NAMES.get(model, model)}"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0001_initial"),
        ("figures", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        # Whoever goes back keeps the group: it may have members by now.
        migrations.RunPython(create_group, migrations.RunPython.noop),
    ]
