from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The words of all entries, once more in the form that each database searches.
FORWARDS = {
    'sqlite': [
        # Words come folded and with blanks between them: nothing else separates them.
        """CREATE VIRTUAL TABLE blog_searchtext USING fts5 (
            heading, words, stems,
            content='blog_searchentry', content_rowid='id', tokenize='ascii'
        )""",
    ],
    'postgresql': [
        # The weights tell the columns apart: headings, words, stems.
        """ALTER TABLE blog_searchentry ADD COLUMN document tsvector
            GENERATED ALWAYS AS (
                setweight(to_tsvector('simple'::regconfig, heading), 'A') ||
                setweight(to_tsvector('simple'::regconfig, words), 'B') ||
                setweight(to_tsvector('simple'::regconfig, stems), 'D')
            ) STORED""",
        "CREATE INDEX blog_searchentry_document ON blog_searchentry USING gin (document)",
    ],
}
BACKWARDS: dict[str, list[str]] = {'sqlite': ["DROP TABLE blog_searchtext"], 'postgresql': []}


def create_full_text(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_full_text(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACKWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0007_site_identity_and_translations'),
        ('figures', '0008_own_images'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('posts', 'Posts'), ('figures', 'Figures'), ('papers', 'Papers')], max_length=7)),
                ('object_id', models.BigIntegerField()),
                ('is_stale', models.BooleanField(default=True)),
                ('heading', models.TextField(blank=True)),
                ('words', models.TextField(blank=True)),
                ('stems', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('is_stale', True)), fields=['id'], name='search_stale')],
            },
        ),
        migrations.RunPython(create_full_text, drop_full_text),
    ]
