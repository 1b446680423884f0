"""Two kinds of mail: the answer to one's own proposal, and the note to an owner that colleagues wait."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stemme.library import proposal_queries
from stemme.mailings.composing import Link, Reader
from stemme.mailings.inviting import InvitationContent
from stemme.mailings.keys import Keys
from stemme.mailings.kinds import register_kind
from stemme.mailings.letters import letter, message_id
from stemme.mailings.phrases import key_line
from stemme.people import queries as people
from stemme.people.actions.doors import VALID
from stemme.proposals import mail_queries
from stemme.proposals.actions import ANSWER, WAITING

if TYPE_CHECKING:
    from stemme.library.proposal_queries import Answered
    from stemme.mailings.kinds import Mailing
    from stemme.mailings.material import Material


def enter() -> None:
    """Enter both. An answer is no suggestion, so it counts against no cap; whoever stops mails gets none either."""
    register_kind(ANSWER, latest=dt.timedelta(days=3), still_wanted=_answer_wanted, write=_write_answer)
    register_kind(WAITING, latest=dt.timedelta(hours=12), still_wanted=_waiting_wanted, write=_write_waiting)


def answer_content(found: Answered, reader: Reader, *, keys: Keys, expires: dt.date) -> InvitationContent:
    """The words of an answer, in the reader's language."""
    with translation.override(reader.language):
        if found.accepted:
            lead = _("The editors say yes to your proposal.")
        else:
            lead = _("The editors thank you for your proposal. It will not become a story.")
        quoted = (_("Their answer: %(answer)s") % {"answer": found.answer},) if found.answer else ()
        button = (
            Link(_("See the story"), keys.story(found.story_id))
            if found.story_id is not None
            else Link(_("Your proposals"), keys.to("/proposals/"))
        )
        return InvitationContent(
            language=reader.language,
            organisation=reader.organisation,
            accent=reader.accent,
            accent_ink=reader.accent_ink,
            subject=_("About your proposal: %(title)s") % {"title": found.title},
            preview=lead,
            greeting=_("Hello %(name)s") % {"name": reader.given_name},
            lead=lead,
            paragraphs=(_("You proposed: %(title)s") % {"title": found.title}, *quoted),
            button=button,
            no=Link(_("Propose another one"), keys.to("/propose/")),
            key_line=key_line(expires),
            why_line=_("You get this mail because you proposed something. Nobody else gets it."),
            links=_foot(keys),
        )


def waiting_content(waiting: dict[str, int], reader: Reader, *, keys: Keys, expires: dt.date) -> InvitationContent:
    """The words of the note to an owner, in their language."""
    number = sum(waiting.values())
    with translation.override(reader.language):
        lead = ngettext(
            "%(number)d proposal of a colleague has waited for more than three working days.",
            "%(number)d proposals of colleagues have waited for more than three working days.",
            number,
        ) % {"number": number}
        return InvitationContent(
            language=reader.language,
            organisation=reader.organisation,
            accent=reader.accent,
            accent_ink=reader.accent_ink,
            subject=_("Colleagues wait for an answer"),
            preview=lead,
            greeting=_("Hello %(name)s") % {"name": reader.given_name},
            lead=lead,
            paragraphs=(
                ", ".join(f"{stream}: {count}" for stream, count in sorted(waiting.items())),
                _("A yes or a no with a sentence is enough. We tell you once of each proposal, not every day."),
            ),
            button=Link(_("Open the inbox"), keys.to("/studio/inbox/?show=proposal")),
            no=Link(_("All of the studio"), keys.to("/studio/")),
            key_line=key_line(expires),
            why_line=_("You get this mail because you own the stream."),
            links=_foot(keys),
        )


def _foot(keys: Keys) -> tuple[Link, ...]:
    return (Link(_("Stop these mails"), keys.unsubscribe), Link(_("What we measure"), keys.to("/how/counting/")))


def _answer_wanted(material: Material, mailing: Mailing) -> bool:
    ours, person = mailing.organisation_id, mailing.person_id
    found = proposal_queries.answer_of(ours, mailing.subject_id, now=material.now)
    there = found is not None and found.person_id == person
    return there and mail_queries.gets_mail(ours, person, now=material.now)


def _write_answer(material: Material, mailing: Mailing, keys: Keys) -> EmailMultiAlternatives:
    found = proposal_queries.answer_of(mailing.organisation_id, mailing.subject_id, now=material.now)
    if found is None:
        raise ValueError("no answer any more")
    reader, local = material.reader(mailing)
    content = answer_content(found, reader, keys=keys, expires=(local + VALID).date())
    return _letter(material, mailing, keys, content)


def _waiting_wanted(material: Material, mailing: Mailing) -> bool:
    there = bool(_waiting(material, mailing))
    return there and mail_queries.gets_mail(mailing.organisation_id, mailing.person_id, now=material.now)


def _write_waiting(material: Material, mailing: Mailing, keys: Keys) -> EmailMultiAlternatives:
    reader, local = material.reader(mailing)
    waiting = _waiting(material, mailing)
    content = waiting_content(waiting, reader, keys=keys, expires=(local + VALID).date())
    return _letter(material, mailing, keys, content)


def _waiting(material: Material, mailing: Mailing) -> dict[str, int]:
    here = people.organisation(mailing.organisation_id)
    today = material.now.astimezone(ZoneInfo(here.time_zone)).date()
    return mail_queries.waiting_of(here, mailing.person_id, today=today)


def _letter(material: Material, mailing: Mailing, keys: Keys, content: InvitationContent) -> EmailMultiAlternatives:
    receiver = people.receivers(mailing.organisation_id, now=material.now, only=[mailing.person_id])[0]
    identity = message_id(mailing.kind, mailing.pk)
    return letter(content, name=receiver.name, address=receiver.email, identity=identity, keys=keys)
