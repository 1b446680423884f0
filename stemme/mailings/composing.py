"""From a reader and ranked stories to the words of a digest, in the reader's language. No database, no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stemme.feed.showing import shown
from stemme.kit.languages import best_language
from stemme.mailings.keys import Keys
from stemme.mailings.windows import Windows
from stemme.maturity.rungs import REACT, SHARE, WRITE
from stemme.sharing.channels import CHANNELS

if TYPE_CHECKING:
    from stemme.library.queries import StoryRow

MOST_STORIES = 3
#: The channels whose icons stand in a mail; the share sheet has all of them.
_IN_MAIL = ("linkedin", "facebook", "x", "bluesky", "whatsapp")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who the mail is for."""

    given_name: str
    language: str
    organisation: str
    #: The organisation's colour and white or black for words on it (people/brand.py); empty for none.
    accent: str = ""
    accent_ink: str = ""


@dataclass(frozen=True, slots=True)
class ChannelButton:
    """A channel's monogram and name; pressing it opens the share sheet for that channel."""

    monogram: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class DigestStory:
    """One story as the mail shows it."""

    label: str
    details: tuple[str, ...]
    title: str
    language: str
    summary: str
    summary_language: str
    #: The one lamp button of the mail.
    lamp: bool
    button: str
    href: str
    channels: tuple[ChannelButton, ...]
    #: What the reader might do with it, going by their own place; empty for whoever has none.
    rung: str = ""


@dataclass(frozen=True, slots=True)
class LastTime:
    """What came of the reader's last share; for the reader alone."""

    people: int
    title: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class DigestContent:
    """All the words of a digest. The HTML and the plain-text part are both made from it."""

    language: str
    organisation: str
    subject: str
    preview: str
    windows: Windows | None
    windows_text: str
    greeting: str
    lead: str
    share_label: str
    stories: tuple[DigestStory, ...]
    last_time_label: str
    last_time: str
    last_time_link: Link
    key_line: str
    why_line: str
    links: tuple[Link, ...]
    accent: str = ""
    accent_ink: str = ""


def compose_digest(
    reader: Reader,
    stories: Sequence[StoryRow],
    *,
    keys: Keys,
    local: dt.datetime,
    expires: dt.date,
    windows: Windows | None = None,
    mine_is_lit: bool = False,
    last_time: LastTime | None = None,
    rung: str = "",
) -> DigestContent:
    """The digest for one reader, with one to three stories in the given order.

    ``local`` is the sending moment where the reader is, ``expires`` the day until which the links work, ``rung`` the
    one next to the reader's place (maturity/rungs.py) or "". Raises ValueError without a story: people for whom there
    is nothing get no mail.
    """
    if not 1 <= len(stories) <= MOST_STORIES:
        raise ValueError(f"a digest has one to {MOST_STORIES} stories")
    with translation.override(reader.language):
        told = tuple(_story(story, n, reader.language, keys, local, rung) for n, story in enumerate(stories))
        minutes = sum(story.reading_minutes for story in stories)
        duration = ngettext("About %(n)d minute.", "About %(n)d minutes.", minutes) % {"n": minutes} if minutes else ""
        return DigestContent(
            language=reader.language,
            organisation=reader.organisation,
            accent=reader.accent,
            accent_ink=reader.accent_ink,
            subject=_subject(len(stories)) % {"name": reader.given_name},
            preview=f"{duration} {told[0].title}".strip(),
            windows=windows,
            windows_text=_windows_text(windows, mine_is_lit=mine_is_lit),
            greeting=_greeting(local.hour) % {"name": reader.given_name},
            lead=f"{_lead(len(stories))} {duration}".strip(),
            share_label=_("Share it on"),
            stories=told,
            last_time_label=_("Last time:"),
            last_time=_last_time(last_time),
            last_time_link=Link(_("See what came of it"), keys.to("/impact/")),
            key_line=key_line(expires),
            why_line=_("You get this mail because you read along at %(organisation)s.")
            % {"organisation": reader.organisation},
            links=foot_links(keys),
        )


def key_line(expires: dt.date) -> str:
    """What the buttons are and how long they work, in the active language."""
    return _(
        "The buttons are your personal key; please do not forward this mail. They work until %(date)s. "
        "No password, no app."
    ) % {"date": date_format(expires, "MONTH_DAY_FORMAT")}


def foot_links(keys: Keys) -> tuple[Link, ...]:
    """The ways to less mail, and what is measured, in the active language."""
    return (
        Link(_("Once a month instead"), keys.to("/mails/?choice=monthly")),
        Link(_("Take a break"), keys.to("/mails/?choice=break")),
        Link(_("Stop these mails"), keys.unsubscribe),
        Link(_("What we measure"), keys.to("/how/counting/")),
    )


def _subject(count: int) -> str:
    return (
        _("One story for you, %(name)s"),
        _("Two stories for you, %(name)s"),
        _("Three stories for you, %(name)s"),
    )[count - 1]


def _lead(count: int) -> str:
    return (
        _("One story, chosen for your field and what you have read."),
        _("Two stories, chosen for your field and what you have read."),
        _("Three stories, chosen for your field and what you have read."),
    )[count - 1]


def _greeting(hour: int) -> str:
    if 4 <= hour < 11:
        return _("Good morning, %(name)s")
    return _("Good evening, %(name)s") if hour >= 18 or hour < 4 else _("Good day, %(name)s")


def _windows_text(windows: Windows | None, *, mine_is_lit: bool) -> str:
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


def _last_time(last: LastTime | None) -> str:
    if last is None:
        return ""
    return ngettext(
        "%(n)d person came by after you shared “%(title)s”.",
        "%(n)d people came by after you shared “%(title)s”.",
        last.people,
    ) % {"n": last.people, "title": last.title}


def _story(story: StoryRow, place: int, language: str, keys: Keys, now: dt.datetime, rung: str) -> DigestStory:
    words = shown(story, language)
    embargo = story.embargo_until is not None and story.embargo_until > now
    lamp = place == 0 and not embargo
    return DigestStory(
        label=_label(story, language),
        details=_details(story, language),
        title=words.title,
        language=words.language,
        summary=words.summary,
        summary_language=words.summary_language or words.language,
        lamp=lamp,
        button=_("Read and share in your words") if lamp else _("See the story"),
        href=keys.story(story.id),
        channels=() if embargo else _channels(story, keys),
        rung="" if embargo else _rung(rung),
    )


def _rung(rung: str) -> str:
    if rung == REACT:
        return _("If you like: react to it where it stands, or ask one question there.")
    if rung == SHARE:
        return _("If you like: pass it on with one line of your own.")
    if rung == WRITE:
        return _("If you like: write your own. What did you see of it that others did not?")
    return ""


def _channels(story: StoryRow, keys: Keys) -> tuple[ChannelButton, ...]:
    by_key = {channel.key: channel for channel in CHANNELS}
    chosen = (by_key[key] for key in _IN_MAIL if key in by_key)
    return tuple(ChannelButton(c.monogram, c.name, keys.share(story.id, c.key)) for c in chosen)


def _label(story: StoryRow, language: str) -> str:
    if story.outside or story.kind == "outside":
        return _("From outside")
    if story.kind in {"job", "event", "video"}:
        return {"job": _("Job"), "event": _("Event"), "video": _("Video")}[story.kind]
    if story.topics:
        names = story.topics[0].names
        return names[best_language(language, list(names))] if names else ""
    return story.stream


def _details(story: StoryRow, language: str) -> tuple[str, ...]:
    details = []
    if story.ends_at is not None and story.kind in {"job", "event"}:
        details.append(_("until %(date)s") % {"date": date_format(story.ends_at, "MONTH_DAY_FORMAT")})
    details.append(story.source_name if story.outside and story.source_name else story.stream)
    if story.reading_minutes:
        details.append(_("%(n)d min") % {"n": story.reading_minutes})
    label = _label(story, language)
    return tuple(detail for detail in details if detail and detail != label)
