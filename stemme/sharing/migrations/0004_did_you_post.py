"""Whether somebody posted it: when they said so, where it stands, and when to ask again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0003_what_people_say"),
    ]

    operations = [
        migrations.AddField(
            model_name="share",
            name="answered_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="share",
            name="post_url",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="share",
            name="put_off",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="share",
            name="ask_after",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
