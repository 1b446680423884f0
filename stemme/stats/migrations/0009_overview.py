"""Random parts for the interval of involvement, who joined when and has shared, and the most active 5 %."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stats', '0008_of_late'),
    ]

    operations = [
        migrations.CreateModel(
            name='JoinedFigures',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation_id', 'start', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation_id', models.BigIntegerField()),
                ('start', models.DateField()),
                ('people', models.PositiveIntegerField()),
                ('shared', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='StoryPart',
            fields=[
                ('pk', models.CompositePrimaryKey('organisation_id', 'story_id', 'part', blank=True, editable=False, primary_key=True, serialize=False)),
                ('organisation_id', models.BigIntegerField()),
                ('story_id', models.BigIntegerField()),
                ('part', models.PositiveSmallIntegerField()),
                ('offered', models.PositiveIntegerField(default=0)),
                ('involved', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name='spreadfigures',
            name='by_wider',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='spreadfigures',
            name='wider',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
