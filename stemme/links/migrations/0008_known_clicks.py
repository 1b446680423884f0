"""Clicks whose visitor is still known are found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("links", "0007_card_pictures")]

    operations = [
        migrations.AddIndex(
            model_name="click",
            index=models.Index(
                condition=models.Q(("visitor__isnull", False), ("place__isnull", False), _connector="OR"),
                fields=["at"],
                name="click_known",
            ),
        )
    ]
