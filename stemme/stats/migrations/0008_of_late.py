"""Figures in which what happened lately counts more. What was counted before counts as if it had happened now."""

from django.db import migrations, models
from django.db.models import F
from django.utils import timezone

from stemme.stats.lately import weight


def as_of_now(apps, schema_editor):
    """The journal knows the days, but not for ever; after some weeks it makes no difference."""
    now = weight(timezone.now())
    for name in ("StoryFigures", "DivisionFigures"):
        rows = apps.get_model("stats", name).objects.all()
        rows.update(offered_lately=F("offered") * now, sharers_lately=F("sharers") * now)


class Migration(migrations.Migration):
    dependencies = [("stats", "0007_how_far_shares_went")]

    operations = [
        migrations.AddField("storyfigures", "offered_lately", models.FloatField(default=0.0)),
        migrations.AddField("storyfigures", "sharers_lately", models.FloatField(default=0.0)),
        migrations.AddField("divisionfigures", "offered_lately", models.FloatField(default=0.0)),
        migrations.AddField("divisionfigures", "sharers_lately", models.FloatField(default=0.0)),
        migrations.RunPython(as_of_now, migrations.RunPython.noop),
    ]
