"""The sentences that mails are made of, in the language that is active. Pure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stemme.feed.reasons import topic_name
from stemme.maturity.rungs import REACT, SHARE, WRITE

if TYPE_CHECKING:
    from stemme.library.queries import StoryRow
    from stemme.mailings.windows import Windows


def greeting(hour: int, name: str) -> str:
    """Hello at this hour of the reader's day."""
    if 4 <= hour < 11:
        words = _("Good morning, %(name)s")
    else:
        words = _("Good evening, %(name)s") if hour >= 18 or hour < 4 else _("Good day, %(name)s")
    return words % {"name": name}


def subject(count: int, name: str) -> str:
    """The subject of a digest with so many stories."""
    return (
        _("One story for you, %(name)s"),
        _("Two stories for you, %(name)s"),
        _("Three stories for you, %(name)s"),
    )[count - 1] % {"name": name}


def subject_now(name: str) -> str:
    """The subject of a story that comes outside the usual days."""
    return _("One story for you now, %(name)s") % {"name": name}


def lead(count: int) -> str:
    """How many stories, and how they were chosen."""
    return (
        _("One story, chosen for your field and what you have read."),
        _("Two stories, chosen for your field and what you have read."),
        _("Three stories, chosen for your field and what you have read."),
    )[count - 1]


def lead_now(stream: str) -> str:
    """Why a story comes outside the usual days."""
    return _("One story outside your usual day: %(stream)s asks to show it to you now.") % {"stream": stream}


def reading_time(minutes: int) -> str:
    """How long it takes to read everything; empty when nobody knows."""
    return ngettext("About %(n)d minute.", "About %(n)d minutes.", minutes) % {"n": minutes} if minutes else ""


def windows_text(windows: Windows | None, *, mine_is_lit: bool) -> str:
    """What the row of windows shows; that the reader's own is lit is said to the reader alone."""
    if windows is None:
        return ""
    group = windows.group
    words = [
        _("%(lit)d of %(total)d windows in %(team)s are lit.")
        % {"lit": group.lit, "total": group.total, "team": group.name}
    ]
    if mine_is_lit:
        words.append(_("Yours is one of them."))
    if windows.stands_for > 1:
        words.append(_("One pane stands for %(n)d colleagues.") % {"n": windows.stands_for})
    return " ".join(words)


def last_time(title: str, *, people: int, reactions: int) -> str:
    """What came of the reader's last share; empty when nothing is known: zero is no news."""
    words = []
    if people:
        words.append(
            ngettext(
                "%(n)d person came by after you shared “%(title)s”.",
                "%(n)d people came by after you shared “%(title)s”.",
                people,
            )
            % {"n": people, "title": title}
        )
    elif reactions:
        words.append(_("You shared “%(title)s”.") % {"title": title})
    if reactions:
        words.append(
            ngettext(
                "%(n)d reaction or reply stands under your post.",
                "%(n)d reactions and replies stand under your post.",
                reactions,
            )
            % {"n": reactions}
        )
    return " ".join(words)


def next_mail(moment: dt.datetime | None) -> str:
    """When the reader hears from us again, by their own clock; empty when they do not."""
    if moment is None:
        return ""
    return _("Next mail: %(day)s, %(time)s, if there is something for you.") % {
        "day": date_format(moment, "WEEKDAY_FORMAT"),
        "time": date_format(moment, "TIME_FORMAT"),
    }


def key_line(expires: dt.date) -> str:
    """What the buttons are and how long they work."""
    return _(
        "The buttons are your personal key; please do not forward this mail. They work until %(date)s. "
        "No password, no app."
    ) % {"date": date_format(expires, "MONTH_DAY_FORMAT")}


def rung(place: str) -> str:
    """What the reader might do with a story, going by the rung next to their place; empty for whoever has none."""
    if place == REACT:
        return _("If you like: react to it where it stands, or ask one question there.")
    if place == SHARE:
        return _("If you like: pass it on with one line of your own.")
    if place == WRITE:
        return _("If you like: write your own. What did you see of it that others did not?")
    return ""


def label(story: StoryRow) -> str:
    """What kind of story it is: from outside, a job, its topic, or who tells it."""
    if story.outside or story.kind == "outside":
        return _("From outside")
    if story.kind in {"job", "event", "video"}:
        return {"job": _("Job"), "event": _("Event"), "video": _("Video")}[story.kind]
    return topic_name(story.topics[0]) if story.topics else story.stream


def details(story: StoryRow) -> tuple[str, ...]:
    """Until when, from whom and how long, as far as the label has not said it."""
    found = []
    if story.ends_at is not None and story.kind in {"job", "event"}:
        found.append(_("until %(date)s") % {"date": date_format(story.ends_at, "MONTH_DAY_FORMAT")})
    found.append(story.source_name if story.outside and story.source_name else story.stream)
    if story.reading_minutes:
        found.append(_("%(n)d min") % {"n": story.reading_minutes})
    said = label(story)
    return tuple(detail for detail in found if detail and detail != said)
