"""The letters that ask colleagues leave from here, out of the request."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.people import queries as people
from stemme.people.break_queries import break_of
from stemme.people.own_queries import said_no
from stemme.readiness import actions
from stemme.readiness.asked_queries import invitation_of
from stemme.readiness.letters import invite


@task(priority=60)
def send_invitation(organisation_id: int, rater_id: int) -> str:
    """Write to a colleague who is asked: "sent", "gone" when it is too late, or "held".

    Held back for whoever said no or takes a break: nobody is told, and whoever asks can hand over a link instead. The
    token exists in this step only (T-03).
    """
    now = timezone.now()
    invitation = invitation_of(organisation_id, rater_id)
    person = people.person_card(organisation_id, invitation.person_id) if invitation else None
    if invitation is None or person is None:
        return "gone"
    if said_no(person.person_id) or break_of(organisation_id, person.person_id, now=now):
        return "held"
    token = actions.new_link(organisation_id=organisation_id, rater_id=rater_id, now=now)
    if token is None:
        return "gone"
    invite(person, invitation, token=token)
    return "sent"
