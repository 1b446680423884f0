"""What editors of the demo do with stories besides writing them: versions, looks, campaigns."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from stemme.library import actions, studio_queries
from stemme.library.content import Content, Words
from stemme.library.models import Story, Stream
from stemme.library.workflow import campaign_actions, letter_jobs, review_actions
from stemme.people import queries as people
from stemme.people.viewer import EMPLOYEE, Viewer
from stemme.project.demo.stage import Stage

_HOUR = dt.timedelta(hours=1)
#: Name, first and last day from today, keys of stories.
_CAMPAIGNS = (
    ("Sørlige Havn is complete", -10, 35, ("last-turbine", "open-day", "seawater")),
    ("Apprentices of the year", -40, 60, ("apprentices-year", "apprentices-winter")),
)


def make_desk(stage: Stage) -> None:
    """A story waiting for Elin's look, one that was sent back with an answer, and campaigns."""
    stories = {plan.key: plan.id for plan in stage.stories}
    Stream.objects.filter(organisation=stage.organisation, name__in=("Marketing", "HR")).update(review=True)
    _campaigns(stage, stories)
    _waiting(stage, stories["cable"])
    _sent_back(stage, stories["apprentices-winter"])


def _waiting(stage: Stage, story_id: int) -> None:
    jonas, maja = _viewer(stage, "jonas.brandt"), _viewer(stage, "maja.lindqvist")
    Story.objects.filter(organisation=stage.organisation, id=story_id).update(updated_at=stage.now - 70 * _HOUR)
    first = _content(stage, story_id)
    words = first.texts["de"]
    _save(
        jonas, story_id, replace(first, texts={"de": replace(words, title=f"{words.title} aus 14 Wochen")}), stage, 50
    )
    why = replace(
        words,
        why="Alle fragen, was unter dem Meer passiert. Hier steht es, mit Wetter und Seekrankheit.",
        angles=("Was hat dich bei Kabeln zuletzt überrascht?",),
    )
    _save(jonas, story_id, replace(first, texts={"de": why}, priority=1), stage, 26)
    english = Words("A cable under the Baltic: a diary", "Fourteen weeks on a ship that never hurries.")
    _save(maja, story_id, replace(_content(stage, story_id), texts={"de": why, "en": english}), stage, 5)
    asked = review_actions.ask(
        actor=jonas,
        story_id=story_id,
        wanted_id=_viewer(stage, "elin.ostberg").person_id,
        note="Are the dates right, and does the English sound like us?",
        now=stage.now - 3 * _HOUR,
    )
    letter_jobs.tell_asked.enqueue(organisation_id=stage.organisation.id, look_id=asked)


def _sent_back(stage: Stage, story_id: int) -> None:
    sunniva, freja = _viewer(stage, "sunniva.aas"), _viewer(stage, "freja.holm")
    review_actions.ask(
        actor=sunniva,
        story_id=story_id,
        wanted_id=freja.person_id,
        note="Er dansken i orden?",
        now=stage.now - 30 * _HOUR,
    )
    review_actions.answer(
        actor=freja,
        story_id=story_id,
        verdict="changes",
        answer="Næsten. I Danmark siger vi »elev« om mange af dem, ikke »lærling«.",
        now=stage.now - 27 * _HOUR,
    )


def _campaigns(stage: Stage, stories: dict[str, int]) -> None:
    maja = _viewer(stage, "maja.lindqvist")
    for name, first, last, keys in _CAMPAIGNS:
        made = campaign_actions.make_campaign(
            actor=maja,
            name=name,
            first_day=stage.today + dt.timedelta(days=first),
            last_day=stage.today + dt.timedelta(days=last),
            now=stage.now - 60 * _HOUR,
        )
        Story.objects.filter(organisation=stage.organisation, id__in=[stories[key] for key in keys]).update(
            campaign_id=made
        )


def _content(stage: Stage, story_id: int) -> Content:
    found = studio_queries.draft(stage.organisation.id, story_id, now=stage.now)
    if found is None:
        raise LookupError(f"the demo has no story {story_id}")
    return found.content


def _save(actor: Viewer, story_id: int, content: Content, stage: Stage, hours_ago: int) -> None:
    actions.change_story(actor=actor, story_id=story_id, content=content, now=stage.now - hours_ago * _HOUR)


def _viewer(stage: Stage, address: str) -> Viewer:
    found = people.viewer(stage.by_address[address].id, scope=EMPLOYEE)
    if found is None:
        raise LookupError(f"the demo has nobody called {address}")
    return found
