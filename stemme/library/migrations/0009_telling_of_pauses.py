from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0008_rules_of_feeds")]
    operations = [
        migrations.AddField(
            model_name="pause", name="told_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(model_name="pause", name="told", field=models.PositiveIntegerField(default=0)),
        migrations.AlterField(
            model_name="pause", name="reason", field=models.TextField(blank=True, max_length=1000)
        ),
    ]
