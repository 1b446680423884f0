import django.db.models.deletion
from django.db import migrations, models

#: What people do for themselves: not part of the chain, as facts.py said when this was written.
OWN_DEEDS = (
    "person.joined", "person.declined", "person.paused", "person.signed_in", "link.stopped", "link.resumed",
    "story.offered", "story.read", "story.saved", "story.declined", "story.shared", "mail.rhythm_changed",
)  # fmt: skip


def chain_what_is_there(apps, schema_editor):
    """Facts of administration that are there already will be sealed with the next ones."""
    apps.get_model("journal", "Fact").objects.exclude(kind__in=OWN_DEEDS).update(chained=True)


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Anchor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
                ('up_to', models.BigIntegerField()),
                ('facts', models.BigIntegerField()),
                ('hash', models.BinaryField(max_length=32)),
                ('cut_at', models.DateTimeField()),
                ('newest_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ChainCheck',
            fields=[
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='people.organisation')),
                ('checked_at', models.DateTimeField()),
                ('facts', models.BigIntegerField()),
                ('up_to', models.BigIntegerField()),
                ('up_to_at', models.DateTimeField(null=True)),
                ('head', models.BinaryField(max_length=32)),
                ('broken', models.CharField(blank=True, max_length=20)),
                ('broken_at', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
                ('ids', models.BinaryField()),
                ('marks', models.BinaryField()),
                ('up_to', models.BigIntegerField()),
                ('facts', models.BigIntegerField()),
                ('hash', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.AddField(
            model_name='fact',
            name='chained',
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name='fact',
            index=models.Index(condition=models.Q(('chained', True)), fields=['organisation', 'id'], name='fact_chained'),
        ),
        migrations.AddField(
            model_name='anchor',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='seal',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation'),
        ),
        migrations.AddConstraint(
            model_name='anchor',
            constraint=models.UniqueConstraint(fields=('organisation', 'up_to'), name='anchor_once'),
        ),
        migrations.AddConstraint(
            model_name='seal',
            constraint=models.UniqueConstraint(fields=('organisation', 'number'), name='seal_number_once'),
        ),
        migrations.RunPython(chain_what_is_there, migrations.RunPython.noop),
    ]
