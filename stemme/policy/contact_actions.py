"""Naming contacts for questions about the guidelines, and passing a question on to one of them."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.letters import send_letter
from stemme.people.actions.limits import take
from stemme.people.buckets import Limit
from stemme.people.name_queries import address_of
from stemme.people.queries import person_card
from stemme.people.viewer import Viewer
from stemme.policy.contact_queries import ContactRow
from stemme.policy.models import GuidelinesContact

#: Enough for a conversation to begin; then one has the colleague's answer.
ASK = Limit("guidelines-question", 5, dt.timedelta(hours=1))
#: More are no list of people to ask but a directory.
MOST = 6


class ContactError(Exception):
    """This colleague is named already, or there is no room for one more."""


class TooManyQuestionsError(Exception):
    """The person has asked too often within the hour."""


def name_contact(*, actor: Viewer, person_id: int, about: str, phone: str, now: dt.datetime) -> int:
    """Name a colleague who agreed to it; the id. Raises ContactError. The colleague is the organisation's own."""
    mine = GuidelinesContact.objects.filter(organisation_id=actor.organisation_id)
    try:
        with transaction.atomic():
            if mine.count() >= MOST:
                raise ContactError
            last = mine.aggregate(last=Max("position"))["last"] or 0
            row = GuidelinesContact.objects.create(
                organisation_id=actor.organisation_id, person_id=person_id, about=about, phone=phone, position=last + 1
            )
            _note(facts.GUIDELINES_CONTACT_NAMED, actor, person_id, now)
    except IntegrityError as error:
        raise ContactError from error
    return row.pk


def end_contact(*, actor: Viewer, contact: ContactRow, now: dt.datetime) -> None:
    """Take a name off; by an administrator, or by the colleague."""
    with transaction.atomic():
        rows = GuidelinesContact.objects.filter(organisation_id=actor.organisation_id, id=contact.id)
        if rows.delete()[0]:
            _note(facts.GUIDELINES_CONTACT_ENDED, actor, contact.person_id, now)


def ask(*, actor: Viewer, contact: ContactRow, question: str, now: dt.datetime) -> None:
    """Mail a question to the contact; the answer goes to the asker's own address. Nothing of it is kept.

    Raises TooManyQuestionsError, kit.letters.MailFailedError.
    """
    if not take(ASK, f"{actor.organisation_id}:{actor.person_id}", now=now):
        raise TooManyQuestionsError
    to = person_card(actor.organisation_id, contact.person_id)
    own_address = address_of(actor.organisation_id, actor.person_id)
    if to is None or not own_address:
        raise LookupError("the contact or the asker has left meanwhile")
    with translation.override(to.language):
        subject = gettext("A question about our guidelines")
        context = {
            "given_name": to.given_name,
            "language": to.language,
            "asker": actor.name,
            "question": question,
            "subject": subject,
        }
        send_letter(to.email, subject, "policy/mail/question", context, reply_to=own_address)


def _note(kind: str, actor: Viewer, person_id: int, now: dt.datetime) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, subject_id=person_id, at=now)
