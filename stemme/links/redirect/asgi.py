"""What Granian serves: ``granian --interface asgi --workers 1 stemme.links.redirect.asgi:application``.

Reads the project's settings but never goes through Django's request stack or its ORM.
"""

from __future__ import annotations

import logging.config
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")

from django.conf import settings

from stemme.links.redirect.answers import LinksApplication
from stemme.links.redirect.postgresql import PostgresStore, connection_words
from stemme.links.redirect.sqlite import SqliteStore
from stemme.links.redirect.stores import Store

#: Seconds a thread may keep Python's lock while the writer wants it. The usual 5 ms would be most of a click's time.
_SWITCH_SECONDS = 0.0005


def store_from_settings() -> Store:
    """The store for the database this installation uses."""
    if "clicks" in settings.DATABASES:
        main, clicks = (Path(str(settings.DATABASES[alias]["NAME"])) for alias in ("default", "clicks"))
        return SqliteStore(main=main, clicks=clicks)
    return PostgresStore(connection_words(settings.DATABASES["default"]))


sys.setswitchinterval(_SWITCH_SECONDS)
logging.config.dictConfig(settings.LOGGING)
application = LinksApplication(
    make_store=store_from_settings,
    log_folder=settings.DATA / "clicks",
    link_url=settings.LINK_URL,
    pages_url=settings.PUBLIC_URL,
    trusted_proxies=settings.TRUSTED_PROXIES,
)
