"""Which languages and places there are, from an index alone."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0011_what_reaches_a_person")]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["organisation", "language", "place"],
                condition=models.Q(deactivated_at=None),
                name="person_spoken",
            ),
        ),
    ]
