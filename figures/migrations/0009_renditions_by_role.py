"""Say what each stored copy of a figure is for, where only the master was told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import migrations, models

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tell_masters(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    renditions: Any = apps.get_model("figures", "Rendition").objects
    renditions.filter(is_master=True).update(role="master")


def mark_masters(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The way back; it knows of copies for pages alone what they are."""
    renditions: Any = apps.get_model("figures", "Rendition").objects
    renditions.exclude(role__in=["master", "copy"]).delete()
    renditions.filter(role="master").update(is_master=True)


class Migration(migrations.Migration):
    dependencies = [("figures", "0008_own_images")]

    operations = [
        migrations.AlterField(
            model_name="rendition",
            name="format",
            field=models.CharField(
                choices=[
                    ("avif", "AVIF"),
                    ("webp", "WebP"),
                    ("png", "PNG"),
                    ("svg", "SVG"),
                ],
                max_length=4,
                verbose_name="format",
            ),
        ),
        migrations.AddField(
            model_name="rendition",
            name="role",
            field=models.CharField(
                choices=[
                    ("master", "master"),
                    ("copy", "copy for pages"),
                    ("card", "card for other sites"),
                    ("vector", "vector copy"),
                ],
                default="copy",
                max_length=10,
                verbose_name="role",
            ),
        ),
        migrations.AlterModelOptions(
            name="rendition",
            options={
                "ordering": ("figure", "role", "format", "width"),
                "verbose_name": "rendition",
                "verbose_name_plural": "renditions",
            },
        ),
        migrations.RemoveConstraint(
            model_name="rendition", name="one_rendition_a_recipe"
        ),
        migrations.RunPython(tell_masters, mark_masters),
        migrations.RemoveField(model_name="rendition", name="is_master"),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.UniqueConstraint(
                fields=("figure", "role", "format", "width"),
                name="one_rendition_a_recipe",
            ),
        ),
    ]
