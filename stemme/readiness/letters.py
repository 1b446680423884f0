"""The letter that asks a colleague, in their language. It carries the link and nothing that anybody typed."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from stemme.kit.letters import send_letter
from stemme.people.queries import Receiver
from stemme.readiness.asked_queries import Invitation
from stemme.readiness.roles import NAMES


def invite(person: Receiver, invitation: Invitation, *, token: str) -> None:
    """Send the link. Raises kit.letters.MailFailedError; the job tries again."""
    with translation.override(person.language):
        context = {
            "given_name": person.given_name,
            "language": person.language,
            "organisation": invitation.organisation_name,
            "asked_by": invitation.asked_by,
            "role": _(NAMES[invitation.role]),
            "closes_on": invitation.closes_on,
            "url": f"{invitation.page_url}{reverse('readiness:answer', args=[token])}",
        }
        send_letter(person.email, _("How ready are we? Your view is asked for"), "readiness/mail/invitation", context)
