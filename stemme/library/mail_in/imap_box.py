"""An IMAP mailbox (RFC 9051, and servers of RFC 3501) whose messages are handed over one by one.

A message is marked as seen only after it was kept. What cannot be taken in is marked with a flag, stays unseen, and is
counted for the operator; nothing is deleted or moved.
"""

from __future__ import annotations

import contextlib
import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from stemme.library.mail_in.messages import LONGEST

#: Seconds for connecting and for each answer.
TIMEOUT = 20.0
#: So many messages in one run; the rest follows in the next.
AT_ONCE = 50
#: What becomes of a message in the mailbox: done with, left for a person, left for the next run.
SEEN, FLAGGED, LATER = "seen", "flagged", "later"
_PORTS = {"imaps": 993, "imap": 143}
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})")


class BoxError(Exception):
    """The mailbox cannot be read; the text says why, without the password."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where the mailbox is."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visit found: messages done with, left with a flag now, and how many lie there with a flag in all."""

    done: int
    left: int
    flagged: int


def box_of(url: str) -> Box:
    """The mailbox of ``STEMME_STREAM_MAILBOX``. User, password and folder may be percent-encoded."""
    parts = urlsplit(url)
    return Box(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
    )


def visit(box: Box, hand_over: Callable[[bytes], str], *, limit: int = AT_ONCE) -> Visit:
    """Hand over each new message; ``hand_over`` says SEEN, FLAGGED or LATER. Raises BoxError.

    What ``hand_over`` raises ends the visit, and the message stays as it was.
    """
    done = left = 0
    try:
        with _opened(box) as server:
            for uid in _search(server, "UNSEEN", "UNFLAGGED")[:limit]:
                raw = _message(server, uid)
                verdict = hand_over(raw) if raw is not None else FLAGGED
                if verdict == LATER:
                    continue
                _store(server, uid, r"(\Seen)" if verdict == SEEN else r"(\Flagged)")
                done, left = (done + 1, left) if verdict == SEEN else (done, left + 1)
            return Visit(done, left, len(_search(server, "UNSEEN", "FLAGGED")))
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        raise BoxError(f"{type(error).__name__}: {str(error)[:200]}") from error


@contextlib.contextmanager
def _opened(box: Box) -> Iterator[imaplib.IMAP4]:
    """The mailbox, signed in and with its folder chosen."""
    server: imaplib.IMAP4
    if box.scheme == "imaps":
        server = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=ssl.create_default_context(), timeout=TIMEOUT)
    else:
        server = imaplib.IMAP4(box.host, box.port, timeout=TIMEOUT)
    try:
        server.login(box.user, box.password)
        status, said = server.select(f'"{box.folder}"')
        if status != "OK":
            raise BoxError(f"no folder {box.folder}: {said[0]!r}"[:200])
        yield server
    finally:
        try:
            server.logout()
        except (imaplib.IMAP4.error, OSError):
            with contextlib.suppress(OSError):
                server.shutdown()


def _search(server: imaplib.IMAP4, *words: str) -> list[str]:
    status, said = server.uid("SEARCH", *words)
    if status != "OK":
        raise BoxError("the server does not search")
    return [uid.decode("ascii") for uid in (said[0] or b"").split() if uid.isdigit()]


def _message(server: imaplib.IMAP4, uid: str) -> bytes | None:
    """The bytes of a message, without marking it as seen; None for one that is too large, or gone meanwhile."""
    _, said = server.uid("FETCH", uid, "(RFC822.SIZE)")
    size = _SIZE.search(b" ".join(part for part in said if isinstance(part, bytes)))
    if size is None or int(size[1]) > LONGEST:
        return None
    _, said = server.uid("FETCH", uid, "(BODY.PEEK[])")
    found = next((part for part in said if isinstance(part, tuple)), None)
    return bytes(found[1]) if found is not None else None


def _store(server: imaplib.IMAP4, uid: str, flags: str) -> None:
    status, _ = server.uid("STORE", uid, "+FLAGS.SILENT", flags)
    if status != "OK":
        raise BoxError("the server keeps no flags")
