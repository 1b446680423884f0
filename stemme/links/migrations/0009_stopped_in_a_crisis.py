from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("links", "0008_known_clicks")]
    operations = [
        migrations.AddField(
            model_name="linktarget",
            name="paused_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="linktarget",
            name="instead_url",
            field=models.CharField(blank=True, max_length=2000),
        ),
    ]
