from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0006_stream_of_items_required")]
    operations = [
        migrations.AddField(model_name="sourceitem", name="may_name", field=models.BooleanField(default=False)),
    ]
