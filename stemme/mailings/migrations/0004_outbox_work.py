"""Who is busy with a mailing, what of it is noted, and mails that came back for now."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("mailings", "0003_when_and_to_whom")]

    operations = [
        migrations.AddField("mailing", "held_by", models.BigIntegerField(default=0)),
        migrations.AddField("mailing", "held_until", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("mailing", "offers_noted", models.BooleanField(default=False)),
        migrations.AddField("mailing", "left_at", models.DateTimeField(blank=True, null=True)),
        # So far each was noted together with its end.
        migrations.RunSQL(
            "UPDATE mailings_mailing SET offers_noted = true WHERE state IN ('sent', 'unclear')",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            "mailing",
            models.Index(
                condition=models.Q(("offers_noted", False), ("state__in", ("sent", "unclear"))),
                fields=["organisation"],
                name="mailing_to_be_noted",
            ),
        ),
        migrations.CreateModel(
            name="SoftBounce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mailing_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("status", models.CharField(blank=True, max_length=12)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "person", "day"], name="soft_bounce_of_person")],
                "constraints": [models.UniqueConstraint(fields=("mailing_id",), name="soft_bounce_once")],
            },
        ),
    ]
