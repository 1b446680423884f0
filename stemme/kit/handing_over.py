"""What every way out for mail has in common: what it is asked, and how it says what became of a message."""

from __future__ import annotations

import smtplib
import unicodedata
from email.utils import parseaddr
from typing import Protocol

from django.core.mail import EmailMessage
from django.core.mail.message import sanitize_address


class RefusedError(smtplib.SMTPException):
    """Certainly not delivered: no connection, or the server said no.

    ``permanent`` is true when trying again is useless (a 5xx answer to the recipient or the message), ``of_recipient``
    when the server said that this address does not take mail.
    """

    def __init__(self, text: str, *, code: int = 0, permanent: bool = False, of_recipient: bool = False) -> None:
        super().__init__(f"{code} {text}".strip())
        self.code = code
        self.permanent = permanent
        self.of_recipient = of_recipient


class UncertainError(smtplib.SMTPException):
    """The connection broke after the message was handed over and before the server answered."""


class WayOut(Protocol):
    """Where messages leave: a mail server, a provider, or a folder."""

    def ready(self) -> None:
        """Raises RefusedError when nothing can be handed over at the moment."""

    def hand_over(self, message: EmailMessage) -> None:
        """Hand one message to one recipient over. Raises RefusedError, UncertainError or ValueError."""

    def close(self) -> None:
        """Nothing more comes."""


def header_text(value: str) -> str:
    """The text as one line for a header: no line breaks, no control or invisible direction characters (T-24, T-27)."""
    kept = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in unicodedata.normalize("NFC", value))
    return " ".join("".join(c for c in kept if unicodedata.category(c) != "Cf").split())


def only_recipient(message: EmailMessage) -> str:
    """The address of the one recipient. Raises ValueError for none or several."""
    if len(message.recipients()) != 1:
        raise ValueError("one message, one recipient: nobody learns who else got it")
    return parseaddr(sanitize_address(message.recipients()[0], "utf-8"))[1]
