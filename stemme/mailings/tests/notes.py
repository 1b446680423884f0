"""Notes about mails that came back, written as mail servers write them (RFC 3464)."""

from __future__ import annotations

_NOTE = """From: MAILER-DAEMON@mx.example
To: stemme-mail@nordlys.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
{envelope}Arrival-Date: Tue, 10 Nov 2026 08:00:00 +0100

Final-Recipient: rfc822; dan@nordlys.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user

--b1
{copy}
--b1--
"""
_HEADERS = "Content-Type: text/rfc822-headers\n\nSubject: Three stories for you\nMessage-ID: {identity}\n"
_WHOLE = (
    "Content-Type: message/rfc822\n\nSubject: Three stories for you\nMessage-ID: {identity}\n"
    "Content-Type: text/plain\n\nGood morning\n"
)


def note(identity: str, *, status: str = "5.1.1", action: str = "failed", shape: str = "headers") -> bytes:
    """``shape``: the copy of the original is its ``headers``, the ``whole`` mail, or only the ``envelope``'s id."""
    envelope = f"Original-Envelope-Id: {identity}\n" if shape == "envelope" else ""
    copy = {"headers": _HEADERS, "whole": _WHOLE, "envelope": "Content-Type: text/plain\n\n"}[shape]
    text = _NOTE.format(envelope=envelope, action=action, status=status, copy=copy.format(identity=identity))
    return text.replace("\n", "\r\n").encode()
