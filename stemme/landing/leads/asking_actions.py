"""Asking by mail whether somebody really left their name. What a form did is told to nobody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from stemme.jobs.tasks import task_at
from stemme.kit.letters import MailFailedError
from stemme.kit.mailer import RefusedError, UncertainError
from stemme.kit.retention import before
from stemme.landing.leads import mail
from stemme.landing.leads.actions import new_link
from stemme.landing.leads.queries import title_of
from stemme.landing.models import Lead

#: So many mails ask one lead in a day: a form is no way to fill somebody's mailbox.
MOST_MAILS = 3
_DAY = dt.timedelta(days=1)
#: The job calls this module, so it is known here by its name.
_ASK = "stemme.landing.jobs.ask_for_confirmation"


def queue_mail(*, page_id: int, email: str, organisation_id: int, now: dt.datetime) -> None:
    """Have the mail sent that asks for a confirmation. Call it with ``leave``, in one transaction.

    Tells nothing: a lead that is confirmed gets no mail, an address that nobody left is passed over.
    """
    lead = Lead.objects.filter(
        organisation_id=organisation_id, page_id=page_id, email=email.strip().lower(), confirmed_at=None,
        created_at__gte=before("leads", now=now),
    ).first()  # fmt: skip
    if lead is not None:
        task_at(_ASK).enqueue(lead_id=lead.id, organisation_id=organisation_id)


@dataclass(frozen=True, slots=True)
class _Question:
    """A mail about to leave. ``token`` opens the page with the button."""

    address: str
    language: str
    title: str
    token: str


def ask(*, lead_id: int, organisation_id: int, now: dt.datetime) -> str:
    """Send the mail now: "asked", or why not: "gone", "confirmed", "stopped", "before" (this very form was asked
    already), "enough" (MOST_MAILS today), "refused" (the address takes no mail).

    Raises MailFailedError when it may work later; call it again then.
    """
    question = _begin(lead_id, organisation_id, now)
    if isinstance(question, str):
        return question
    try:
        mail.send_question(
            organisation_id=organisation_id, lead_id=lead_id, address=question.address, language=question.language,
            title=question.title, token=question.token,
        )  # fmt: skip
    except MailFailedError as error:
        # Nobody knows whether it arrived: asking again is up to the person.
        if not isinstance(error.__cause__, UncertainError):
            _give_back(lead_id, organisation_id)
            if isinstance(error.__cause__, RefusedError) and error.__cause__.permanent:
                return "refused"
            raise
    Lead.objects.filter(organisation_id=organisation_id, id=lead_id).update(asked_at=now)
    return "asked"


@transaction.atomic
def _begin(lead_id: int, organisation_id: int, now: dt.datetime) -> _Question | str:
    """Note the attempt and make the link; or say why there is none."""
    lead = Lead.objects.select_for_update().filter(organisation_id=organisation_id, id=lead_id).first()
    if lead is None or lead.created_at < before("leads", now=now):
        return "gone"
    if lead.confirmed_at is not None:
        return "confirmed"
    if lead.stopped_at is not None:
        return "stopped"
    if lead.asked_at is not None and lead.asked_at >= lead.created_at:
        return "before"
    if lead.asked_at is not None and lead.asked_at <= now - _DAY:
        lead.ask_attempts = 0
    if lead.ask_attempts >= MOST_MAILS:
        return "enough"
    lead.ask_attempts += 1
    lead.save(update_fields=["ask_attempts"])
    token = new_link(organisation_id=organisation_id, lead_id=lead.id, now=now)
    title = title_of(organisation_id, lead.page_id, lead.language)
    return _Question(lead.email, lead.language, title, token) if token else "gone"


def _give_back(lead_id: int, organisation_id: int) -> None:
    """A mail that certainly did not leave counts for nothing."""
    with transaction.atomic():
        lead = Lead.objects.select_for_update().filter(organisation_id=organisation_id, id=lead_id).first()
        if lead is not None and lead.ask_attempts:
            lead.ask_attempts -= 1
            lead.save(update_fields=["ask_attempts"])
