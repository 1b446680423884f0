"""What must not be while others can reach this installation. Each fault names the setting that is wrong.

The settings themselves are checked in environment.py, before anything else runs; here is what only the machine and the
database can tell. ``stemme serve`` and ``stemme work`` refuse to start; ``stemme doctor`` shows the same list.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from stemme.project.environment import SettingError, is_local
from stemme.setup import queries

_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Fault:
    """A thing that is wrong. ``stops``: Stemme does not start with it."""

    setting: str
    text: str
    stops: bool = True


def faults() -> Iterator[Fault]:
    """Everything that is wrong, what stops the start first."""
    yield from folder_faults()
    yield from key_faults()
    yield from role_faults()


def folder_faults() -> Iterator[Fault]:
    """The data folder is for this user alone: secret key, pictures and the embedded database are in it.

    On one's own machine it is put right without a word (preparing.py); elsewhere somebody may have looked already.
    """
    folder = settings.DATA
    if not is_local(settings.PUBLIC_URL) and folder.exists() and folder.stat().st_mode & _FOR_OTHERS:
        yield Fault("STEMME_DATA", f"{folder} can be opened by other users of this machine. Run: chmod 700 {folder}")


def key_faults() -> Iterator[Fault]:
    """The secret key is the one that the data was made with."""
    if queries.canary() == queries.SILENT:
        yield Fault(
            "STEMME_SECRET_KEY",
            "it is another one than the data was made with: sessions, sealed secrets and the hashes of erased people "
            "would not fit. Put back the old one (the file secret-key of the backup), or keep it in "
            "STEMME_OLD_SECRET_KEYS. If it is lost for good: stemme setup --accept-key",
        )


def role_faults() -> Iterator[Fault]:
    """The database role is held by row-level security. On one's own machine a superuser is nobody else."""
    power = "" if is_local(settings.PUBLIC_URL) else queries.database_power()
    if power:
        words = {"superuser": "is a superuser", "bypassrls": "has BYPASSRLS"}[power]
        yield Fault(
            "STEMME_DATABASE_URL",
            f"its role {words}, so the wall between organisations does not hold it. Use a role of its own: "
            "CREATE ROLE stemme LOGIN PASSWORD '…'; ALTER DATABASE … OWNER TO stemme (docs/operations.md)",
            stops=False,
        )


def refuse_unsafe() -> list[Fault]:
    """Raise SettingError for the first fault that stops the start; else give those that are worth a warning."""
    found = []
    # One after the other: what stops the start stops it before the database is touched.
    for fault in faults():
        if fault.stops:
            raise SettingError(f"{fault.setting}: {fault.text}")
        found.append(fault)
    return found
