"""The confirmation mail. It repeats nothing that the asker typed: nobody sends their words through us (T-24)."""

from __future__ import annotations

import logging
import smtplib

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from stemme.kit.retention import OF

log = logging.getLogger(__name__)


class MailFailedError(Exception):
    """The mail server did not take the mail."""


def send_confirmation(*, address: str, language: str, organisation_name: str, page_url: str, token: str) -> None:
    """Send the link to the button. ``page_url`` is configured, never what a request says (T-33).

    Raises MailFailedError.
    """
    with translation.override(language):
        context = {
            "organisation": organisation_name,
            "language": language,
            "days": OF["joining"].days,
            "url": f"{page_url}{reverse('joining:confirm', args=[token])}",
        }
        mail = EmailMultiAlternatives(
            subject=_("Please confirm that you want to take part"),
            body=render_to_string("joining/mail/confirm.txt", context),
            to=[address],
            headers={"Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("joining/mail/confirm.html", context), "text/html")
        try:
            mail.send()
        except (smtplib.SMTPException, OSError) as error:
            log.warning("a confirmation could not be sent: %s", type(error).__name__)
            raise MailFailedError from error
