"""The mails of signing in: the link with its code, and word of a sign-in with a new browser."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from stemme.people.devices import Device

log = logging.getLogger(__name__)


class MailFailedError(Exception):
    """The mail server did not take the mail."""


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
    """Send one mail with all offers in the person's language. Raises MailFailedError.

    Links begin with an address that is configured, never with what a request says (security.md T-33).
    """
    with translation.override(language):
        query = f"?{urlencode({'to': to})}" if to else ""
        ways = [
            {"offer": offer, "url": f"{offer.page_url}{reverse('people:sign_in_link', args=[offer.token])}{query}"}
            for offer in offers
        ]
        context = {"ways": ways, "given_name": offers[0].given_name, "language": language}
        _send(address, _("Your way in to Stemme"), "people/mail/sign_in", context)


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
    """Tell the person, in their language and their organisation's time. Raises MailFailedError."""
    with translation.override(language), timezone.override(ZoneInfo(time_zone)):
        context = {
            "given_name": given_name,
            "organisation": organisation_name,
            "device": device,
            "at": at,
            "language": language,
            "url": f"{page_url}{reverse('people:sessions')}",
        }
        _send(address, _("You signed in with a new browser"), "people/mail/new_sign_in", context)


def _send(address: str, subject: str, template: str, context: dict[str, Any]) -> None:
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"{template}.txt", context),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    try:
        mail.send()
    except (smtplib.SMTPException, OSError) as error:
        log.warning("a sign-in mail could not be sent: %s", type(error).__name__)
        raise MailFailedError from error
