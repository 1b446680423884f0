"""What shares brought is counted anew: rows of before were cut table by table, or stretch by stretch."""

from django.db import migrations


def again(apps, schema_editor):
    """Without these marks the next count begins from nothing, and replaces all rows."""
    apps.get_model("stats", "SharesCounted").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("stats", "0010_invited_by_team")]

    operations = [migrations.RunPython(again, migrations.RunPython.noop)]
