"""Reading what comes back to the inbox: notes that a mail could not be delivered (RFC 3464), and wishes to stop. Pure.

Everything in such a message may be made up. So nothing of it is believed but a Message-ID with our seal, or a token.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import compat32

#: A delivery note with the whole original inside is smaller than this; the rest of a longer one is not read.
LONGEST = 1_000_000
_STOP = re.compile(r"\badvu_[0-9A-Za-z-]{40,80}\b", re.IGNORECASE)
_STATUS = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})")
#: Subjects of a status code that are about the address itself (RFC 3463): other, address, mailbox.
_OF_ADDRESS = {0, 1, 2}
#: Mailbox full, message too long: the address is right.
_FOR_NOW = {(2, 2), (2, 3)}


@dataclass(frozen=True, slots=True)
class Returned:
    """A mail that was given up."""

    #: Message-ID of ours, as it stands there.
    identity: str
    #: There is no such address. Otherwise the mail came back for now, or for what it is.
    hard: bool
    status: str


def read_note(raw: bytes) -> Returned | None:
    """What a delivery status note says; None for any other message, and for one that is only late."""
    try:
        message = message_from_bytes(raw[:LONGEST], policy=compat32)
        if message.get_content_type() != "multipart/report" or not message.is_multipart():
            return None
        blocks = _blocks(message)
        identity = _identity(message, blocks)
        failed = [block for block in blocks[1:] if str(block.get("Action", "")).strip().lower() == "failed"]
    except (MessageError, ValueError, LookupError, UnicodeError):
        return None
    if not identity or not failed:
        return None
    status = _STATUS.search(str(failed[0].get("Status", "")))
    return Returned(identity, is_hard(status[0] if status else ""), status[0] if status else "")


def is_hard(status: str) -> bool:
    """Whether a status code says that there is no such address. A mail may also come back for being spam."""
    found = _STATUS.fullmatch(status)
    if found is None:
        return False
    subject, detail = int(found[2]), int(found[3])
    return found[1] == "5" and subject in _OF_ADDRESS and (subject, detail) not in _FOR_NOW


def read_stop(raw: bytes) -> str:
    """The token of a mail that asks to stop the mails (the mailto of List-Unsubscribe); empty if it is none."""
    try:
        message = message_from_bytes(raw[:LONGEST], policy=compat32)
        found = _STOP.search(str(message.get("Subject", ""))[:1000])
    except (MessageError, ValueError, LookupError, UnicodeError):
        return ""
    return found[0] if found else ""


def _blocks(message: Message) -> list[Message]:
    """The groups of fields of the delivery-status part: one about the message, one for each recipient."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and isinstance(part.get_payload(), list):
            return [block for block in part.get_payload() if isinstance(block, Message)]
    return []


def _identity(message: Message, blocks: list[Message]) -> str:
    """The Message-ID of the mail that came back: from the returned copy or its headers, else from the envelope."""
    for part in message.walk():
        if part is message:
            continue
        if part.get_content_type() == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            copy = message_from_bytes(raw if isinstance(raw, bytes) else b"", policy=compat32)
            if copy.get("Message-ID"):
                return str(copy["Message-ID"])
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            copy = part.get_payload(0)  # type: ignore[assignment]
            if copy.get("Message-ID"):
                return str(copy["Message-ID"])
    return str(blocks[0].get("Original-Envelope-Id", "")) if blocks else ""
