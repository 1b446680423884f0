"""Outcomes by story in whole years, made from the months there are."""

import datetime as dt

from django.db import migrations
from django.db.models import Max, Min

_COLUMNS = "organisation_id, goal_id, dimension, key, model, grain, start, conversions, value"


def years_of_months(apps, schema_editor):
    """The same as actions/tallies.py makes from now on."""
    tallies = apps.get_model("outcomes", "OutcomeTally").objects.filter(dimension="story", grain="month")
    there = tallies.aggregate(first=Min("start"), last=Max("start"))
    if there["first"] is None:
        return
    for year in range(there["first"].year, there["last"].year + 1):
        first, last = (schema_editor.connection.ops.adapt_datefield_value(day)
                       for day in (dt.date(year, 1, 1), dt.date(year, 12, 31)))  # fmt: skip
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO outcomes_outcometally ({_COLUMNS}) "
                "SELECT organisation_id, goal_id, dimension, key, model, 'year', %s, sum(conversions), sum(value) "
                "FROM outcomes_outcometally WHERE dimension = 'story' AND grain = 'month' "
                "AND start >= %s AND start <= %s GROUP BY organisation_id, goal_id, dimension, key, model",
                [first, first, last],
            )


def none(apps, schema_editor):
    """Away with them."""
    apps.get_model("outcomes", "OutcomeTally").objects.filter(grain="year").delete()


class Migration(migrations.Migration):

    dependencies = [("outcomes", "0003_of_stories")]

    operations = [migrations.RunPython(years_of_months, none)]
