"""The mails about leads. The one that asks repeats nothing that was typed (security.md T-24)."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from stemme.kit.letters import send_letter
from stemme.kit.retention import OF
from stemme.landing.leads.lead_seals import token_of
from stemme.people import queries as people


def send_question(*, organisation_id: int, lead_id: int, address: str, language: str, title: str, token: str) -> None:
    """Send the link to the button that confirms. ``title``: of the page. Raises kit.letters.MailFailedError."""
    ours = people.organisation(organisation_id)
    with translation.override(language):
        context = {
            "organisation": ours.name,
            "title": title,
            "language": language,
            "days": OF["leads"].days,
            "url": f"{ours.page_url}{reverse('landing:confirm', args=[token])}",
            "own_url": f"{ours.page_url}{reverse('landing:own_lead', args=[token_of(organisation_id, lead_id)])}",
        }
        subject = _("%(organisation)s: please confirm your e-mail address") % {"organisation": ours.name}
        send_letter(address, subject, "landing/mail/confirm", context)
