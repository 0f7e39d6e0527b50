from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0008_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.RemoveIndex(
            model_name='post',
            name='blog_post_status_615533_idx',
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['status', '-published_at', '-id'], name='blog_post_status_258d5d_idx'),
        ),
    ]
