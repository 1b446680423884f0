"""What becomes of a letter. Pure; the same words as for the mails to colleagues (mailings/models.py)."""

from __future__ import annotations

#: Queued → sending (written down before a byte leaves) → sent, refused, or unclear: nobody knows whether it arrived.
#: Bounced came back later; dropped never left: stopped meanwhile, or too late.
QUEUED, SENDING, SENT, REFUSED, BOUNCED, UNCLEAR, DROPPED = STATES = (
    "queued",
    "sending",
    "sent",
    "refused",
    "bounced",
    "unclear",
    "dropped",
)
#: Not over yet.
OPEN = frozenset({QUEUED, SENDING})
#: Nothing more follows for this lead.
ENDS_IT = frozenset({REFUSED, BOUNCED, DROPPED})
