"""The reminder as a kind of mail: one story, the way back to it, and how to have fewer of these."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from stemme.feed.showing import shown
from stemme.library import queries as library
from stemme.mailings.composing import Around, DigestContent, Link, Reader, compose_digest
from stemme.mailings.keys import Keys
from stemme.mailings.kinds import register_kind
from stemme.mailings.letters import letter, message_id
from stemme.people import queries as people
from stemme.people.actions.doors import VALID
from stemme.reminders import queries
from stemme.sharing.channels import BY_KEY

if TYPE_CHECKING:
    from stemme.mailings.kinds import Mailing
    from stemme.mailings.material import Material

KEY = "reminder"
#: A reminder that comes half a day late comes to somebody who is doing something else.
LATEST = dt.timedelta(hours=12)


def enter() -> None:
    """Enter the reminder among the kinds of mail. Whoever stops mails gets none of these either."""
    register_kind(KEY, latest=LATEST, still_wanted=_still_wanted, write=_write, compose=_compose)


def _still_wanted(material: Material, mailing: Mailing) -> bool:
    about = queries.story_of(mailing.organisation_id, mailing.person_id, mailing.subject_id)
    return about is not None and queries.wanted(mailing.organisation_id, mailing.person_id, about[0], now=material.now)


def _write(material: Material, mailing: Mailing, keys: Keys) -> EmailMultiAlternatives:
    content = _compose(material, mailing, keys)
    receiver = people.receivers(mailing.organisation_id, now=material.now, only=[mailing.person_id])[0]
    identity = message_id(mailing.kind, mailing.pk)
    return letter(content, name=receiver.name, address=receiver.email, identity=identity, keys=keys)


def _compose(material: Material, mailing: Mailing, keys: Keys) -> DigestContent:
    """The words. Raises ValueError when there is nothing left to remind of."""
    about = queries.story_of(mailing.organisation_id, mailing.person_id, mailing.subject_id)
    story = library.story(mailing.organisation_id, about[0], now=material.now) if about else None
    if about is None or story is None:
        raise ValueError("nothing to remind of")
    reader, local = material.reader(mailing)
    if about[1]:
        # The channel they had in mind stands first.
        reader = dataclasses.replace(reader, own_apps=tuple(dict.fromkeys((about[1], *reader.own_apps))))
    chosen = people.receivers(mailing.organisation_id, now=material.now, only=[mailing.person_id])[0].story_languages
    around = Around(local=local, expires=(local + VALID).date())
    digest = compose_digest(reader, [shown(story, reader.language, chosen)], keys=keys, around=around)
    return in_own_words(digest, reader, keys, channel=about[1])


def in_own_words(digest: DigestContent, reader: Reader, keys: Keys, *, channel: str) -> DigestContent:
    """The digest of one story as the reminder that its reader asked for."""
    with translation.override(reader.language):
        where = BY_KEY[channel].name if channel in BY_KEY else ""
        lead = (
            _("You asked us to remind you of this story, for %(channel)s.") % {"channel": where}
            if where
            else _("You asked us to remind you of this story.")
        )
        return dataclasses.replace(
            digest,
            subject=_("You wanted to be reminded: %(title)s") % {"title": digest.stories[0].title},
            lead=lead,
            why_line=_("You set this reminder yourself. It comes once."),
            links=(
                Link(_("Your reminders"), keys.to("/reminders/")),
                Link(_("Stop these mails"), keys.unsubscribe),
                Link(_("What we measure"), keys.to("/how/counting/")),
            ),
        )
