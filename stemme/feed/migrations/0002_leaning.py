"""More or less of this; and the reasons of a No in the words the studio asks for."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

#: What the reasons were called before.
_NOW_CALLED = {"topic": "field", "company": "salesy"}


def rename_reasons(apps, schema_editor):
    declined = apps.get_model("feed", "Declined").objects
    for before, after in _NOW_CALLED.items():
        declined.filter(reason=before).update(reason=after)


def _to(model):
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=f"library.{model}"
    )


def _owner(model):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=f"people.{model}")


class Migration(migrations.Migration):
    dependencies = [("feed", "0001_initial"), ("library", "0004_studio"), ("people", "0001_initial")]

    operations = [
        migrations.RunPython(rename_reasons, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Leaning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("more", models.BooleanField()),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("organisation", _owner("organisation")),
                ("person", _owner("person")),
                ("story", _to("story")),
                ("stream", _to("stream")),
                ("topic", _to("topic")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "story"), name="leaning_story_once"),
                    models.UniqueConstraint(fields=("person", "topic"), name="leaning_topic_once"),
                    models.UniqueConstraint(fields=("person", "stream"), name="leaning_stream_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(story__isnull=False, topic=None, stream=None),
                            models.Q(story=None, topic__isnull=False, stream=None),
                            models.Q(story=None, topic=None, stream__isnull=False),
                            _connector="OR",
                        ),
                        name="leaning_to_one_thing",
                    ),
                ],
            },
        ),
    ]
