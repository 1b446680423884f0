from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Names of customers, who are asked before a story names them."""

    dependencies = [("policy", "0002_word_rules")]
    operations = [
        migrations.AddField(model_name="blockedphrase", name="customer", field=models.BooleanField(default=False)),
    ]
