"""Questions about clicks that were rolled up, and whether what has to be forgotten is forgotten."""

from __future__ import annotations

import datetime as dt

from django.db import connections, router
from django.db.models import Count, F, Sum

from stemme.kit.tenancy import across_organisations
from stemme.links.models import VISITOR_KNOWN, Click, ClickInbox, DaySalt


def kept_by_day(organisation_id: int, *, first: dt.date | None) -> list[tuple[dt.date, str, int, int]]:
    """(day, class, clicks, new visitors) of the kept clicks from this day on; of all without one."""
    rows = Click.objects.filter(organisation_id=organisation_id)
    if first is not None:
        rows = rows.filter(day__gte=first)
    counts = rows.order_by().values_list("day", "hit").annotate(n=Count("id"), new=Sum(F("new_for").bitand(1)))
    return [(day, hit, n, new or 0) for day, hit, n, new in counts]


@across_organisations("clicks of all organisations wait in one queue")
def oldest_waiting(after: int) -> dt.datetime | None:
    """When the oldest click that waits for the roll-up behind this id was answered; None when nothing waits."""
    at = ClickInbox.objects.filter(id__gt=after).order_by("id").values_list("at", flat=True).first()
    return None if at is None else dt.datetime.fromtimestamp(at / 1000, dt.UTC)


def newest_given_id() -> int:
    """The highest id that a click in the inbox has ever had; 0 before the first."""
    connection = connections[router.db_for_read(ClickInbox)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_sequence_last_value(pg_get_serial_sequence('links_clickinbox', 'id')::regclass)")
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'links_clickinbox'")
        row = cursor.fetchone()
    return int(row[0] or 0) if row else 0


def salts_before(day: dt.date) -> int:
    """How many days before this one still have their secret."""
    return DaySalt.objects.filter(day__lt=day).count()


@across_organisations("the doctor looks whether visitors are forgotten everywhere")
def visitors_known_before(moment: dt.datetime) -> bool:
    """Is there a kept click from before this moment whose visitor has not been erased?"""
    return Click.objects.filter(VISITOR_KNOWN, at__lt=int(moment.timestamp() * 1000)).exists()
