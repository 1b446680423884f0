"""What the edit page shows beside the words: whom they reach, and what the house's rules say about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import QueryDict
from django.utils.translation import gettext as _

from stemme.library.guidelines.audience_queries import reach_of
from stemme.library.guidelines.checks import Checked, Finding, Rules, Written, check
from stemme.library.guidelines.duplicate_queries import Duplicate, duplicates
from stemme.library.guidelines.readability import is_hard, read
from stemme.library.guidelines.typed import Typed, typed
from stemme.library.guidelines.wording import Told, people_in_words, told
from stemme.library.reach import Reach
from stemme.library.streams.stream_queries import settings_of
from stemme.library.studio_queries import StoryDraft
from stemme.library.wording import audience_in_words
from stemme.media import queries as media
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.policy import queries as policy


@dataclass(frozen=True, slots=True)
class Bar:
    """How many one kind of choice alone would reach, in words and as drawn."""

    name: str
    number: str
    drawn: int


@dataclass(frozen=True, slots=True)
class Panel:
    """The guideline check of the page."""

    findings: tuple[Told, ...]
    duplicates: tuple[Duplicate, ...]
    #: What was looked at and is in order, in words.
    fine: tuple[str, ...]
    #: The checklist for videos is shown; ``captions`` and ``seconds`` of an uploaded one, None where there is none.
    video: bool
    captions: bool | None
    seconds: int | None


def guidelines_context(viewer: Viewer, draft: StoryDraft, form: Form, now: dt.datetime) -> dict[str, Any]:
    """The context of ``_audience.html`` and ``_guidelines.html`` for what stands in the form, valid or not."""

    def values(name: str) -> list[object]:
        value = form[name].value()
        return list(value) if isinstance(value, (list, tuple, set, frozenset)) else []

    return context_of(viewer, draft, typed(form.fields, lambda name: form[name].value(), values), now)


def context_of_sent(viewer: Viewer, draft: StoryDraft, data: QueryDict, now: dt.datetime) -> dict[str, Any]:
    """The same for a form that was sent only to be looked at."""
    return context_of(viewer, draft, typed(data, lambda name: data[name], data.getlist), now)


def context_of(viewer: Viewer, draft: StoryDraft, page: Typed, now: dt.datetime) -> dict[str, Any]:
    """Counts and findings for what was typed."""
    floor = people.organisation(viewer.organisation_id).group_floor
    audience = page.audience()
    counted = reach_of(viewer.organisation_id, audience, page.titled(), floor=floor, now=now)
    named = audience.team_ids | audience.without_team_ids
    teams = people.team_names(viewer.organisation_id) if named else {}
    return {
        "draft": draft,
        "reach": counted,
        "reached": people_in_words(counted.reached, floor),
        "bars": _bars(counted, floor),
        "audience_words": audience_in_words(audience, teams),
        "floor": floor,
        "guidelines": _panel(viewer, draft, page, counted, floor, now),
    }


def _panel(viewer: Viewer, draft: StoryDraft, page: Typed, counted: Reach, floor: int, now: dt.datetime) -> Panel:
    rules = rules_of(viewer)
    story = _checked(viewer, draft, page, counted)
    found = check(story, rules)
    asset_id = draft.content.asset_id
    asset = media.asset(viewer.organisation_id, asset_id) if asset_id and story.kind == "video" else None
    titles = {code: page.one[f"title_{code}"] for code in page.titled()}
    url = page.one.get("target_url", "") or draft.content.target_url
    return Panel(
        findings=tuple(told(one, floor=floor, languages=len(titles)) for one in found),
        duplicates=tuple(duplicates(viewer, draft.id, url=url, titles=titles, now=now)),
        fine=_fine(story, found, rules),
        video=story.kind == "video",
        captions=bool(asset.captions_url) if asset else None,
        seconds=asset.seconds if asset else None,
    )


def rules_of(viewer: Viewer) -> Rules:
    """The house's rules. Two queries."""
    words = policy.word_rules(viewer.organisation_id)
    return Rules(
        organisation_name=viewer.organisation_name,
        phrases=words.phrases,
        customers=words.customers,
        lines=tuple(words.disclosure.values()),
    )


def _checked(viewer: Viewer, draft: StoryDraft, page: Typed, counted: Reach) -> Checked:
    stream_id = page.one.get("stream", "")
    stream = int(stream_id) if stream_id.isascii() and stream_id.isdigit() and len(stream_id) < 12 else 0
    settings = settings_of(viewer.organisation_id, stream or draft.content.stream_id)
    kind = page.one.get("kind", "") or draft.content.kind
    has_picture = bool(draft.picture_url)
    from_elsewhere = kind == "outside" or bool(settings and settings.outside)
    return Checked(
        language=page.one.get("language", "") or draft.content.language,
        kind=kind,
        texts=page.texts(),
        has_picture=has_picture,
        picture_described=bool(page.one.get("picture_alt", "").strip()),
        picture_theirs=has_picture and from_elsewhere and not draft.content.asset_id,
        place=bool(page.one.get("place", "").strip()),
        last_day=bool(page.one.get("ends_on", "")),
        time=bool(page.one.get("happens_at", "")),
        cannot_read=counted.cannot_read,
    )


def _fine(story: Checked, found: list[Finding], rules: Rules) -> tuple[str, ...]:
    """What an editor need not look at again. Only what was really looked at is said."""
    keys = {finding.key for finding in found}
    pictures = {"picture_theirs", "picture_undescribed"}
    in_order = (
        (bool(rules.customers) and "customer" not in keys, _("No customer is named")),
        (story.has_picture and not keys & pictures, _("The picture is ours and described")),
        (_reads_well(story.texts), _("Reads at the level of a newspaper")),
    )
    return tuple(words for true, words in in_order if true)


def _reads_well(texts: tuple[Written, ...]) -> bool:
    readings = [(reading, text.language) for text in texts if (reading := read(text.text))]
    return bool(readings) and not any(is_hard(reading, language) for reading, language in readings)


def _bars(counted: Reach, floor: int) -> list[Bar]:
    named = (
        (_("By team"), counted.by_team),
        (_("By language"), counted.by_language),
        (_("By place"), counted.by_place),
        (_("Left out"), counted.left_out),
    )
    return [
        Bar(name, people_in_words(number, floor), floor if 0 < number < floor else number)
        for name, number in named
        if number is not None
    ]
