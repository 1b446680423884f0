"""Which share is the newest of its person."""

from __future__ import annotations

from django.db import migrations, models
from django.db.migrations.state import StateApps


def mark(apps: StateApps, editor: object) -> None:
    """Mark the newest share of each person and no other. In two steps: as one statement, a server that knows nothing of
    the rows yet might go through all of them for each of them."""
    shares = apps.get_model("sharing", "Share").objects.filter(person__isnull=False)
    in_order = shares.order_by("shared_at", "id").values_list("person_id", "id")
    newest = list(dict(in_order.iterator()).values())
    shares.update(latest=False)
    for first in range(0, len(newest), 500):
        shares.filter(id__in=newest[first : first + 500]).update(latest=True)


class Migration(migrations.Migration):
    dependencies = [("sharing", "0006_own_words")]

    operations = [
        migrations.AddField(model_name="share", name="latest", field=models.BooleanField(default=True)),
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
