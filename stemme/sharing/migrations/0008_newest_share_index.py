"""Its index; of its own, since PostgreSQL makes none in the transaction that changed the rows."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sharing", "0007_newest_share")]

    operations = [
        migrations.AddIndex(
            model_name="share",
            index=models.Index(
                fields=["organisation", "person"],
                name="share_latest",
                condition=models.Q(latest=True, person__isnull=False),
            ),
        ),
    ]
