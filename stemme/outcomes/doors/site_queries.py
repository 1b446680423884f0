"""Reading doors for sites."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.outcomes.kinds import PIXEL, SCRIPT
from stemme.outcomes.models import Door


@dataclass(frozen=True, slots=True)
class SiteDoor:
    """An open door of a site. ``hosts``: from where it may be used, with their ports if they have any."""

    id: int
    organisation_id: int
    hosts: frozenset[str]
    last_used_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SiteDoorRow:
    """A site's door as the settings show it."""

    id: int
    kind: str
    name: str
    code: str
    hosts: tuple[str, ...]
    last_used_at: dt.datetime | None
    ended_at: dt.datetime | None


def by_code(code: str, kind: str) -> SiteDoor | None:
    """The open door of this kind (kinds.SCRIPT, PIXEL) that the public code belongs to."""
    row = Door.objects.filter(code=code, kind=kind, ended_at=None).first()
    if row is None:
        return None
    return SiteDoor(row.id, row.organisation_id, frozenset(row.sites.split()), row.last_used_at)


def site_doors(organisation_id: int) -> list[SiteDoorRow]:
    """Doors for scripts and pixels, open ones first, then by name."""
    rows = Door.objects.filter(organisation_id=organisation_id, kind__in=(SCRIPT, PIXEL))
    found = [
        SiteDoorRow(
            row.id, row.kind, row.name, row.code, tuple(row.sites.split()), row.last_used_at, row.ended_at
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.ended_at is not None, row.name.lower(), row.id))
