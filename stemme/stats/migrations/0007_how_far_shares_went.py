"""Of the shares of a group: how many were posted as people say, and through how many somebody came."""

from django.db import migrations, models


def count_again(apps, schema_editor):
    """Without what it was counted from, every organisation's roll-up is counted anew on the next run."""
    apps.get_model("stats", "SharesCounted").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("stats", "0006_acted_day")]

    operations = [
        migrations.AddField(model_name="sharetally", name="posted", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(model_name="sharetally", name="visited", field=models.PositiveIntegerField(default=0)),
        migrations.RunPython(count_again, migrations.RunPython.noop),
    ]
