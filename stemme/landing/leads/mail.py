"""The mails about leads. The one that asks repeats nothing that was typed (security.md T-24)."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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


def send_news(
    *, organisation_id: int, address: str, language: str, page_name: str, page_id: int, lead_ids: Sequence[int]
) -> None:
    """Tell the owner of a page of new leads, without a name: mail is read on many screens. Raises MailFailedError."""
    ours = people.organisation(organisation_id)
    one = reverse("landing:lead", args=[lead_ids[0]])
    several = f"{reverse('landing:leads')}?page_of={page_id:d}"
    with translation.override(language):
        context = {
            "page": page_name,
            "number": len(lead_ids),
            "language": language,
            "url": f"{ours.page_url}{one if len(lead_ids) == 1 else several}",
        }
        subject = ngettext("A new lead from “%(page)s”", "%(number)s new leads from “%(page)s”", len(lead_ids))
        send_letter(address, subject % context, "landing/mail/new_lead", context)


def send_trouble(*, organisation_id: int, address: str, language: str, host: str, gone: bool) -> None:
    """Tell somebody who runs the organisation that leads do not arrive at a host. Raises MailFailedError."""
    ours = people.organisation(organisation_id)
    with translation.override(language):
        context = {
            "host": host,
            "gone": gone,
            "language": language,
            "url": f"{ours.page_url}{reverse('landing:webhooks')}",
        }
        subject = _("Leads no longer reach %(host)s") % {"host": host}
        send_letter(address, subject, "landing/mail/trouble", context)
