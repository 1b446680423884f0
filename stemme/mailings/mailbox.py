"""Reading the folder into which a demonstration puts its mails. Pure: a folder in, rows out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from pathlib import Path
from zoneinfo import ZoneInfo

#: As kit/mailer.py names them: nanoseconds since 1970, and something random.
_NAME = re.compile(r"(\d{20})-[0-9a-f]{8}\.eml")


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail in the list."""

    key: str
    subject: str
    to: str
    #: When it was put there, as clocks in the asked-for zone showed it.
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that is opened."""

    row: MailRow
    sender: str
    text: str
    html: str


def newest_first(folder: Path, *, zone: str, limit: int = 100) -> list[MailRow]:
    """The newest mails; none if there is no folder yet."""
    if not folder.is_dir():
        return []
    names = sorted((entry.name for entry in folder.iterdir() if _NAME.fullmatch(entry.name)), reverse=True)
    return [_row(name, _read(folder / name), zone) for name in names[:limit]]


def mail(folder: Path, key: str, *, zone: str) -> Mail | None:
    """The mail of that key, or None. A key is a name of ours, so nothing outside the folder can be asked for."""
    name = f"{key}.eml"
    if not _NAME.fullmatch(name) or not (folder / name).is_file():
        return None
    message = _read(folder / name)
    return Mail(
        row=_row(name, message, zone),
        sender=str(message["From"]),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def drop_to(folder: Path, address: str) -> int:
    """Delete the mails to this address; how many."""
    paths = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)] if folder.is_dir() else []
    theirs = [path for path in paths if parseaddr(str(_read(path)["To"]))[1].lower() == address]
    for path in theirs:
        path.unlink(missing_ok=True)
    return len(theirs)


def _read(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def _row(name: str, message: EmailMessage, zone: str) -> MailRow:
    found = _NAME.fullmatch(name)
    assert found is not None
    at = dt.datetime.fromtimestamp(int(found[1]) / 1e9, ZoneInfo(zone)).replace(tzinfo=None)
    return MailRow(name.removesuffix(".eml"), str(message["Subject"]), str(message["To"]), at)
