"""Links without months, one row for a visitor's link, head counts by day."""

import calendar
import datetime as dt

from django.db import migrations, models

_COLUMNS = "organisation_id, dimension, grain, start, key, clicks, visitors, previews, bots, suspects, own"
_SEEN = """
INSERT INTO stats_seen (organisation_id, day, visitor, link_id, team_id)
SELECT s.organisation_id, s.day, s.visitor, s.key, coalesce(p.team_id, 0)
FROM stats_oldseen s
LEFT JOIN links_trackedlink l ON l.id = s.key
LEFT JOIN people_person p ON p.id = l.person_id
WHERE s.dimension = 'link'
"""


def move_to_the_last_day(apps, schema_editor):
    """A month's row held how many were invited at its end; the running month's, how many are now."""
    invited = apps.get_model("stats", "Invited")
    today = dt.datetime.now(dt.UTC).date()
    for first in invited.objects.order_by("-day").values_list("day", flat=True).distinct():
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        invited.objects.filter(day=first).update(day=max(first, min(last, today)))


def clicks_are_gone(apps, schema_editor):
    """Where something was counted, clicks of more than 30 days ago have been forgotten: nobody wrote it down."""
    if apps.get_model("stats", "Tally").objects.exists():
        moment = dt.datetime.now(dt.UTC) - dt.timedelta(days=30)
        apps.get_model("stats", "Drained").objects.create(name="forgotten", position=int(moment.timestamp() * 1000))


class Migration(migrations.Migration):
    dependencies = [("stats", "0003_share_tallies"), ("links", "0001_initial"), ("people", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="tally", name="tally_once"),
        migrations.RemoveIndex(model_name="tally", name="tally_of_one"),
        migrations.RenameModel("Tally", "OldTally"),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "dimension",
                        "grain",
                        "start",
                        "key",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("organisation_id", models.BigIntegerField()),
                ("dimension", models.CharField(max_length=8)),
                ("grain", models.CharField(max_length=5)),
                ("start", models.DateField()),
                ("key", models.BigIntegerField()),
                ("clicks", models.PositiveIntegerField(default=0)),
                ("visitors", models.PositiveIntegerField(default=0)),
                ("previews", models.PositiveIntegerField(default=0)),
                ("bots", models.PositiveIntegerField(default=0)),
                ("suspects", models.PositiveIntegerField(default=0)),
                ("own", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.RunSQL(
            f"INSERT INTO stats_tally ({_COLUMNS}) SELECT {_COLUMNS} FROM stats_oldtally "
            "WHERE NOT (dimension = 'link' AND grain = 'month')"
        ),
        migrations.DeleteModel("OldTally"),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(fields=["organisation_id", "dimension", "key", "grain", "start"], name="tally_of_one"),
        ),
        migrations.RemoveConstraint(model_name="seen", name="seen_once"),
        migrations.RenameModel("Seen", "OldSeen"),
        migrations.CreateModel(
            name="Seen",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "day",
                        "visitor",
                        "link_id",
                        "team_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("organisation_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("visitor", models.BigIntegerField()),
                ("link_id", models.BigIntegerField()),
                ("team_id", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.RunSQL(_SEEN),
        migrations.DeleteModel("OldSeen"),
        migrations.RemoveConstraint(model_name="invited", name="invited_once"),
        migrations.RenameField(model_name="invited", old_name="month", new_name="day"),
        migrations.RunPython(move_to_the_last_day),
        migrations.RenameField(model_name="drained", old_name="inbox_id", new_name="position"),
        migrations.RunPython(clicks_are_gone),
        migrations.AddConstraint(
            model_name="invited",
            constraint=models.UniqueConstraint(fields=("organisation_id", "day", "team_id"), name="invited_once"),
        ),
    ]
