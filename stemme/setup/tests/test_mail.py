"""One real mail through the configured way, and what the server said."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from stemme.setup import mail_answers
from stemme.setup.mail_answers import kind_of
from stemme.setup.models import Progress

pytestmark = pytest.mark.django_db


class Server:
    """Speaks just enough SMTP. ``answers``: what it says to a command instead of yes."""

    def __init__(self, **answers: bytes) -> None:
        self.answers = {name.upper().encode(): said for name, said in answers.items()}
        self.mails: list[str] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"smtp://127.0.0.1:{self.listening.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                talk, _ = self.listening.accept()
            except OSError:
                return
            with talk, talk.makefile("rb") as lines:
                self._talk(talk, lines)

    def _talk(self, talk: socket.socket, lines: Any) -> None:
        talk.sendall(b"220 here\r\n")
        for line in lines:
            word = line.strip().upper().split(b" ")[0].split(b":")[0]
            said = self.answers.get(word, b"354 go on" if word == b"DATA" else b"250 fine")
            talk.sendall(said + b"\r\n")
            if word == b"DATA" and said.startswith(b"354"):
                body = []
                for part in lines:
                    if part == b".\r\n":
                        break
                    body.append(part.decode())
                self.mails.append("".join(body))
                talk.sendall(self.answers.get(b"DOT", b"250 taken") + b"\r\n")


@pytest.fixture
def server() -> Iterator[Any]:
    """Makes servers and closes them."""
    made: list[Server] = []

    def make(**answers: bytes) -> Server:
        made.append(Server(**answers))
        return made[-1]

    yield make
    for one in made:
        one.listening.close()


def test_a_mail_that_is_taken(cast: SimpleNamespace, let_in: Any, settings: Any, server: Any) -> None:
    there = server()
    settings.SMTP_URL = there.url
    page = let_in(cast.ada).post("/setup/mail/").content.decode()
    assert "The mail server took the mail." in page
    (mail,) = there.mails
    assert f"To: {cast.ada.email}" in mail
    assert "http://127.0.0.1:8000/setup/" in mail
    assert Progress.objects.get().mail_accepted_at is not None


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"rcpt": b"550 5.7.1 relaying <script>denied"}, "The mail server refuses the mail."),
        ({"mail": b"553 5.7.1 Sender address rejected"}, "does not let us send in this name"),
        ({"dot": b"554 5.7.1 rejected by SPF policy"}, "does not let us send in this name"),
        ({"rcpt": b"451 try later"}, "The mail did not leave."),
    ],
)
def test_a_mail_that_is_refused(
    answers: dict[str, bytes], words: str, cast: SimpleNamespace, let_in: Any, settings: Any, server: Any
) -> None:
    settings.SMTP_URL = server(**answers).url
    page = let_in(cast.ada).post("/setup/mail/").content.decode()
    assert words in page
    said = next(iter(answers.values())).decode().partition(" ")[2].split()[-1]
    assert said.replace("<", "&lt;").replace(">", "&gt;") in page, "the server's own words stand below, escaped"
    assert "<script>denied" not in page
    assert not Progress.objects.exists()


def test_nobody_there_and_a_folder(cast: SimpleNamespace, let_in: Any, settings: Any, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.SMTP_URL = f"smtp://127.0.0.1:{taken.getsockname()[1]}"
        assert "Nothing answers at this mail server." in let_in(cast.ada).post("/setup/mail/").content.decode()
    settings.SMTP_URL, settings.DATA = "mailbox:", tmp_path
    assert "The mail lies in the folder" in let_in(cast.ada).post("/setup/mail/").content.decode()
    assert len(list((tmp_path / "mailbox").glob("*.eml"))) == 1


def test_five_tests_are_enough_for_a_while(cast: SimpleNamespace, let_in: Any, settings: Any, tmp_path: Path) -> None:
    settings.SMTP_URL, settings.DATA = "mailbox:", tmp_path
    statuses = [let_in(cast.ada).post("/setup/mail/").status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]


@pytest.mark.parametrize(
    ("said", "code", "kind"),
    [
        ("gaierror: [Errno -2] Name or service not known", 0, mail_answers.NO_NAME),
        ("ConnectionRefusedError: [Errno 111] Connection refused", 0, mail_answers.NOBODY_THERE),
        ("TimeoutError: timed out", 0, mail_answers.TOO_SLOW),
        ("SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", 0, mail_answers.CERTIFICATE),
        ("SSLError: [SSL: WRONG_VERSION_NUMBER]", 0, mail_answers.NO_ENCRYPTION),
        ("mail.example offers no encryption; the password stays here", 0, mail_answers.NO_ENCRYPTION),
        ("SMTPAuthenticationError: (535, b'no')", 0, mail_answers.PASSWORD),
        ("530 5.7.0 Authentication required", 530, mail_answers.PASSWORD),
        ("550 5.1.1 no such user", 550, mail_answers.RECIPIENT),
        ("452 mailbox full", 452, mail_answers.OTHER),
    ],
)
def test_words_of_servers_in_words_of_people(said: str, code: int, kind: str) -> None:
    assert kind_of(said, code=code) == kind
