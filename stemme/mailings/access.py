"""What of the mailings a visitor may see: the demonstration's mailbox, and only where there is a demonstration."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from anymail.webhooks.base import AnymailBaseWebhookView
from django.conf import settings
from django.http import Http404

from stemme.mailings import mailbox, outbox_queries, queries
from stemme.mailings.provider_reports import report_reader
from stemme.people.queries import Receiver
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer


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


def unclear_mail(viewer: Viewer, mailing_id: int, *, now: dt.datetime) -> None:
    """404 unless this mail is listed as unclear for this viewer."""
    teams, today = viewer.teams_for(MANAGE_PEOPLE), viewer.today(now)
    if not outbox_queries.unclear_mail(viewer.organisation_id, mailing_id, today=today, teams=teams):
        raise Http404


def failed_address(viewer: Viewer, person_id: int, *, now: dt.datetime) -> None:
    """404 unless this person is listed for this viewer with an address that takes no mail."""
    teams, today = viewer.teams_for(MANAGE_PEOPLE), viewer.today(now)
    if not outbox_queries.is_failed(viewer.organisation_id, person_id, today=today, teams=teams):
        raise Http404


def provider_reports(name: str) -> AnymailBaseWebhookView:
    """What reads and checks the reports of this installation's mail provider; 404 for any other."""
    reader = report_reader(settings.MAIL_PROVIDER) if name == settings.MAIL_PROVIDER.name else None
    if reader is None:
        raise Http404
    return reader


def reader_with(token: str) -> Receiver:
    """The person whose mails this token can stop, or 404."""
    found = queries.reader_of_stop_token(token)
    if found is None:
        raise Http404
    return found
