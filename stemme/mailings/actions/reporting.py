"""What a mail provider reports about our mails, in django-anymail's words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason

from stemme.kit.mail_provider import REFERENCE
from stemme.mailings.actions.bouncing import came_back, complained

#: The provider keeps these addresses on a list of its own and does not write to them.
_HARD = {RejectReason.INVALID, RejectReason.BOUNCED}


def act_on(event: AnymailTrackingEvent, *, now: dt.datetime) -> bool:
    """Act on one report; False if it is about nothing of ours, nothing that matters, or known already."""
    metadata: Any = event.metadata or {}
    identity = str(metadata.get(REFERENCE) or event.message_id or "")
    if event.event_type in {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}:
        return came_back(identity, hard=event.reject_reason in _HARD and not _for_now(event), status="", now=now)
    if event.event_type in {EventType.COMPLAINED, EventType.UNSUBSCRIBED}:
        return complained(identity, now=now)
    return False


def _for_now(event: AnymailTrackingEvent) -> bool:
    """A code of the other server that begins with 4: a full mailbox, a server that is away."""
    return str(event.mta_response or "").lstrip("smtp; ").startswith("4")
