"""Landing steps in whole months, made from the days there are."""

import django.db.models.deletion
from django.db import migrations, models

from stemme.landing.step_months import keys_of

STEPS = ("seen", "stayed", "form", "confirmed", "sales", "customers")


def months_of_days(apps, schema_editor):
    """The same as step_actions.sum_months, with the tables of this moment."""
    found = {}
    days = apps.get_model("landing", "StepTally").objects.values_list(
        "organisation_id", "page_id", "day", "story_id", "channel", "team_id", *STEPS
    )
    for organisation, page, day, story, channel, team, *numbers in days.iterator():
        for dimension, key in keys_of(channel=channel, story_id=story, team_id=team).items():
            place = (organisation, page, dimension, key, day.replace(day=1))
            found[place] = [a + b for a, b in zip(found.get(place, [0] * len(STEPS)), numbers, strict=True)]
    month = apps.get_model("landing", "StepMonth")
    rows = (
        month(
            organisation_id=organisation, page_id=page, dimension=dimension, key=key, month=first,
            **dict(zip(STEPS, numbers, strict=True)),
        )
        for (organisation, page, dimension, key, first), numbers in sorted(found.items())
    )  # fmt: skip
    month.objects.bulk_create(rows, batch_size=2_000)


class Migration(migrations.Migration):

    dependencies = [
        ('landing', '0001_initial'),
        ('people', '0011_what_reaches_a_person'),
    ]

    operations = [
        migrations.CreateModel(
            name='StepMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(max_length=7)),
                ('key', models.BigIntegerField(default=0)),
                ('month', models.DateField()),
                ('seen', models.PositiveIntegerField(default=0)),
                ('stayed', models.PositiveIntegerField(default=0)),
                ('form', models.PositiveIntegerField(default=0)),
                ('confirmed', models.PositiveIntegerField(default=0)),
                ('sales', models.PositiveIntegerField(default=0)),
                ('customers', models.PositiveIntegerField(default=0)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='landing.page')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'dimension', 'month', 'page', 'key'), name='step_month_once')],
                'indexes': [models.Index(fields=['organisation', 'dimension', 'month', 'page', 'key', 'stayed', 'confirmed'], name='step_month_lines')],
            },
        ),
        migrations.RunPython(months_of_days, migrations.RunPython.noop),
    ]
