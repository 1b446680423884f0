"""Stories as readers, sharers and mails see them. What editors see is in studio_queries.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField
from django.urls import reverse

from stemme.kit.hosted import key_of
from stemme.library.audience import Audience
from stemme.library.models import ShareText, Story, StoryText
from stemme.library.pause_queries import is_paused
from stemme.library.picture_queries import Pictured, picture_url
from stemme.library.scenes import scene_for
from stemme.library.states import LIVE, PAUSED, state_of


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic; names by language."""

    id: int
    slug: str
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class ShareTextRow:
    """A starting point for somebody's own words. Tone: ``personal``, ``point`` or ``question``."""

    language: str
    tone: str
    text: str
    #: Key of the channel it is written for; "" for any.
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow(Pictured):
    """A story without its long texts. Titles, summaries and whys by language; empty ones are left out."""

    id: int
    stream: str
    #: From elsewhere: about our field rather than about us.
    outside: bool
    kind: str
    language: str
    target_url: str
    source_name: str
    reading_minutes: int
    topics: tuple[TopicRow, ...]
    #: A drawing for a story without a picture.
    scene: str
    #: Path on our own host, or "".
    picture_url: str
    picture_alt: str
    #: What of it must stay when it is cut, per cent from the left and from the top.
    picture_focus_x: int = 50
    picture_focus_y: int = 50
    #: The video or document it tells of (``media.queries``), or None.
    asset_id: int | None = None
    #: What it is meant to bring ("applications"); "": readers.
    goal: str = ""
    #: A job's place; an event's place and time.
    place: str = ""
    happens_at: dt.datetime | None = None
    happens_until: dt.datetime | None = None
    stream_id: int = 0
    campaign_id: int | None = None
    #: Who began it; None when they are gone.
    created_by_id: int | None = None
    evergreen: bool
    priority: int
    audience: Audience
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    embargo_until: dt.datetime | None
    titles: dict[str, str]
    summaries: dict[str, str]
    whys: dict[str, str]
    #: Languages in which the whole text can be read here.
    body_languages: tuple[str, ...]

    @property
    def calendar_url(self) -> str:
        """Where an event's calendar file lies."""
        return reverse("library:calendar", args=[key_of(self.id)])


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage(StoryRow):
    """A story with everything. ``bodies`` are clean HTML by language."""

    bodies: dict[str, str]
    share_texts: tuple[ShareTextRow, ...]
    #: The editor's questions to begin with, by language; languages without any are missing.
    angles: dict[str, tuple[str, ...]]
    #: ``draft``, ``scheduled``, ``live``, ``ended``, ``withdrawn``, or ``paused`` while it is stopped in a crisis.
    state: str


def is_live(now: dt.datetime) -> Q:
    """The stories that can be read and shared now."""
    started = Q(published_at__isnull=False, withdrawn_at=None, archived_at=None, starts_at__lte=now)
    return started & (Q(ends_at=None) | Q(ends_at__gt=now)) & ~is_paused()


def live_stories(organisation_id: int, *, now: dt.datetime) -> list[StoryRow]:
    """What can be read now, newest first. Four queries, however many stories there are."""
    return rows_of(Story.objects.filter(is_live(now), organisation_id=organisation_id).order_by("-starts_at", "-id"))


def story(organisation_id: int, story_id: int, *, now: dt.datetime) -> StoryPage | None:
    """One story in any state, or None when the organisation has no such story."""
    chosen = Story.objects.filter(organisation_id=organisation_id, id=story_id)
    found = _with_parts(chosen).annotate(paused=is_paused()).prefetch_related("share_texts").first()
    if found is None:
        return None
    state = state_of(
        now,
        published_at=found.published_at,
        starts_at=found.starts_at,
        # To readers a story that was put away is over.
        ends_at=found.archived_at or found.ends_at,
        withdrawn_at=found.withdrawn_at,
    )
    return StoryPage(
        **_row(found),
        bodies={text.language: text.body for text in found.texts.all() if text.body},
        share_texts=tuple(_share_text(text) for text in found.share_texts.all()),
        angles={text.language: tuple(text.angles.splitlines()) for text in found.texts.all() if text.angles},
        state=PAUSED if found.paused and state == LIVE else state,
    )


def angles_of(organisation_id: int, story_ids: Collection[int]) -> dict[int, dict[str, tuple[str, ...]]]:
    """Questions to begin with, by language, of each of these stories that has any. One query."""
    rows = StoryText.objects.filter(story__organisation_id=organisation_id, story_id__in=story_ids)
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    for story_id, language, angles in rows.exclude(angles="").values_list("story_id", "language", "angles"):
        found.setdefault(story_id, {})[language] = tuple(angles.splitlines())
    return found


def titles(organisation_id: int, story_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """(language, title) of each story, in the language it was written in, else in the first there is."""
    rows = StoryText.objects.filter(story__organisation_id=organisation_id, story_id__in=list(story_ids)).values_list(
        "story_id", "story__language", "language", "title"
    )
    found: dict[int, tuple[str, str]] = {}
    for story_id, own, language, title in rows.order_by("story_id", "id"):
        if story_id not in found or language == own:
            found[story_id] = (language, title)
    return found


def audience_of(story: Story) -> Audience:
    """The audience of a story whose teams have been fetched along."""
    return Audience(
        team_ids=frozenset(team.id for team in story.audience_teams.all()),
        languages=frozenset(story.audience_languages),
        places=frozenset(story.audience_places),
        without_team_ids=frozenset(team.id for team in story.without_teams.all()),
        without_languages=frozenset(story.without_languages),
        without_places=frozenset(story.without_places),
    )


def _with_parts(stories: QuerySet[Story]) -> QuerySet[Story]:
    texts = StoryText.objects.annotate(has_body=_HAS_BODY).order_by("id")
    return stories.select_related("stream").prefetch_related(
        Prefetch("texts", queryset=texts), "topics", "audience_teams", "without_teams"
    )


class _Text(NamedTuple):
    language: str
    title: str
    summary: str
    why: str
    has_body: bool


def rows_of(stories: QuerySet[Story]) -> list[StoryRow]:
    """Many stories as rows, in their order. Four queries, and no model for each story: hundreds are live at a time."""
    found = list(stories.values(*_PLAIN, *_MORE))
    here = {"story_id__in": [row["id"] for row in found]}  # Quicker than to look for the stories three times more.
    texts: dict[int, list[_Text]] = {}
    words = StoryText.objects.filter(**here).annotate(has_body=_HAS_BODY).order_by("id")
    for story_id, *text in words.values_list("story_id", *_Text._fields):
        texts.setdefault(story_id, []).append(_Text(*text))
    topics: dict[int, list[tuple[str, TopicRow]]] = {}
    about = Story.topics.through.objects.filter(**here).values_list(
        "story_id", "topic__scene", "topic__id", "topic__slug", "topic__names"
    )
    # Sorted here: PostgreSQL would go through all stories for each topic to have them in order.
    for story_id, scene, *topic in sorted(about, key=lambda row: row[2]):
        topics.setdefault(story_id, []).append((scene, TopicRow(*topic)))
    teams = _teams_of(here)
    return [
        _light_row(row, texts.get(row["id"], []), topics.get(row["id"], []), teams.get(row["id"], _NO_TEAMS))
        for row in found
    ]


class _Teams(NamedTuple):
    """Teams that are meant, and teams that are left out."""

    meant: set[int]
    without: set[int]


_NO_TEAMS = _Teams(set(), set())


def _teams_of(here: dict[str, Any]) -> dict[int, _Teams]:
    """Both kinds of teams of each story that has any. One query."""
    meant, without = (
        through.objects.filter(**here).values_list("story_id", "team_id", Value(out))
        for through, out in ((Story.audience_teams.through, False), (Story.without_teams.through, True))
    )
    teams: dict[int, _Teams] = {}
    for story_id, team, out in meant.union(without):
        teams.setdefault(story_id, _Teams(set(), set()))[bool(out)].add(team)
    return teams


def _light_row(
    row: dict[str, Any],
    texts: list[_Text],
    topics: list[tuple[str, TopicRow]],
    teams: _Teams,
) -> StoryRow:
    scene = next((scene for scene, _ in topics if scene), "")
    return StoryRow(
        **{name: row[name] for name in _PLAIN},
        stream=row["stream__name"],
        outside=row["stream__outside"],
        topics=tuple(topic for _, topic in topics),
        scene=scene_for(row["picture_scene"] or scene, row["target_url"]),
        picture_url=picture_url(row["picture"]),
        audience=Audience(
            team_ids=frozenset(teams.meant),
            languages=frozenset(row["audience_languages"]),
            places=frozenset(row["audience_places"]),
            without_team_ids=frozenset(teams.without),
            without_languages=frozenset(row["without_languages"]),
            without_places=frozenset(row["without_places"]),
        ),
        titles={text.language: text.title for text in texts},
        summaries={text.language: text.summary for text in texts if text.summary},
        whys={text.language: text.why for text in texts if text.why},
        body_languages=tuple(text.language for text in texts if text.has_body),
    )


def _row(story: Story) -> dict[str, Any]:
    """The values of a StoryRow."""
    texts = list(story.texts.all())
    topics = sorted(story.topics.all(), key=lambda topic: topic.id)
    scene = next((topic.scene for topic in topics if topic.scene), "")
    values = {name: getattr(story, name) for name in _PLAIN}
    return values | {
        "stream": story.stream.name,
        "outside": story.stream.outside,
        "topics": tuple(TopicRow(topic.id, topic.slug, topic.names) for topic in topics),
        "scene": scene_for(story.picture_scene or scene, story.target_url),
        "picture_url": picture_url(story.picture.name or ""),
        "audience": audience_of(story),
        "titles": {text.language: text.title for text in texts},
        "summaries": {text.language: text.summary for text in texts if text.summary},
        "whys": {text.language: text.why for text in texts if text.why},
        "body_languages": tuple(text.language for text in texts if text.has_body),  # type: ignore[attr-defined]
    }


def _share_text(text: ShareText) -> ShareTextRow:
    return ShareTextRow(text.language, text.tone, text.text, text.channel)


_HAS_BODY = Case(When(body="", then=Value(False)), default=Value(True), output_field=BooleanField())
#: Columns of a story that make other fields of a StoryRow.
_MORE = (
    "stream__name", "stream__outside", "picture", "audience_languages", "audience_places", "without_languages",
    "without_places", "picture_scene",
)  # fmt: skip
#: Fields of StoryRow that are the model's own.
_PLAIN = frozenset(field.name for field in fields(StoryRow)) & {field.attname for field in Story._meta.concrete_fields}
