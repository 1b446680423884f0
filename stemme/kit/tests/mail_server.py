"""A mail server on this machine that behaves as told, for tests and the benchmark."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


class Behaviour:
    """Accepts everything, unless ``answer`` (mail number from 1, recipient) says otherwise.

    ``answer`` returns a reply line for the recipient stage (``rcpt 550 …``), for the body stage (``data 451 …``), or
    ``drop`` to hang up after the final dot, having taken the mail.
    """

    def __init__(self, answer: Callable[[int, str], str] = lambda number, recipient: "") -> None:
        self.answer = answer
        self.taken: list[Message] = []
        self.recipients: Counter[str] = Counter()
        self.sessions: set[int] = set()
        self.tried = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.tried += 1
        self.sessions.add(session.peer[1])
        stage, _, reply = self.answer(self.tried, address).partition(" ")
        if stage == "rcpt":
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        stage, _, reply = self.answer(self.tried, envelope.rcpt_tos[0]).partition(" ")
        if stage == "data":
            return reply
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        self.recipients.update(envelope.rcpt_tos)
        if stage == "drop":
            server.transport.abort()
        return "250 OK"

    def mail(self, number: int = 0) -> EmailMessage:
        message = self.taken[number]
        assert isinstance(message, EmailMessage)
        return message


@contextmanager
def mail_server(behaviour: Behaviour) -> Iterator[str]:
    """A running server; gives its STEMME_SMTP_URL."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(behaviour, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()
