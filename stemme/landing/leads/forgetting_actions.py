"""Forgetting those who left their names: soon when they never confirmed it, else after the page's months. And which
clicks took a step."""

from __future__ import annotations

import calendar
import datetime as dt

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.landing.models import Lead, StepSeen


@across_organisations("leads are forgotten everywhere when their time is over")
def forget_old(*, now: dt.datetime) -> int:
    """Delete leads that nobody confirmed for seven days, confirmed ones whose page keeps them no longer, and marks of
    clicks that took a step; how many.

    What they counted for stays counted: a conversion knows nobody's name.
    """
    done = delete_old(Lead.objects.filter(confirmed_at=None, created_at__lt=before("leads", now=now)), at_once=AT_ONCE)
    confirmed = Lead.objects.filter(confirmed_at__isnull=False)
    for months in list(confirmed.order_by().values_list("page__keep_months", flat=True).distinct()):
        old = confirmed.filter(page__keep_months=months, confirmed_at__lt=months_before(now, months))
        done += delete_old(old, at_once=AT_ONCE)
    marks = StepSeen.objects.filter(at__lt=before("landing_steps", now=now))
    return done + delete_old(marks, at_once=AT_ONCE)


def months_before(now: dt.datetime, months: int) -> dt.datetime:
    """The same moment so many months earlier, on the last day of a month that is too short.

    >>> months_before(dt.datetime(2026, 3, 31), 1).date()
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, calendar.monthrange(year, month + 1)[1]))
