from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0002_two_people_and_a_period'),
    ]

    operations = [
        migrations.RenameField(model_name='told', old_name='at', new_name='told_at'),
    ]
