"""Taking part by week beside by month."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stats", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="takingpart", name="taking_part_once"),
        migrations.RenameField(model_name="takingpart", old_name="month", new_name="start"),
        migrations.AddField(
            model_name="takingpart", name="grain", field=models.CharField(default="month", max_length=5)
        ),
        migrations.AddConstraint(
            model_name="takingpart",
            constraint=models.UniqueConstraint(
                fields=("organisation_id", "grain", "start", "person_id"), name="taking_part_once"
            ),
        ),
    ]
