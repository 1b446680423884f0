"""Which share is the newest of its person."""

from __future__ import annotations

from django.db import migrations, models
from django.db.migrations.state import StateApps


def mark(apps: StateApps, editor: object) -> None:
    """Take the mark from shares with a newer one of the same person."""
    share = apps.get_model("sharing", "Share")
    newer = share.objects.filter(
        models.Q(shared_at__gt=models.OuterRef("shared_at"))
        | models.Q(shared_at=models.OuterRef("shared_at"), id__gt=models.OuterRef("id")),
        organisation_id=models.OuterRef("organisation_id"),
        person_id=models.OuterRef("person_id"),
    )
    share.objects.filter(models.Exists(newer)).update(latest=False)


class Migration(migrations.Migration):
    dependencies = [("sharing", "0006_own_words")]

    operations = [
        migrations.AddField(model_name="share", name="latest", field=models.BooleanField(default=True)),
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
