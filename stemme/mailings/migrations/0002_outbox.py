"""States say what a person would say; a mailing knows its way, its subject and when it may go."""

from django.db import migrations, models

import stemme.mailings.kinds
import stemme.mailings.models

_WORDS = {"planned": "queued", "handed_over": "sending", "accepted": "sent", "uncertain": "unclear"}


def _rename(words):
    return [f"UPDATE mailings_mailing SET state = '{new}' WHERE state = '{old}'" for old, new in words.items()]


class Migration(migrations.Migration):
    dependencies = [("mailings", "0001_initial")]

    operations = [
        migrations.AddField("mailing", "subject_id", models.BigIntegerField(default=0)),
        migrations.AddField("mailing", "way", models.CharField(default="mail", max_length=12)),
        migrations.AddField("mailing", "not_before", models.DateTimeField(blank=True, null=True)),
        migrations.AlterField(
            "mailing",
            "kind",
            models.CharField(choices=stemme.mailings.kinds.kind_choices, max_length=12),
        ),
        migrations.AlterField(
            "mailing",
            "state",
            models.CharField(choices=stemme.mailings.models.state_choices, default="queued", max_length=12),
        ),
        migrations.RunSQL(_rename(_WORDS), _rename({new: old for old, new in _WORDS.items()})),
        migrations.RemoveConstraint("mailing", "mailing_once_a_day"),
        migrations.AddConstraint(
            "mailing",
            models.UniqueConstraint(
                fields=("organisation", "person", "kind", "subject_id", "slot"), name="mailing_once_a_day"
            ),
        ),
    ]
