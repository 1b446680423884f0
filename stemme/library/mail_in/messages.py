"""From the bytes of a mail to what an editor may read of it. Pure.

Everything in a mail may be made up, its sender too: nothing here is proof of anything. Called in a process apart only
(child.py); an odd message is read as far as it goes, and never raises for what stands in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses

from selectolax.lexbor import LexborHTMLParser

from stemme.kit.html import paragraphs
from stemme.kit.lines import one_line
from stemme.library.addresses_of_pages import tidy, whole
from stemme.library.decoding import decoded
from stemme.library.proposed_words import TEXT_LENGTH, text_of

#: A mail with pictures of a phone is smaller; the pictures are not kept.
LONGEST = 25 * 1024 * 1024
#: More parts than this are an attack or a mistake.
_MOST_PARTS, _MOST_LINKS, _MOST_FILES = 200, 10, 10
#: Why a mail is no proposal.
AUTOMATIC, EMPTY, BROKEN = "automatic", "empty", "broken"
#: Where a mail says to whom it was sent: by its writer, and by the servers it came through.
_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Forwarded-To", "To", "Cc")
_ON_THEIR_OWN = ("X-Loop", "X-Autoreply", "X-Autorespond", "X-Auto-Response", "List-Id", "Feedback-ID")
_BEFORE = re.compile(r"^\s*(?:(?:re|sv|vs|aw|antw|fwd?|vb|wg|videresendt)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"'\u201c\u201d]{4,2000}")
_NO_TARGET = re.compile(
    r"unsubscribe|avmeld|afmeld|avregistr|abmeld|abbestell|optout|opt-out|preferences|mailto:", re.I
)
#: Newsletters are tables: what ends a cell or a heading ends a line.
_BOX_ENDS = re.compile(r"</(?:td|th|tr|table|div|h[1-6]|section|article)\s*>", re.IGNORECASE)
_SIGNATURE = re.compile(r"\n-- ?\n[\s\S]*\Z")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail, read. ``refused`` is "" or why it is no proposal; the rest is plain text, cut to sane lengths."""

    refused: str
    #: Addresses it was sent to, in lower case.
    to: tuple[str, ...] = ()
    sender: str = ""
    name: str = ""
    subject: str = ""
    text: str = ""
    #: The first link in it, tidied; "" without one.
    link: str = ""
    #: Names and sizes of what was attached; the files themselves are not kept.
    files: tuple[str, ...] = ()
    #: Which mail it is: the same for a second copy.
    identity: str = ""


def read_mail(raw: bytes) -> Incoming:
    """Read a mail. Never raises for what stands in it."""
    try:
        message = message_from_bytes(raw, policy=compat32)
        identity = _identity(message, raw)
        to = tuple(dict.fromkeys(address for name in _TO for _, address in _addresses(message, name)))
        if is_automatic(message):
            return Incoming(AUTOMATIC, to, identity=identity)
        sender = next(iter(_addresses(message, "From")), ("", ""))
        text, links, files = _body(message)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, AssertionError):
        return Incoming(BROKEN, identity=hashlib.sha256(raw).hexdigest())
    subject = _BEFORE.sub("", one_line(_words(next(iter(_headers(message, "Subject")), "")), limit=300))
    link, text = _with_links(text, links)
    refused = "" if text or link or files else EMPTY
    return Incoming(refused, to, sender[1], one_line(sender[0], limit=120), subject, text, link, files, identity)


def is_automatic(message: Message) -> bool:
    """Whether no person wrote it: an answer while away, a delivery note, a list, a loop (RFC 3834)."""
    if str(message.get("Auto-Submitted", "no")).strip().lower().partition(";")[0].strip() != "no":
        return True
    if str(message.get("Precedence", "")).strip().lower() in {"bulk", "junk", "list", "auto_reply"}:
        return True
    if any(message.get(name) is not None for name in _ON_THEIR_OWN):
        return True
    returned = message.get("Return-Path")
    if returned is not None and not str(returned).strip().strip("<>"):
        return True
    senders = [address.partition("@")[0] for _, address in _addresses(message, "From")]
    kind = message.get_content_type()
    return kind in {"multipart/report", "message/delivery-status"} or "mailer-daemon" in senders


def _identity(message: Message, raw: bytes) -> str:
    named = str(message.get("Message-ID", "")).strip()
    return hashlib.sha256(named.encode("utf-8", "replace") if len(named) > 8 else raw).hexdigest()


def _addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """(name, address in lower case) of each address in these headers. An encoded name cannot bring another address."""
    found = getaddresses(_headers(message, name))
    return [(_words(said), one_line(address).lower()) for said, address in found if "@" in address][:50]


def _headers(message: Message, name: str) -> list[str]:
    """The headers of this name. Bytes that have no business there are read as what they most likely are."""
    found = [str(value) for said, value in message.raw_items() if said.lower() == name.lower()]
    return [decoded(value.encode("utf-8", "surrogateescape"), {})[:10_000] for value in found[:20]]


def _words(text: str) -> str:
    """A header in words, whatever its encoding says."""
    try:
        pieces = decode_header(text)
    except (ValueError, LookupError, AssertionError):
        return text
    return "".join(_piece(piece, charset) for piece, charset in pieces)


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    return decoded(piece, {"content-type": f"text/plain; charset={charset}" if charset else "text/plain"})


def _body(message: Message) -> tuple[str, list[str], tuple[str, ...]]:
    """(text, links, attachments). The plain part is preferred where it says something; the HTML has more links."""
    plain: list[str] = []
    rich: list[str] = []
    files: list[str] = []
    for part in _parts(message):
        kind, named = part.get_content_type(), _file_name(part)
        if named or kind not in {"text/plain", "text/html"}:
            if not _is_a_box(part):
                files.append(_file(part, named))
                continue
            kind = "text/plain"
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            text = decoded(content, {"content-type": str(part.get("Content-Type", ""))})
            (plain if kind == "text/plain" else rich).append(text)
    said = text_of(_SIGNATURE.sub("", "\n\n".join(plain).replace("\r\n", "\n")))
    links = [match[0] for match in _LINK.finditer(said)]
    for markup in rich:
        links += _targets(markup)
    said = said or text_of("\n\n".join(paragraphs(_BOX_ENDS.sub("</p>", markup)) for markup in rich))
    return said, links, tuple(files[:_MOST_FILES])


def _parts(message: Message) -> Iterator[Message]:
    """The leaves of the message, and of messages attached to it: some programs forward that way."""
    waiting, seen = [message], 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        payload = part.get_payload()
        if part.get_content_maintype() in {"multipart", "message"} and isinstance(payload, list):
            waiting = [inner for inner in payload if isinstance(inner, Message)] + waiting
        else:
            yield part


def _is_a_box(part: Message) -> bool:
    """Says to hold parts and holds none that can be found: its words are read as they stand."""
    return part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), str)


def _file_name(part: Message) -> str:
    try:
        named = one_line(_words(part.get_filename() or ""), limit=80)
    except (ValueError, LookupError, TypeError):
        named = ""
    disposed = str(part.get("Content-Disposition", "")).strip().lower()
    return named or ("?" if disposed.startswith("attachment") else "")


def _file(part: Message, named: str) -> str:
    content = part.get_payload(decode=True)
    size = len(content) if isinstance(content, bytes) else 0
    return f"{named or part.get_content_type()} ({max(1, round(size / 1024))} kB)"


def _targets(markup: str) -> list[str]:
    tree = LexborHTMLParser(markup[: TEXT_LENGTH * 100].replace("\x00", ""))
    found = []
    for node in tree.css("a[href]"):
        said = f"{node.attributes.get('href') or ''} {node.text()[:200]}"
        if not _NO_TARGET.search(said):
            found.append((node.attributes.get("href") or "").strip())
    return found


def _with_links(text: str, links: list[str]) -> tuple[str, str]:
    """(the first link, the text with the other links of an HTML part at its end)."""
    good = [address for link in links if not _NO_TARGET.search(link) and (address := whole(link.rstrip(".,;:!?)]>")))]
    found = list(dict.fromkeys(tidy(address) for address in good))[: _MOST_LINKS + 1]
    if not found:
        return "", text
    missing = [link for link in found[1:] if link not in text]
    return found[0], text_of("\n".join([text, *([""] if text and missing else []), *missing]))
