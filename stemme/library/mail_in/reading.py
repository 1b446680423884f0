"""A mail is read in a process apart, like every document from outside (T-17)."""

from __future__ import annotations

from stemme.kit import apart
from stemme.library.mail_in.messages import BROKEN, Incoming

_WALL_SECONDS = 20


def mail_apart(raw: bytes) -> Incoming:
    """Like ``messages.read_mail``, apart; broken when the limits were reached."""
    answer, _ = apart.ask("stemme.library.mail_in.child", {"do": "mail"}, raw, wall_seconds=_WALL_SECONDS)
    if answer is None:
        return Incoming(BROKEN)
    return Incoming(**{**answer, "to": tuple(answer["to"]), "files": tuple(answer["files"])})
