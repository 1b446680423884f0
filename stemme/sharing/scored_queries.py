"""Shares in bulk, for whoever counts something for each person: narrow rows, read in portions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, F, Func

from stemme.sharing.models import Share


class NarrowShare(NamedTuple):
    """A share whose visits are counted, and the second in which it was made (since 1970, UTC)."""

    person_id: int
    story_id: int
    link_id: int
    channel: str
    at: int
    #: The person says that they posted it, that they did not, or nothing.
    posted: bool | None


class _Seconds(Func):
    """The seconds since 1970 of a moment, made by the database: reading a million moments as such takes long."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="floor(extract(epoch FROM %(expressions)s))::bigint")


def counted_shares(
    organisation_id: int, *, since: dt.datetime, until: dt.datetime, people: tuple[int, int] | None = None
) -> Iterator[NarrowShare]:
    """The shares of these days (the last moment included) that still have a name, by person, newest first.

    Those of links that are not counted are left out. ``people``: only ids from the first to the second. One query,
    read in portions: write nothing before the last row, or on SQLite it may be refused.
    """
    rows = Share.objects.filter(
        organisation_id=organisation_id, person__isnull=False, link__counted=True, shared_at__gte=since,
        shared_at__lte=until,
    )  # fmt: skip
    if people is not None:
        rows = rows.filter(person_id__gte=people[0], person_id__lte=people[1])
    found = rows.order_by("person_id", "-shared_at").values_list(
        "person_id", "story_id", "link_id", "channel", _Seconds(F("shared_at")), "posted"
    )
    return map(NarrowShare._make, found.iterator(chunk_size=10_000))
