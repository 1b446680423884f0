"""Reading plans and links."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from stemme.kit.periods import Period
from stemme.people.role_queries import colleagues_with
from stemme.people.roles import READ_OVERVIEW
from stemme.reports.link_tokens import hash_of
from stemme.reports.models import ReportLink, ReportPlan
from stemme.reports.stretches import KINDS, Stretch, due_day, last_due

_DAY = dt.timedelta(days=1)
#: Links that are over are listed for so long.
_LISTED = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan with whom it reaches today and what comes next."""

    id: int
    rhythm: str
    language: str
    names: tuple[str, ...]
    next_period: Period
    next_day: dt.date


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as its makers see it. ``state``: works, ended, over."""

    id: int
    label: str
    kind: str
    period: Period
    language: str
    expires_at: dt.datetime
    opened: int
    state: str


@dataclass(frozen=True, slots=True)
class SharedReport:
    """What an address without signing in stands for."""

    organisation_id: int
    kind: str
    first: dt.date
    language: str
    works: bool


def plans(organisation_id: int, *, today: dt.date) -> list[PlanRow]:
    """The plans that run, the oldest first. Three queries."""
    may_see = colleagues_with(organisation_id, READ_OVERVIEW)
    rows = ReportPlan.objects.filter(organisation_id=organisation_id, ended_at=None).prefetch_related("recipients")
    return [_plan(plan, may_see, today) for plan in rows.order_by("id")]


def plan(organisation_id: int, plan_id: int, *, today: dt.date) -> PlanRow | None:
    """One plan that runs; None if there is no such one."""
    return next((row for row in plans(organisation_id, today=today) if row.id == plan_id), None)


def _plan(plan: ReportPlan, may_see: dict[int, str], today: dt.date) -> PlanRow:
    told = plan.last_period or last_due(plan.rhythm, today=today, days_after=plan.days_after)
    following = KINDS[plan.rhythm](KINDS[plan.rhythm](told).last + _DAY)
    wanted = {person.id for person in plan.recipients.all()}
    names = tuple(name for person, name in may_see.items() if person in wanted)
    day = due_day(plan.rhythm, following.first, plan.days_after)
    return PlanRow(plan.pk, plan.rhythm, plan.language, names, following, day)


def mailed(organisation_id: int, plan_id: int, person_id: int, slot: dt.date) -> tuple[Stretch, str] | None:
    """What a mail of this plan for that day tells, and in which language; None when it should not go to this person
    any more: the plan was ended, or they lost the right to see the figures."""
    found = ReportPlan.objects.filter(
        organisation_id=organisation_id, id=plan_id, ended_at=None, recipients=person_id
    ).first()
    if found is None or person_id not in colleagues_with(organisation_id, READ_OVERVIEW):
        return None
    of = KINDS[found.rhythm]
    period = of(slot - dt.timedelta(days=found.days_after))
    return Stretch(found.rhythm, period, running=False), found.language


def links(organisation_id: int, *, now: dt.datetime) -> list[LinkRow]:
    """The links that work and those that are over since not long ago, the newest first."""
    rows = ReportLink.objects.filter(organisation_id=organisation_id, expires_at__gt=now - _LISTED)
    shown = rows.filter(Q(ended_at=None) | Q(ended_at__gt=now - _LISTED)).order_by("-id")
    return [_link(row, now) for row in shown]


def _link(row: ReportLink, now: dt.datetime) -> LinkRow:
    state = "ended" if row.ended_at else "works" if row.expires_at > now else "over"
    period = KINDS[row.period](row.first)
    return LinkRow(row.pk, row.label, row.period, period, row.language, row.expires_at, row.opened, state)


def shared(token: str, *, now: dt.datetime) -> SharedReport | None:
    """What the token shows; ``works`` is false when it expired or was ended. None for one that nobody made."""
    row = ReportLink.objects.filter(token_hash=hash_of(token)).first()
    if row is None:
        return None
    works = row.ended_at is None and row.expires_at > now
    return SharedReport(row.organisation_id, row.period, row.first, row.language, works)
