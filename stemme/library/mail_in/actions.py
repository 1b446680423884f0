"""Keeping a mail in the inbox of the stream whose address it was sent to."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging

from django.conf import settings
from django.db import IntegrityError, transaction

from stemme.journal.actions import record
from stemme.journal.facts import STORY_PROPOSED
from stemme.kit.lines import one_line
from stemme.kit.tenancy import across_organisations
from stemme.library.addresses_of_pages import host_of
from stemme.library.guessing import language_of
from stemme.library.mail_in.addresses import key_of
from stemme.library.mail_in.messages import AUTOMATIC, BROKEN, EMPTY, LONGEST, Incoming
from stemme.library.mail_in.reading import mail_apart
from stemme.library.models import SourceItem, Stream
from stemme.library.proposed_words import CLIP, TEXT_LENGTH, TITLE_LENGTH, heading_of
from stemme.people import queries as people
from stemme.people.actions.limits import take
from stemme.people.buckets import Limit

logger = logging.getLogger(__name__)
#: What became of a mail. The first three are done with; the others are left where they are, for a person to look at.
KEPT, KNOWN, IGNORED = "kept", "known", "ignored"
UNKNOWN, TOO_LARGE, UNREADABLE, NOTHING, FULL = "unknown", "too_large", "unreadable", "nothing", "full"
DONE = frozenset({KEPT, KNOWN, IGNORED})
#: Whoever knows an address and means ill fills no more than this into one stream.
A_DAY = Limit("mail-in", 100, dt.timedelta(days=1))


def take_in(raw: bytes, *, to: str = "", now: dt.datetime) -> str:
    """Keep one mail; what became of it. The same mail twice is kept once.

    ``to``: the address it was delivered to, where the mail server says so; it counts besides those in the mail. Of who
    sent it nothing is believed: a sender's address that belongs to a colleague makes them the proposer, and whatever it
    is, an editor has to choose it before anybody sees it.
    """
    if len(raw) > LONGEST:
        return TOO_LARGE
    mail = mail_apart(raw)
    if mail.refused in {AUTOMATIC, BROKEN}:
        return IGNORED if mail.refused == AUTOMATIC else UNREADABLE
    streams = _streams({key for address in (to, *mail.to) if (key := key_of(address, settings.STREAM_MAIL))})
    if not streams:
        return UNKNOWN
    if mail.refused == EMPTY:
        return NOTHING
    return max((_keep(mail, stream, now) for stream in streams), key=[KNOWN, KEPT, FULL].index)


@across_organisations("the key in the address says whose stream it is, and nothing else does")
def _streams(keys: set[str]) -> list[Stream]:
    found = Stream.objects.filter(mail_key__in=keys - {""}, archived_at=None)
    return list(found.select_related("organisation").order_by("id")) if keys else []


def _keep(mail: Incoming, stream: Stream, now: dt.datetime) -> str:
    """Keep it in one stream's inbox: KEPT, KNOWN or FULL."""
    guid = hashlib.sha256(f"{stream.id} {mail.identity}".encode()).hexdigest()
    there = SourceItem.objects.filter(organisation_id=stream.organisation_id, origin="mail", guid=guid)
    if there.exists():
        return KNOWN
    if not take(A_DAY, str(stream.id), now=now):
        return FULL
    person = people.person_by_address(stream.organisation.slug, mail.sender) if mail.sender else None
    item = SourceItem(
        organisation_id=stream.organisation_id,
        origin="mail",
        stream=stream,
        guid=guid,
        url=mail.link,
        title=mail.subject or heading_of(mail.text) or host_of(mail.link) or mail.files[0][:TITLE_LENGTH],
        author="" if person is not None else _author(mail),
        language=language_of(mail.text),
        found_at=now,
        proposed_by_id=person,
        text=_with_files(mail),
    )
    try:
        with transaction.atomic():
            item.save(force_insert=True)
            if person is not None:
                record(
                    STORY_PROPOSED, organisation_id=stream.organisation_id, actor_id=person, at=now, subject_id=item.id
                )
    except IntegrityError:
        # Another process has just kept the same mail.
        return KNOWN
    return KEPT


def _author(mail: Incoming) -> str:
    """Who says to have written it: a name and an address, in one line for the editors."""
    return one_line(f"{mail.name} <{mail.sender}>" if mail.name else mail.sender, limit=200)


def _with_files(mail: Incoming) -> str:
    """The text, and at its end which files there were: they are not kept."""
    notes = "\n".join(f"{CLIP} {name}" for name in mail.files)
    room = TEXT_LENGTH - len(notes) - 2
    return "\n\n".join(filter(None, (mail.text[:room], notes)))
