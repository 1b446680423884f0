"""The mails that an installation has written into its mailbox folder."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail."""

    to: str
    subject: str
    text: str
    html: str
    headers: dict[str, str]

    def links(self) -> list[str]:
        """The addresses in its text part."""
        return re.findall(r"https?://[^\s<>\"]+", self.text)


def mails(data: Path) -> list[Mail]:
    """All of them, oldest first."""
    files = sorted((data / "mailbox").rglob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    return [_read(path) for path in files]


def _read(path: Path) -> Mail:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return Mail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=text.get_content() if text else "",
        html=html.get_content() if html else "",
        headers={name: str(value) for name, value in message.items()},
    )
