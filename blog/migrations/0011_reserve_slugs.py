from django.db import migrations, models

import blog.addresses


class Migration(migrations.Migration):

    dependencies = [
        ('blog', '0010_prose_length'),
    ]

    operations = [
        migrations.AlterField(
            model_name='post',
            name='slug',
            field=models.SlugField(max_length=80, unique=True, validators=[blog.addresses.validate_post_slug], verbose_name='slug'),
        ),
    ]
