"""An entry of the inbox knows its stream itself, because not every entry comes by a feed."""

from __future__ import annotations

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    item, source = apps.get_model("library", "SourceItem"), apps.get_model("library", "Source")
    of_source = source.objects.filter(pk=OuterRef("source_id")).values("stream_id")[:1]
    item.objects.filter(stream=None).update(stream_id=Subquery(of_source))


class Migration(migrations.Migration):
    dependencies = [("library", "0004_studio")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
