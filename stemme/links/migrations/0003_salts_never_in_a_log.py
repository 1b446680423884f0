"""On PostgreSQL the salts live in an UNLOGGED table: not in the write-ahead log, not in its archive, not on replicas
(security.md T-16). After a crash of the server it is empty, and the day gets a new salt."""

from django.db import migrations


def set_unlogged(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE links_daysalt SET UNLOGGED")


def set_logged(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE links_daysalt SET LOGGED")


class Migration(migrations.Migration):
    dependencies = [("links", "0002_batch_marks")]
    operations = [migrations.RunPython(set_unlogged, set_logged)]
