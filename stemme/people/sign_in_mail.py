"""The mail with the sign-in link and its code."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


class MailFailedError(Exception):
    """The mail server did not take the mail."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A way in: to which organisation, for whom, with which link and code."""

    organisation_name: str
    given_name: str
    token: str
    code: str

    @property
    def shown_code(self) -> str:
        """The code in two groups, easier to type."""
        return f"{self.code[:4]}-{self.code[4:]}".upper()


def send_sign_in_mail(address: str, language: str, offers: Sequence[Offer], *, to: str = "") -> None:
    """Send one mail with all offers in the person's language. Raises MailFailedError.

    Links begin with the configured public address, never with what a request says (security.md T-33).
    """
    with translation.override(language):
        query = f"?{urlencode({'to': to})}" if to else ""
        ways = [
            {"offer": offer, "url": f"{settings.PUBLIC_URL}{reverse('people:sign_in_link', args=[offer.token])}{query}"}
            for offer in offers
        ]
        context = {"ways": ways, "given_name": offers[0].given_name, "language": language}
        mail = EmailMultiAlternatives(
            subject=_("Your way in to Stemme"),
            body=render_to_string("people/mail/sign_in.txt", context),
            to=[address],
            headers={"Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("people/mail/sign_in.html", context), "text/html")
    try:
        mail.send()
    except (smtplib.SMTPException, OSError) as error:
        log.warning("a sign-in mail could not be sent: %s", type(error).__name__)
        raise MailFailedError from error
