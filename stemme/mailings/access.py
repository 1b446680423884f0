"""What of the mailings a visitor may see: the demonstration's mailbox, and only where there is a demonstration."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404

from stemme.mailings import mailbox, queries
from stemme.people.queries import Receiver


def demo_mailbox() -> Path:
    """The folder of the demonstration's mails; 404 in a real installation, where mails are nobody else's business."""
    if not settings.DEMO:
        raise Http404
    return Path(settings.DATA) / "mailbox"


def demo_mail(key: str, *, zone: str) -> mailbox.Mail:
    """One of its mails, or 404."""
    found = mailbox.mail(demo_mailbox(), key, zone=zone)
    if found is None:
        raise Http404
    return found


def reader_with(token: str) -> Receiver:
    """The person whose mails this token can stop, or 404."""
    found = queries.reader_of_stop_token(token)
    if found is None:
        raise Http404
    return found
