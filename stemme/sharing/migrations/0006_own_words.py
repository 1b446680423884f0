"""How many began alike, without whom; and drafts that people asked us to keep."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import stemme.people.models


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0003_angles"),
        ("people", "0011_what_reaches_a_person"),
        ("sharing", "0005_own_apps"),
    ]

    operations = [
        migrations.CreateModel(
            name="Beginning",
            fields=[
                ("fingerprint", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("people", models.PositiveIntegerField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="library.story"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(choices=stemme.people.models.language_choices, max_length=5)),
                ("text", models.TextField()),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"),
                ),
                (
                    "story",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="library.story"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "story", "language"), name="draft_once")],
            },
        ),
    ]
