"""Which share is the newest of its person."""

from __future__ import annotations

from django.db import migrations, models
from django.db.migrations.state import StateApps
from django.db.models import Window
from django.db.models.functions import RowNumber


def mark(apps: StateApps, editor: object) -> None:
    """Take the mark from shares with a newer one of the same person."""
    share = apps.get_model("sharing", "Share")
    place = Window(RowNumber(), partition_by="person_id", order_by=("-shared_at", "-id"))
    older = share.objects.filter(person__isnull=False).annotate(place=place).filter(place__gt=1)
    share.objects.filter(id__in=older.values("id")).update(latest=False)


class Migration(migrations.Migration):
    dependencies = [("sharing", "0006_own_words")]

    operations = [
        migrations.AddField(model_name="share", name="latest", field=models.BooleanField(default=True)),
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
