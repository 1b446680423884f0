from django.db import migrations, models


class Migration(migrations.Migration):
    """Null for what is published: nobody decided there that sharing waits (docs/decisions/0035-guidelines.md)."""

    dependencies = [
        ("policy", "0004_acknowledgements_and_expectations"),
    ]

    operations = [
        migrations.AddField(
            model_name="guidelines",
            name="before_sharing",
            field=models.BooleanField(blank=True, null=True),
        ),
    ]
