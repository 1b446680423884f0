"""Mail leaves here: by SMTP, or into a folder of .eml files. Says honestly what became of each message.

After the final dot of DATA a broken connection leaves open whether the server took the message (security.md, "Mail
honesty"). So there are three ends: accepted (no exception), ``RefusedError`` (certainly not delivered; may be tried
again) and ``UncertainError`` (nobody knows; must not be sent again by itself).
"""

from __future__ import annotations

import os
import secrets
import smtplib
import socket
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address

from stemme.kit.handing_over import RefusedError, UncertainError, WayOut, header_text, only_recipient

__all__ = ["Backend", "Folder", "Post", "RefusedError", "Server", "UncertainError", "WayOut", "header_text"]
__all__ += ["open_post", "server_of"]

#: Seconds for connecting and for each answer of the server.
TIMEOUT = 20.0
_LOCAL = {"localhost", "127.0.0.1", "::1"}
_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """Where to hand mails in."""

    scheme: str
    host: str
    port: int
    user: str
    password: str


def server_of(url: str) -> Server:
    """The mail server of ``STEMME_SMTP_URL``. User and password may be percent-encoded."""
    parts = urlsplit(url)
    return Server(
        scheme=parts.scheme,
        host=parts.hostname or "localhost",
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


class Post:
    """A connection to the mail server, opened when first needed and used for many messages. A context manager."""

    def __init__(self, server: Server, *, timeout: float = TIMEOUT) -> None:
        self.server = server
        self.timeout = timeout
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Post:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ready(self) -> None:
        """Connect, if not connected. Raises RefusedError when the server is away or lets nobody in."""
        try:
            self._connected()
        except RefusedError:
            raise
        except (OSError, smtplib.SMTPException) as error:
            raise RefusedError(_words(error)) from error

    def hand_over(self, message: EmailMessage) -> None:
        """Hand one message to one recipient over. Returns when the server has accepted it.

        Raises RefusedError or UncertainError; ValueError for more than one recipient.
        """
        recipient = only_recipient(message)
        sender = sanitize_address(settings.MAIL_INBOX or message.from_email, "utf-8")
        raw = message.message().as_bytes()
        try:
            smtp = self._announce(parseaddr(sender)[1], recipient, message.extra_headers.get("Message-ID", ""))
        except RefusedError:
            self._reset()
            raise
        self._send_body(smtp, raw)

    def close(self) -> None:
        """Say goodbye, if connected."""
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (OSError, smtplib.SMTPException):
                self._smtp.close()
            self._smtp = None

    def _announce(self, sender: str, recipient: str, identity: str) -> smtplib.SMTP:
        """Everything up to the server's go-ahead for the body; a connection that went stale is opened anew, once."""
        for fresh in (self._smtp is None, True):
            try:
                smtp = self._connected()
                _expect(smtp.mail(sender, _options(smtp, identity)))
                _expect(smtp.rcpt(recipient), of_recipient=True)
                _expect(smtp.docmd("DATA"), wanted=354)
                return smtp
            except RefusedError:
                raise
            except (OSError, smtplib.SMTPException) as error:
                self._drop()
                if fresh:
                    raise RefusedError(_words(error)) from error
        raise AssertionError("the second round is a fresh one")

    def _send_body(self, smtp: smtplib.SMTP, raw: bytes) -> None:
        assert smtp.sock is not None
        body = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in raw.splitlines())
        try:
            smtp.sock.sendall(body + b"\r\n")
        except OSError as error:
            self._drop()
            raise RefusedError(_words(error)) from error
        try:
            smtp.sock.sendall(b".\r\n")
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise UncertainError(_words(error)) from error
        if answer[0] == -1:
            self._drop()
            raise UncertainError("the server's answer to the final dot cannot be understood")
        try:
            _expect(answer, last=True)
        except RefusedError:
            self._reset()
            raise

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = _connect(self.server, self.timeout)
        return self._smtp

    def _reset(self) -> None:
        if self._smtp is not None:
            try:
                self._smtp.rset()
            except (OSError, smtplib.SMTPException):
                self._drop()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _options(smtp: smtplib.SMTP, identity: str) -> list[str]:
    """What MAIL FROM says besides the sender. The envelope carries our Message-ID (RFC 3461), so that a note about a
    mail that came back can be told even without a copy of its headers."""
    options = ["BODY=8BITMIME"] if smtp.has_extn("8bitmime") else []
    plain = identity.strip("<>")
    if smtp.has_extn("dsn") and plain and plain.isascii() and not set(plain) & set("+= "):
        options.append(f"ENVID={plain}")
    return options


def _connect(server: Server, timeout: float) -> smtplib.SMTP:
    if server.scheme == "smtps":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=timeout, context=ssl.create_default_context()
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=timeout)
    try:
        assert smtp.sock is not None
        # The final dot travels alone; it must not wait for the acknowledgement of the body.
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _secure(smtp, server)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _secure(smtp: smtplib.SMTP, server: Server) -> None:
    """STARTTLS where it is asked for, or offered and there is a password; never a password in the open."""
    smtp.ehlo_or_helo_if_needed()
    local = server.host in _LOCAL
    private = server.scheme == "smtps"
    if server.scheme == "smtp+tls" or (server.user and not private and not local and smtp.has_extn("starttls")):
        smtp.starttls(context=ssl.create_default_context())
        private = True
    if server.user:
        if not private and not local:
            raise RefusedError(
                f"{server.host} offers no encryption; the password stays here. Use smtp+tls:// or smtps://"
            )
        smtp.login(server.user, server.password)


def _expect(answer: tuple[int, bytes], *, wanted: int = 250, of_recipient: bool = False, last: bool = False) -> None:
    code, text = answer
    if code == wanted or (of_recipient and code == 251):
        return
    if code in {-1, 421}:
        # "Service not available, closing": the connection is of no more use.
        raise RefusedError(text.decode("utf-8", "replace"), code=max(code, 0))
    final = 500 <= code < 600
    raise RefusedError(
        text.decode("utf-8", "replace"),
        code=code,
        permanent=final and (of_recipient or last),
        of_recipient=final and of_recipient,
    )


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


class Folder:
    """A mailbox of .eml files instead of a mail server: for demonstrations and trying things out."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def ready(self) -> None:
        """A folder always is."""

    def hand_over(self, message: EmailMessage) -> None:
        """Write the message under a name that sorts by time. Complete or not at all."""
        only_recipient(message)
        self.path.mkdir(parents=True, exist_ok=True)
        name = f"{time.time_ns():020d}-{secrets.token_hex(4)}.eml"
        partial = self.path / f".{name}.part"
        partial.write_bytes(message.message().as_bytes())
        os.replace(partial, self.path / name)

    def close(self) -> None:
        """Nothing to close."""


def open_post() -> WayOut:
    """The way out that ``STEMME_MAIL_PROVIDER`` or else ``STEMME_SMTP_URL`` asks for."""
    if settings.MAIL_PROVIDER.name:
        from stemme.kit.mail_provider import Provider  # the library is only read where there is a provider

        return Provider(settings.MAIL_PROVIDER)
    if settings.SMTP_URL.startswith("mailbox:"):
        return Folder(settings.DATA / "mailbox")
    return Post(server_of(settings.SMTP_URL))


class Backend(BaseEmailBackend):
    """Django's door to the same post: ``send_mail`` and ``message.send()`` raise RefusedError and UncertainError."""

    def __init__(self, fail_silently: bool = False, **_: object) -> None:
        super().__init__(fail_silently=fail_silently)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand the messages over, one connection for all; how many were accepted."""
        post = open_post()
        accepted = 0
        try:
            for message in email_messages:
                accepted += self._one(post, message)
        finally:
            post.close()
        return accepted

    def _one(self, post: WayOut, message: EmailMessage) -> int:
        message.subject = header_text(str(message.subject))
        message.extra_headers.setdefault("Auto-Submitted", "auto-generated")
        try:
            post.hand_over(message)
        except (RefusedError, UncertainError):
            if not self.fail_silently:
                raise
            return 0
        return 1
