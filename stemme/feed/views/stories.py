"""The list of stories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stemme.feed import actions, queries, reasons
from stemme.feed.first_steps import first_steps_of
from stemme.feed.forms import DECLINE_CHOICES
from stemme.feed.items import NO_LEANINGS
from stemme.feed.past_queries import past_of
from stemme.feed.views import glance, wording
from stemme.feed.views.cards import Card, Known, card
from stemme.feed.views.fetching import only_fetched_ahead
from stemme.feed.views.rungs import rung_of
from stemme.library import queries as library
from stemme.library.queries import StoryRow, TopicRow
from stemme.people import queries as people
from stemme.people.gate import for_readers
from stemme.people.viewer import Viewer
from stemme.pulse import queries as pulse
from stemme.sharing.asking import question_for

#: The list ends on purpose.
MOST_STORIES = 10
JOBS, OUTSIDE, SAVED, TOPIC = "jobs", "outside", "saved", "topic-"


@dataclass(frozen=True, slots=True)
class Pill:
    """A filter above the list."""

    label: str
    url: str
    current: bool


@require_safe
@for_readers
def stories(request: HttpRequest) -> HttpResponse:
    """Stories for me, the best first, and why; ``?show=`` narrows them to a topic, jobs, outside or saved ones."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    live = library.live_stories(viewer.organisation_id, now=now)
    past = past_of(viewer.organisation_id, [viewer.person_id], now=now, among=[story.id for story in live])
    followed = frozenset(past.topics.get(viewer.person_id, ()))
    topics = sorted(_topics(live, followed), key=reasons.topic_name)
    show = _show(request.GET.get("show", ""), topics)
    saved = queries.saved_stories(viewer.organisation_id, viewer.person_id)
    only = _only(show, live, saved)
    rung = rung_of(viewer, now=now)
    ranked = queries.list_of(viewer, live, past, now=now, limit=MOST_STORIES, only=only, rung=rung)
    ids = [entry.story.id for entry in ranked]
    offered = queries.offered_on(viewer.organisation_id, viewer.person_id, ids)
    before = [story_id for story_id, day in offered.items() if day < viewer.today(now)]
    leanings = past.leanings.get(viewer.person_id, NO_LEANINGS)
    known = Known(before=before, saved=saved, followed=followed, leanings=leanings)
    cards = [card(entry, viewer, known, now=now) for entry in ranked]
    rows = [(viewer.person_id, story_id) for story_id in ids if story_id not in offered]
    # A visit by a mail's link might be a scanner's; nothing it merely opens may count (security.md T-01).
    if rows and viewer.full and not only_fetched_ahead(request):
        actions.record_offers(organisation_id=viewer.organisation_id, rows=rows, where=actions.FEED, now=now)
    context = _head(viewer, show, topics, cards, now) | _beside(viewer, show, request.GET.get("said", ""), now)
    more = {"cards": cards, "declined": _declined(request), "rung": rung}
    return render(request, "feed/stories.html", context | more | {"decline_choices": DECLINE_CHOICES})


def _topics(live: Sequence[StoryRow], followed: frozenset[str]) -> list[TopicRow]:
    """The followed topics that a live story is about."""
    return list({topic.slug: topic for story in live for topic in story.topics if topic.slug in followed}.values())


def _show(asked: str, topics: Sequence[TopicRow]) -> str:
    """The filter that was asked for; none for one that does not exist (any more)."""
    known = {JOBS, OUTSIDE, SAVED, *(f"{TOPIC}{topic.slug}" for topic in topics)}
    return asked if asked in known else ""


def _only(show: str, live: Sequence[StoryRow], saved: Sequence[int]) -> frozenset[int] | None:
    if not show:
        return None
    if show == SAVED:
        return frozenset(saved)
    if show == JOBS:
        return frozenset(story.id for story in live if story.kind == "job")
    if show == OUTSIDE:
        return frozenset(story.id for story in live if story.outside)
    slug = show.removeprefix(TOPIC)
    return frozenset(story.id for story in live if slug in {topic.slug for topic in story.topics})


def _head(
    viewer: Viewer, show: str, topics: Sequence[TopicRow], cards: Sequence[Card], now: dt.datetime
) -> dict[str, Any]:
    names = {JOBS: _("Open jobs"), OUTSIDE: _("From outside"), SAVED: _("Saved for later")}
    names |= {f"{TOPIC}{topic.slug}": reasons.topic_name(topic) for topic in topics}
    labels = {"": _("For you"), JOBS: names[JOBS], OUTSIDE: names[OUTSIDE], SAVED: _("Saved")}
    # A topic that is called like a filter of ours would be a second button with the same words.
    ours = {f"{TOPIC}{topic.slug}": reasons.topic_name(topic) for topic in topics}
    ours = {key: name for key, name in ours.items() if name not in labels.values()}
    labels = {"": labels.pop("")} | ours | labels
    path = reverse("feed:stories")
    new = [entry for entry in cards if entry.new]
    hour = now.astimezone(ZoneInfo(viewer.time_zone)).hour
    return {
        "show": show,
        "title": names.get(show) or wording.greeting(hour, viewer.given_name),
        "lead": "" if show else wording.lead(len(new), sum(c.story.reading_minutes for c in new), listed=len(cards)),
        "pills": [Pill(text, f"{path}?show={key}" if key else path, key == show) for key, text in labels.items()],
        "empty": _empty(show),
    }


def _empty(show: str) -> tuple[str, str]:
    """Title and text of a list with nothing on it."""
    if show == SAVED:
        return _("Nothing put aside yet"), _(
            "When you meet a story you would rather share another day, press the bookmark. "
            "It waits here for as long as it is current."
        )
    if show:
        return _("Nothing here right now"), _("As soon as there is a story of this kind for you, it stands here.")
    return _("No story for you today"), _(
        "When a colleague has a story that fits your field, it comes here. You can tell us what interests you."
    )


def _beside(viewer: Viewer, show: str, said: str, now: dt.datetime) -> dict[str, Any]:
    organisation = people.organisation(viewer.organisation_id)
    shares = glance.lately_shared(viewer, now=now)
    return {
        "house": glance.own_house(viewer, organisation, now=now),
        "voice": glance.own_voice(viewer, shares, now=now),
        "shared": glance.shared_cards(viewer, shares) if not show else [],
        "question": question_for(viewer, said, now=now) if not show else None,
        "asks_pulse": not show and pulse.is_asked(viewer, now=now),
        "first_steps": first_steps_of(viewer) if not show else None,
        "weekday": wording.weekday(organisation.digest_weekday),
        "today": viewer.today(now),
    }


def _declined(request: HttpRequest) -> int:
    """The story that was declined a moment ago, so that it can be taken back; 0 for none."""
    asked = request.GET.get("declined", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
