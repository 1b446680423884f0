"""Why somebody sees a story, in sentences of the language that is spoken now: on the list and in mails. Pure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stemme.feed import ranking
from stemme.kit.languages import best_language

if TYPE_CHECKING:
    from stemme.library.queries import StoryRow, TopicRow

#: Below this many sharers nothing is said about them.
FEWEST = 5


def topic_name(topic: TopicRow) -> str:
    """What the topic is called in the language that is spoken now."""
    return topic.names[best_language(get_language() or "en", tuple(topic.names))] if topic.names else topic.slug


def day(moment: dt.datetime) -> str:
    """Day and month."""
    return date_format(moment, "MONTH_DAY_FORMAT")


def reasons(
    keys: tuple[str, ...], story: StoryRow, *, followed: frozenset[str], sharers: int, explored: bool
) -> list[str]:
    """Why somebody sees the story: the largest terms of their score in words."""
    found = [_reason(key, story, followed, sharers) for key in keys]
    if explored:
        found.append(_("Few colleagues have seen it yet, and we would like to know whether it is worth their time"))
    if not story.audience.is_everyone and ranking.TEAM not in keys:
        found.append(_("Chosen for some of us, not for everyone"))
    return found


def _reason(key: str, story: StoryRow, followed: frozenset[str], sharers: int) -> str:
    if key == ranking.TOPIC:
        names = [topic_name(topic) for topic in story.topics if topic.slug in followed]
        return _("You follow %(topic)s") % {"topic": ", ".join(names)}
    if key == ranking.RECENCY and story.kind == "job" and story.ends_at:
        return _("The job is open until %(day)s") % {"day": day(story.ends_at)}
    if key == ranking.RECENCY and story.starts_at:
        return _("It came out on %(day)s") % {"day": day(story.starts_at)}
    if key == ranking.POPULARITY and sharers < FEWEST:
        return _("Every story gets a chance until colleagues have made up their minds")
    return {
        ranking.PROFILE: _("It is like what you follow, have read or shared"),
        ranking.LEANING: _("You asked for more like this"),
        ranking.RUNG: _("It comes prepared for the step next to where you are"),
        ranking.TEAM: _("Chosen for your part of the company, not for everyone"),
        ranking.POPULARITY: _("Colleagues who saw it have shared it"),
        ranking.PRIORITY: _("The editors find it important"),
    }[key]
