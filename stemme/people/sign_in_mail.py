"""The mails of signing in: the link with its code, and word of a sign-in with a new browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from stemme.kit.letters import send_letter
from stemme.people.devices import Device


@dataclass(frozen=True, slots=True)
class Offer:
    """A way in: to which organisation, for whom, with which link and code."""

    organisation_name: str
    #: Before each path, with scheme (queries.OrganisationRow.page_url).
    page_url: str
    given_name: str
    token: str
    code: str

    @property
    def shown_code(self) -> str:
        """The code in two groups, easier to type."""
        return f"{self.code[:4]}-{self.code[4:]}".upper()


def send_sign_in_mail(address: str, language: str, offers: Sequence[Offer], *, to: str = "") -> None:
    """Send one mail with all offers in the person's language. Raises kit.letters.MailFailedError."""
    with translation.override(language):
        query = f"?{urlencode({'to': to})}" if to else ""
        ways = [
            {"offer": offer, "url": f"{offer.page_url}{reverse('people:sign_in_link', args=[offer.token])}{query}"}
            for offer in offers
        ]
        context = {"ways": ways, "given_name": offers[0].given_name, "language": language}
        send_letter(address, _("Your way in to Stemme"), "people/mail/sign_in", context)


def send_new_sign_in_mail(
    address: str,
    language: str,
    *,
    given_name: str,
    organisation_name: str,
    page_url: str,
    time_zone: str,
    device: Device,
    at: dt.datetime,
) -> None:
    """Tell the person, in their language and their organisation's time. Raises kit.letters.MailFailedError."""
    with translation.override(language), timezone.override(ZoneInfo(time_zone)):
        context = {
            "given_name": given_name,
            "organisation": organisation_name,
            "device": device,
            "at": at,
            "language": language,
            "url": f"{page_url}{reverse('people:sessions')}",
        }
        send_letter(address, _("You signed in with a new browser"), "people/mail/new_sign_in", context)
