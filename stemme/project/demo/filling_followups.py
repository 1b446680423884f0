"""The mails that follow the demo's landing page, and what its leads got of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from stemme.followups.models import Letter, Sequence, Step
from stemme.followups.starters import STARTERS, starter
from stemme.followups.states import QUEUED, REFUSED, SENT
from stemme.followups.steps import as_json
from stemme.landing.models import Lead, Page
from stemme.project.demo.stage import Stage

#: Days before each mail, and where its button leads.
_AFTER = (0, 4, 9)
_LINKS = (
    "https://nordlys.example/harbour/how",
    "https://nordlys.example/stories/altona",
    "https://nordlys.example/talk",
)
#: Of ten letters so many have their button followed; one of so many addresses takes no mail.
_FOLLOWED, _DEAD = (6, 4, 3), 37
#: One of so many stops the mails some hours after the first.
_STOPS = 23


def make_followups(stage: Stage) -> None:
    """Three mails, on since the page was published. Nothing where the demo has no page with a form."""
    pages = Page.objects.filter(organisation=stage.organisation, with_form=True, withdrawn_at=None)
    page = pages.exclude(published_at=None).order_by("id").first()
    if page is None or page.published_at is None:
        return
    sequence = Sequence.objects.create(
        organisation=stage.organisation, page=page, started_at=page.published_at, changed_by=page.created_by
    )
    languages = list(page.texts.values_list("language", flat=True))
    steps = []
    for number, (key, days, link) in enumerate(zip(STARTERS, _AFTER, _LINKS, strict=True), start=1):
        texts = as_json({language: replace(starter(key, language), link=link) for language in languages})
        steps.append(Step.objects.create(sequence=sequence, number=number, after_days=days, texts=texts))
    leads = Lead.objects.filter(organisation=stage.organisation, page=page, confirmed_at__isnull=False).order_by("id")
    for place, lead in enumerate(leads):
        if place % _STOPS == 5 and lead.customer_at is None and lead.confirmed_at is not None:
            lead.stopped_at = _morning(lead.confirmed_at, place) + dt.timedelta(hours=3)
            if lead.stopped_at > stage.now:
                continue
            lead.save(update_fields=["stopped_at"])
        Letter.objects.bulk_create(_letters(stage, lead, place, steps))
    _count(stage, steps)


def _letters(stage: Stage, lead: Lead, place: int, steps: list[Step]) -> Iterator[Letter]:
    """What this lead got until today, and what waits."""
    at = lead.confirmed_at
    assert at is not None
    for number, step in enumerate(steps):
        at = _morning(at + dt.timedelta(days=step.after_days), place)
        ended = min((moment for moment in (lead.stopped_at, lead.customer_at) if moment), default=None)
        if ended is not None and at > ended:
            return
        ours = {"organisation": stage.organisation, "lead": lead, "step": step, "due_at": at}
        if at > stage.now:
            yield Letter(**ours, state=QUEUED, changed_at=stage.now)
            return
        if place % _DEAD == _DEAD - 1:
            yield Letter(**ours, state=REFUSED, attempts=1, changed_at=at)
            return
        followed = (place * 7 + number * 3) % 10 < _FOLLOWED[number]
        opened_at = min(at + dt.timedelta(hours=2), stage.now) if followed else None
        yield Letter(**ours, state=SENT, attempts=1, changed_at=at, opened_at=opened_at)


def _morning(at: dt.datetime, place: int) -> dt.datetime:
    """The same moment by day; outside of working hours the next morning, and on no weekend."""
    if not 7 <= at.hour < 16:
        at = at.replace(hour=7, minute=place % 60) + dt.timedelta(days=int(at.hour >= 16))
    while at.weekday() >= 5:
        at += dt.timedelta(days=1)
    return at


def _count(stage: Stage, steps: list[Step]) -> None:
    """The sums at the steps, as the sender would have counted them."""
    rows = list(Letter.objects.filter(organisation=stage.organisation, step__in=steps).select_related("lead"))
    last = {row.lead_id: row.step_id for row in sorted(rows, key=lambda row: row.changed_at) if row.state == SENT}
    for step in steps:
        mine = [row for row in rows if row.step_id == step.pk]
        step.sent = sum(row.state == SENT for row in mine)
        step.failed = sum(row.state == REFUSED for row in mine)
        step.opened = sum(row.opened_at is not None for row in mine)
        step.left = sum(row.lead.stopped_at is not None and last.get(row.lead_id) == step.pk for row in mine)
        step.save(update_fields=["sent", "failed", "opened", "left"])
