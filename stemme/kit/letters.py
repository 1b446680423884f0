"""One mail to one person, from a template with an HTML and a text part, in the language that is active."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Mapping

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


class MailFailedError(Exception):
    """The mail server did not take the mail."""


def send_letter(
    address: str, subject: str, template: str, context: Mapping[str, object], *, reply_to: str = ""
) -> None:
    """Send ``template``.txt and .html. The log says what failed and never to whom. Raises MailFailedError.

    ``reply_to``: the address that an answer goes to, where a person writes to another.
    Links in ``context`` begin with a configured address, never with what a request says (security.md T-33).
    """
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"{template}.txt", dict(context)),
        to=[address],
        reply_to=[reply_to] if reply_to else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string(f"{template}.html", dict(context)), "text/html")
    try:
        mail.send()
    except (smtplib.SMTPException, OSError) as error:
        log.warning("the mail %s could not be sent: %s", template, type(error).__name__)
        raise MailFailedError from error
