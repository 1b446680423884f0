"""A year of administration at Nordlys Energi, as facts in the chain: who invited, published, granted, looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from stemme.journal import facts, spans
from stemme.journal.chain_actions import KEPT
from stemme.journal.models import Fact
from stemme.library.models import Source, Story, Stream
from stemme.people.models import Person
from stemme.policy.models import Guidelines
from stemme.project.demo.stage import BATCH, Stage

_OWNER, _LEAD, _HR, _ANALYST = "henrik.fjeld", "maja.lindqvist", "sunniva.aas", "tiril.moe"
_REPRESENTATIVE, _EDITOR, _HELPER = "anne.birk", "elin.ostberg", "freja.holm"
#: (kind, whose deed, about whom or what, when, data)
_Deed = tuple[str, str, int | None, dt.datetime, dict[str, Any]]


def make_audit(stage: Stage) -> None:
    """The facts of administration of the last twelve months; older ones would have been cut off."""
    oldest = stage.now - KEPT + dt.timedelta(days=1)
    deeds = [*_people(stage), *_stories(stage), *_roles(stage), *_looks(stage)]
    rows = [
        Fact(
            organisation=stage.organisation,
            kind=kind,
            actor_id=stage.by_address[who].id,
            subject_id=subject,
            happened_at=at,
            data=data,
            chained=True,
        )
        for kind, who, subject, at, data in sorted(deeds, key=lambda deed: deed[3])
        if oldest <= at <= stage.now
    ]
    Fact.objects.bulk_create(rows, batch_size=BATCH)


def _ago(stage: Stage, days: int) -> dt.datetime:
    """Office hours, so many days ago."""
    return stage.time_on(stage.today - dt.timedelta(days=days), 8, 16)


def _people(stage: Stage) -> Iterator[_Deed]:
    invited = Person.objects.filter(organisation=stage.organisation, invited_at__isnull=False).order_by("id")
    by_day: dict[dt.date, int] = {}
    for person_id, at in invited.values_list("id", "invited_at"):
        assert at is not None
        by_day[at.date()] = by_day.get(at.date(), 0) + 1
        yield facts.PERSON_INVITED, _LEAD, person_id, at, {}
    for day, number in by_day.items():
        numbers = {"joined": number, "changed": number % 5, "moved": 0, "returned": 0, "left": 0, "unchanged": 0}
        yield facts.PEOPLE_IMPORTED, _HR, None, stage.time_on(day - dt.timedelta(days=1), 8, 16), numbers


def _stories(stage: Stage) -> Iterator[_Deed]:
    address = {row.id: name for name, row in stage.by_address.items()}
    stories = Story.objects.filter(organisation=stage.organisation).order_by("id")
    for story in stories:
        who = address[story.created_by_id] if story.created_by_id else _EDITOR
        yield facts.STORY_CREATED, who, story.id, story.created_at, {}
        if story.published_at:
            yield facts.STORY_PUBLISHED, who, story.id, story.published_at, {}
    for version in Guidelines.objects.filter(organisation=stage.organisation):
        yield facts.GUIDELINES_PUBLISHED, _OWNER, version.id, version.published_at, {"version": version.version}
    for number, source in enumerate(Source.objects.filter(organisation=stage.organisation).order_by("id")):
        yield facts.SOURCE_ADDED, _EDITOR, source.id, _ago(stage, 200 - 20 * number), {}


def _roles(stage: Stage) -> Iterator[_Deed]:
    """Two who helped out for a while; what holds today is two years old."""
    editor, helper = stage.by_address[_EDITOR].id, stage.by_address[_HELPER].id
    stream = Stream.objects.filter(organisation=stage.organisation, owner__isnull=False).order_by("id")[0].id
    yield facts.ROLE_GRANTED, _OWNER, editor, _ago(stage, 150), {"role": "analyst"}
    yield facts.ROLE_TAKEN, _OWNER, editor, _ago(stage, 40), {"role": "analyst"}
    yield facts.ROLE_GRANTED, _LEAD, helper, _ago(stage, 90), {"role": "editor", "stream": stream}
    yield facts.ROLE_TAKEN, _LEAD, helper, _ago(stage, 33), {"role": "editor", "stream": stream}


def _looks(stage: Stage) -> Iterator[_Deed]:
    everybody = spans.written(row.id for row in stage.person_of.values())
    for days in (310, 180, 62, 9):
        yield facts.PEOPLE_EXPORTED, _HR, None, _ago(stage, days), {"people": len(stage.person_of), "who": everybody}
    for month in range(12):
        yield facts.FIGURES_EXPORTED, _ANALYST, None, _ago(stage, 5 + 30 * month), {"table": "link_analysis"}
    for days in (270, 120, 31, 2):
        yield facts.AUDIT_READ, _REPRESENTATIVE, None, _ago(stage, days), {}
    yield facts.AUDIT_READ, _OWNER, stage.by_address[_HR].id, _ago(stage, 8), {}
    yield facts.OFFICE_NETWORKS_CHANGED, _OWNER, None, _ago(stage, 240), {"networks": 2}
