"""Which database a table lives in."""

from __future__ import annotations

from typing import Any

from django.conf import settings

#: Tables beside the click path. On SQLite they have a file of their own, so that nothing else locks them.
APART = {("links", "clickinbox"), ("links", "daysalt"), ("links", "batchmark")}


class ClicksApart:
    """Send the inbox to the ``clicks`` database where there is one, everything else to ``default``."""

    def _database(self, app_label: str, model_name: str | None) -> str | None:
        if (app_label, model_name or "") in APART and "clicks" in settings.DATABASES:
            return "clicks"
        return None

    def db_for_read(self, model: type, **hints: Any) -> str | None:
        """The database of a model's table; None leaves it to Django."""
        meta = model._meta  # type: ignore[attr-defined]
        return self._database(meta.app_label, meta.model_name)

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool | None:
        """Whether a table is made in this database."""
        if "clicks" not in settings.DATABASES:
            return None
        wanted = self._database(app_label, model_name) or "default"
        return db == wanted
