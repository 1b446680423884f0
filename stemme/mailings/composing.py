"""From a reader and chosen stories to the words of a digest, in the reader's language. No database, no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from stemme.feed import reasons
from stemme.mailings import phrases
from stemme.mailings.keys import Keys
from stemme.mailings.windows import Windows
from stemme.sharing.channels import BY_KEY

if TYPE_CHECKING:
    from stemme.feed.showing import Ranked

MOST_STORIES = 3
#: The channels whose icons stand in a mail, after those that the reader uses; the share sheet has all of them.
_IN_MAIL = ("linkedin", "facebook", "x", "bluesky", "whatsapp")
#: More icons than this are a wall.
_MOST_CHANNELS = 5


@dataclass(frozen=True, slots=True)
class Reader:
    """Who the mail is for."""

    given_name: str
    language: str
    organisation: str
    #: The organisation's colour and white or black for words on it (people/brand.py); empty for none.
    accent: str = ""
    accent_ink: str = ""
    #: Topics they follow, and keys of the channels they say they use.
    followed: frozenset[str] = frozenset()
    own_apps: tuple[str, ...] = ()


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
    #: Why this reader sees it, in words; empty when it was not chosen by the ranking.
    reason: str = ""
    #: A question to begin with, where the editors wrote one in the reader's language.
    angle: str = ""


@dataclass(frozen=True, slots=True)
class LastTime:
    """What came of the reader's last share; for the reader alone."""

    people: int
    title: str
    #: Reactions and replies that the network shows in public, where they were fetched.
    reactions: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class DigestContent:
    """All the words of a digest. The HTML, the plain-text part and a chat message are all made from it."""

    language: str
    organisation: str
    subject: str
    preview: str
    windows: Windows | None
    windows_text: str
    greeting: str
    lead: str
    share_label: str
    reason_label: str
    angle_label: str
    stories: tuple[DigestStory, ...]
    last_time_label: str
    last_time: str
    last_time_link: Link
    next_line: str
    key_line: str
    why_line: str
    links: tuple[Link, ...]
    accent: str = ""
    accent_ink: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a digest says besides its stories."""

    #: The sending moment where the reader is, and the day until which the links work.
    local: dt.datetime
    expires: dt.date
    windows: Windows | None = None
    mine_is_lit: bool = False
    last_time: LastTime | None = None
    #: The rung next to the reader's place (maturity/rungs.py) or "".
    rung: str = ""
    #: Questions to begin with, by story, in the reader's language.
    angles: Mapping[int, str] = field(default_factory=dict)
    #: When the reader hears from us again, by their own clock.
    next_mail: dt.datetime | None = None
    #: The reader has a mail once a month already.
    monthly: bool = False


def compose_digest(
    reader: Reader, stories: Sequence[Ranked], *, keys: Keys, around: Around, now_from: str = ""
) -> DigestContent:
    """The digest for one reader, with one to three stories in the given order.

    With ``now_from``, the name of a stream, it is the one story that this stream sends outside the usual days. Raises
    ValueError without a story: people for whom there is nothing get no mail.
    """
    if not 1 <= len(stories) <= MOST_STORIES:
        raise ValueError(f"a digest has one to {MOST_STORIES} stories")
    with translation.override(reader.language):
        told = tuple(_story(ranked, place, reader, keys, around) for place, ranked in enumerate(stories))
        duration = phrases.reading_time(sum(ranked.story.reading_minutes for ranked in stories))
        name, count = reader.given_name, len(stories)
        lead = phrases.lead_now(now_from) if now_from else phrases.lead(count)
        last = around.last_time
        return DigestContent(
            language=reader.language,
            organisation=reader.organisation,
            accent=reader.accent,
            accent_ink=reader.accent_ink,
            subject=phrases.subject_now(name) if now_from else phrases.subject(count, name),
            preview=f"{duration} {told[0].title}".strip(),
            windows=around.windows,
            windows_text=phrases.windows_text(around.windows, mine_is_lit=around.mine_is_lit),
            greeting=phrases.greeting(around.local.hour, name),
            lead=f"{lead} {duration}".strip(),
            share_label=_("Share it on"),
            reason_label=_("Why you see this"),
            angle_label=_("A question to begin with"),
            stories=told,
            last_time_label=_("Last time:"),
            last_time=phrases.last_time(last.title, people=last.people, reactions=last.reactions) if last else "",
            last_time_link=Link(_("See what came of it"), keys.to("/impact/")),
            next_line=phrases.next_mail(around.next_mail),
            key_line=phrases.key_line(around.expires),
            why_line=_("You get this mail because you read along at %(organisation)s.")
            % {"organisation": reader.organisation},
            links=_foot_links(keys, monthly=around.monthly),
        )


def _foot_links(keys: Keys, *, monthly: bool) -> tuple[Link, ...]:
    """The ways to less mail, and what is measured, in the active language."""
    less = () if monthly else (Link(_("Once a month instead"), keys.to("/mails/?choice=monthly")),)
    return (
        *less,
        Link(_("Take a break"), keys.to("/mails/?choice=break")),
        Link(_("Stop these mails"), keys.unsubscribe),
        Link(_("What we measure"), keys.to("/how/counting/")),
    )


def _story(ranked: Ranked, place: int, reader: Reader, keys: Keys, around: Around) -> DigestStory:
    story = ranked.story
    embargo = story.embargo_until is not None and story.embargo_until > around.local
    lamp = place == 0 and not embargo
    why = reasons.reasons(
        ranked.reasons, story, followed=reader.followed, sharers=ranked.seen.shares, explored=ranked.explored
    )
    return DigestStory(
        label=phrases.label(story),
        details=phrases.details(story),
        title=ranked.title,
        language=ranked.language,
        summary=ranked.summary,
        summary_language=ranked.summary_language or ranked.language,
        lamp=lamp,
        button=_("Read and share in your words") if lamp else _("See the story"),
        href=keys.story(story.id),
        channels=() if embargo else _channels(story.id, keys, reader.own_apps),
        rung="" if embargo else phrases.rung(around.rung),
        reason=" · ".join(why),
        angle="" if embargo else around.angles.get(story.id, ""),
    )


def _channels(story_id: int, keys: Keys, own_apps: Sequence[str]) -> tuple[ChannelButton, ...]:
    """The reader's own apps first, then the usual ones. What has no monogram happens on a device, not in a mail."""
    wanted = dict.fromkeys((*own_apps, *_IN_MAIL))
    chosen = [BY_KEY[key] for key in wanted if key in BY_KEY and BY_KEY[key].monogram][:_MOST_CHANNELS]
    return tuple(ChannelButton(c.monogram, c.name, keys.share(story_id, c.key)) for c in chosen)
