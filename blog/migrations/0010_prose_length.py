from typing import Any

from django.db import migrations, models

from blog.prose import prose_length


def measure(apps: Any, schema_editor: Any) -> None:
    posts = apps.get_model("blog", "Post").objects.using(schema_editor.connection.alias)
    for post in posts.only("body").iterator():
        posts.filter(pk=post.pk).update(prose_length=prose_length(post.body))


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0009_editions'),
    ]

    operations = [
        migrations.AddField(
            model_name='post',
            name='prose_length',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(measure, migrations.RunPython.noop, elidable=True),
    ]
