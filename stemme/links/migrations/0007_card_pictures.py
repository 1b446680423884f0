from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('links', '0006_own_browser'),
    ]

    operations = [
        migrations.AddField(
            model_name='linktarget',
            name='image_alt',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='linktarget',
            name='image_height',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='linktarget',
            name='image_width',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
