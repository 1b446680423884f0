"""What has to be in place before anything is served: folders, tables, static files."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from stemme.setup.actions import plant_canary


def prepare_folders() -> None:
    """Make the data folder and its parts, readable by this user only."""
    for folder in (settings.DATA, settings.MEDIA_ROOT, settings.STATIC_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
    settings.DATA.chmod(0o700)


def prepare_databases() -> None:
    """Bring the tables of every database up to date."""
    for name in connections:
        call_command("migrate", database=name, verbosity=0, interactive=False)


def prepare_static_files() -> None:
    """Collect static files under their hashed names."""
    call_command("collectstatic", verbosity=0, interactive=False)


def prepare() -> None:
    """All of it; quick when nothing changed."""
    prepare_folders()
    prepare_databases()
    plant_canary(now=timezone.now())
    prepare_static_files()
