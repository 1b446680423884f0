"""Roll-ups about groups, filled from what there is."""

from django.db import migrations, models


def fill(apps, schema_editor):
    """Who took part in every week, month and quarter there was; what the divisions were shown and shared."""
    organisations = list(apps.get_model("people", "Organisation").objects.values_list("id", flat=True))
    for organisation in organisations:
        lines = _lines(apps, organisation)
        _fill_turnout(apps, organisation, lines)
        _fill_divisions(apps, organisation, lines)


def _lines(apps, organisation):
    parent = dict(
        apps.get_model("people", "Team").objects.filter(organisation_id=organisation).values_list("id", "parent_id")
    )
    lines = {}
    for team in parent:
        line = [team]
        while parent.get(line[-1]):
            line.append(parent[line[-1]])
        lines[team] = line
    return lines


def _fill_turnout(apps, organisation, lines):
    who, sums = {}, {}
    rows = apps.get_model("stats", "TakingPart").objects.filter(organisation_id=organisation)
    columns = ("grain", "start", "person_id", "team_id", "first_shares", "shares")
    for grain, start, person, team, first, shares in rows.values_list(*columns).iterator(chunk_size=5_000):
        quarter = start.replace(month=start.month - (start.month - 1) % 3, day=1)
        for stretch in [(grain, start)] + ([("quarter", quarter)] if grain == "month" else []):
            for above in (0, *lines.get(team, (-1,))):
                who.setdefault((*stretch, above), set()).add((person, team if above else 0))
                total = sums.setdefault((*stretch, above), [0, 0])
                total[0] += first
                total[1] += shares
    model = apps.get_model("stats", "Turnout")
    for (grain, start, team), people in who.items():
        first, shares = sums[grain, start, team]
        model.objects.create(
            organisation_id=organisation,
            grain=grain,
            start=start,
            team_id=team,
            took_part=len(people),
            first_sharers=first,
            shares=shares,
        )


def _fill_divisions(apps, organisation, lines):
    people = apps.get_model("people", "Person").objects.filter(organisation_id=organisation, team__isnull=False)
    division = {person: lines[team][-1] for person, team in people.values_list("id", "team_id")}
    facts = apps.get_model("journal", "Fact").objects.filter(organisation_id=organisation, kind="story.offered")
    acted = apps.get_model("stats", "Acted").objects.filter(organisation_id=organisation, shared=True)
    sums = {}
    for place, rows in enumerate(
        (facts.values_list("actor_id", "subject_id"), acted.values_list("person_id", "story_id"))
    ):
        for person, story in rows.iterator(chunk_size=5_000):
            if person in division and story:
                sums.setdefault((division[person], story), [0, 0])[place] += 1
    model = apps.get_model("stats", "DivisionFigures")
    for (top, story), (offered, sharers) in sums.items():
        model.objects.create(
            organisation_id=organisation, division_id=top, story_id=story, offered=offered, sharers=sharers
        )


class Migration(migrations.Migration):
    dependencies = [("stats", "0004_narrow_and_by_day"), ("people", "0001_initial"), ("journal", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DivisionFigures",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "division_id",
                        "story_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("organisation_id", models.BigIntegerField()),
                ("division_id", models.BigIntegerField()),
                ("story_id", models.BigIntegerField()),
                ("offered", models.PositiveIntegerField(default=0)),
                ("sharers", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SpreadFigures",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "grain",
                        "start",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("organisation_id", models.BigIntegerField()),
                ("grain", models.CharField(max_length=7)),
                ("start", models.DateField()),
                ("most_active", models.PositiveIntegerField()),
                ("others", models.PositiveIntegerField()),
                ("by_most_active", models.PositiveIntegerField()),
                ("by_others", models.PositiveIntegerField()),
                ("visitors", models.PositiveBigIntegerField()),
                ("shares", models.PositiveBigIntegerField()),
                ("invited", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Turnout",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organisation_id",
                        "grain",
                        "start",
                        "team_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("organisation_id", models.BigIntegerField()),
                ("grain", models.CharField(max_length=7)),
                ("start", models.DateField()),
                ("team_id", models.BigIntegerField()),
                ("took_part", models.PositiveIntegerField(default=0)),
                ("first_sharers", models.PositiveIntegerField(default=0)),
                ("shares", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
