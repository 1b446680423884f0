from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_link_host_and_networks'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(
                condition=models.Q(('link_host', ''), _negated=True),
                fields=('link_host',),
                name='organisation_link_host_once',
            ),
        ),
    ]
