import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0005_stream_of_items")]
    operations = [
        migrations.AlterField(
            model_name="sourceitem",
            name="stream",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="library.stream"
            ),
        ),
    ]
