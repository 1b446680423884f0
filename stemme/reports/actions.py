"""Planning report mails, making and ending links, sending what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.lines import one_line
from stemme.kit.periods import local_day
from stemme.kit.tenancy import across_organisations
from stemme.kit.tokens import new_token
from stemme.mailings.actions.queueing import queue
from stemme.mailings.rhythm_queries import house_of
from stemme.people import queries as people
from stemme.people.role_queries import colleagues_with
from stemme.people.roles import LEAD_PROGRAMME, READ_OVERVIEW
from stemme.people.viewer import Viewer
from stemme.reports.link_tokens import hash_of
from stemme.reports.models import ReportLink, ReportPlan
from stemme.reports.stretches import RHYTHMS, Stretch, due_day, last_due

#: Key of the kind of mail (kind.py).
KEY = "report"
#: A link works so many days at most.
LONGEST_DAYS = 90
#: Days after a period's end on which its mail may go: late clicks are in, and the next one has not ended.
LATEST_DAYS = 20


def make_plan(
    *, actor: Viewer, rhythm: str, language: str, recipients: Collection[int], days_after: int = 2, now: dt.datetime
) -> int:
    """Mail a report after each month or quarter from the running one on; the plan's id.

    Raises ValueError for people who may not see the figures, for none, and for days beyond LATEST_DAYS.
    """
    allowed = colleagues_with(actor.organisation_id, READ_OVERVIEW)
    if not actor.may(LEAD_PROGRAMME) or rhythm not in RHYTHMS or not 1 <= days_after <= LATEST_DAYS:
        raise ValueError("no such plan")
    if not recipients or not set(recipients) <= allowed.keys():
        raise ValueError("reports go to colleagues who may see the figures")
    # What is due already was nobody's plan: the first mail tells of a period that ends from now on.
    told = last_due(rhythm, today=actor.today(now), days_after=days_after)
    with transaction.atomic():
        made = ReportPlan.objects.create(
            organisation_id=actor.organisation_id, rhythm=rhythm, days_after=days_after, language=language,
            created_by_id=actor.person_id, created_at=now, last_period=told,
        )  # fmt: skip
        made.recipients.set(recipients)
        _note(facts.REPORT_PLANNED, actor, made.pk, now, rhythm=rhythm, people=len(set(recipients)))
    return made.pk


def end_plan(*, actor: Viewer, plan_id: int, now: dt.datetime) -> bool:
    """No mail of it goes out any more; False if it was ended before."""
    with transaction.atomic():
        mine = ReportPlan.objects.filter(id=plan_id, organisation_id=actor.organisation_id, ended_at=None)
        if not actor.may(LEAD_PROGRAMME) or not mine.update(ended_at=now):
            return False
        _note(facts.REPORT_PLAN_ENDED, actor, plan_id, now)
    return True


def make_link(*, actor: Viewer, label: str, stretch: Stretch, language: str, days: int, now: dt.datetime) -> str:
    """The token of a link that shows this report to whoever has it, for so many days. Shown once, kept as a hash.

    Raises ValueError for an empty label and for days beyond LONGEST_DAYS.
    """
    words = one_line(label, limit=80)
    if not actor.may(LEAD_PROGRAMME) or not words or not 1 <= days <= LONGEST_DAYS:
        raise ValueError("no such link")
    token = new_token("report")
    with transaction.atomic():
        made = ReportLink.objects.create(
            organisation_id=actor.organisation_id, token_hash=hash_of(token), label=words, period=stretch.kind,
            first=stretch.period.first, language=language, created_by_id=actor.person_id, created_at=now,
            expires_at=now + dt.timedelta(days=days),
        )  # fmt: skip
        _note(facts.REPORT_LINK_MADE, actor, made.pk, now, days=days)
    return token


def end_link(*, actor: Viewer, link_id: int, now: dt.datetime) -> bool:
    """The link shows nothing any more, at once; False if it was ended before."""
    with transaction.atomic():
        mine = ReportLink.objects.filter(id=link_id, organisation_id=actor.organisation_id, ended_at=None)
        if not actor.may(LEAD_PROGRAMME) or not mine.update(ended_at=now):
            return False
        _note(facts.REPORT_LINK_ENDED, actor, link_id, now)
    return True


def note_opened(*, token: str, now: dt.datetime) -> None:
    """Count that the link was opened: a number and a moment, never by whom."""
    rows = ReportLink.objects.filter(token_hash=hash_of(token))
    rows.update(opened=F("opened") + 1, last_opened_at=now)


@across_organisations("reports are due in every organisation")
def queue_due(*, now: dt.datetime) -> int:
    """Queue the mails of every period that is due; how many. Twice at the same moment gives one each."""
    queued = 0
    for plan in ReportPlan.objects.filter(ended_at=None).prefetch_related("recipients"):
        organisation = people.organisation(plan.organisation_id)
        today = local_day(now, organisation.time_zone)
        first = last_due(plan.rhythm, today=today, days_after=plan.days_after)
        if plan.last_period is not None and plan.last_period >= first:
            continue
        opens = house_of(organisation).hours.first_open(now, zone=organisation.time_zone, country=organisation.country)
        with transaction.atomic():
            ReportPlan.objects.filter(organisation_id=plan.organisation_id, id=plan.pk).update(last_period=first)
            queued += sum(
                queue(
                    organisation_id=plan.organisation_id, person_id=person.id, kind=KEY, subject_id=plan.pk,
                    slot=due_day(plan.rhythm, first, plan.days_after), not_before=max(opens, now), now=now,
                )
                for person in plan.recipients.all()
            )  # fmt: skip
    return queued


def _note(kind: str, actor: Viewer, subject_id: int, now: dt.datetime, **data: object) -> None:
    record(
        kind,
        organisation_id=actor.organisation_id,
        actor_id=actor.person_id,
        subject_id=subject_id,
        at=now,
        **data,
    )
