"""Whose host is this? Asked for every request to a name that is not the installation's own, so answered from memory.

All organisations' hosts are read at once and kept for some seconds in each process: an unknown name, however often it
is tried, costs no query of its own. Whoever changes a host in this process calls ``forget_hosts``; others learn of it
within those seconds.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import DatabaseError

from stemme.people.brand import Brand
from stemme.people.models import Organisation
from stemme.people.queries import brand_of

#: Seconds.
REMEMBERED = 5.0


@dataclass(frozen=True, slots=True)
class Page:
    """The organisation to which a host belongs: requests to it are only about that one."""

    organisation_id: int
    organisation_name: str
    host: str
    brand: Brand


@dataclass(slots=True)
class _Memory:
    until: float = 0.0
    pages: dict[str, Page] | None = None


_memory = _Memory()


def page_of_host(host: str) -> Page | None:
    """The organisation of this name (small letters, no port); None for a name that is nobody's."""
    if _memory.pages is None or time.monotonic() > _memory.until:
        _memory.pages, _memory.until = _read(), time.monotonic() + REMEMBERED
    return _memory.pages.get(host)


def page_hosts() -> list[str]:
    """All hosts that belong to an organisation, read now."""
    return sorted(_read())


def forget_hosts() -> None:
    """Read them anew at the next request."""
    _memory.pages = None


def _read() -> dict[str, Page]:
    """Empty while the database does not answer: then only the installation's own names are known."""
    try:
        found = list(Organisation.objects.exclude(page_host="").order_by("id"))
    except DatabaseError:
        return {}
    return {row.page_host: Page(row.pk, row.name, row.page_host, brand_of(row)) for row in found}
