"""The mailbox against a server that speaks the words of IMAP that are needed."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator

import pytest

from stemme.library.mail_in.imap_box import FLAGGED, LATER, SEEN, BoxError, Visit, box_of, visit
from stemme.library.mail_in.messages import LONGEST


class Server(socketserver.ThreadingTCPServer):
    """Messages and their flags by number."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails: dict[int, bytes] = {}
        self.flags: dict[int, set[str]] = {}
        self.sizes: dict[int, int] = {}
        self.said: list[str] = []

    def put(self, raw: bytes, *, size: int = 0) -> int:
        number = len(self.mails) + 1
        self.mails[number], self.flags[number], self.sizes[number] = raw, set(), size or len(raw)
        return number

    @property
    def url(self) -> str:
        return f"imap://user:pass%40word@127.0.0.1:{self.server_address[1]}/INBOX"


class Talk(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.wfile.write(b"* OK here\r\n")
        for line in self.rfile:
            tag, _, rest = line.decode().strip().partition(" ")
            self.server.said.append(rest)
            try:
                answer = self.answer(rest)
            except KeyError:
                answer = b"NO"
            self.wfile.write(answer if answer.startswith(b"*") else b"")
            ended = b"OK" if not answer.endswith(b"NO") else b"NO"
            self.wfile.write(f"{tag} ".encode() + ended + b" done\r\n")
            if rest == "LOGOUT":
                return

    def answer(self, words: str) -> bytes:
        if words == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\n"
        if words.startswith("LOGIN"):
            return b"OK" if words == 'LOGIN user "pass@word"' else b"NO"
        if words.startswith("SELECT"):
            return b"* %d EXISTS\r\n" % len(self.server.mails)
        if words.startswith("UID SEARCH"):
            asked = {"UNSEEN": ("\\Seen", False), "FLAGGED": ("\\Flagged", True), "UNFLAGGED": ("\\Flagged", False)}
            tests = [asked[word] for word in words.split()[2:]]
            found = [
                n for n, flags in self.server.flags.items() if all((flag in flags) == want for flag, want in tests)
            ]
            return f"* SEARCH {' '.join(map(str, found))}\r\n".encode()
        if not words.startswith("UID"):
            return b"OK"
        number = int(words.split()[2])
        if "RFC822.SIZE" in words:
            return b"* %d FETCH (UID %d RFC822.SIZE %d)\r\n" % (number, number, self.server.sizes[number])
        if "BODY.PEEK[]" in words:
            raw = self.server.mails[number]
            return b"* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n" % (number, number, len(raw), raw)
        if stored := re.search(r"STORE \d+ \+FLAGS.SILENT \((\S+)\)", words):
            self.server.flags[number].add(stored[1])
        return b"OK"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def test_each_message_is_handed_over_once_and_marked_only_then(server: Server) -> None:
    kept, odd, full = (server.put(raw) for raw in (b"A: 1\r\n\r\nkept", b"A: 2\r\n\r\nodd", b"A: 3\r\n\r\nfull"))
    huge = server.put(b"x", size=LONGEST + 1)
    handed: list[bytes] = []

    def hand_over(raw: bytes) -> str:
        handed.append(raw)
        assert not server.flags[kept] or raw != server.mails[kept], "not marked before it was kept"
        return {b"kept": SEEN, b"odd": FLAGGED, b"full": LATER}[raw.rsplit(b"\r\n", 1)[1]]

    assert visit(box_of(server.url), hand_over) == Visit(done=1, left=2, flagged=2)
    assert len(handed) == 3, "what is too large is not even fetched"
    assert (server.flags[kept], server.flags[odd], server.flags[full]) == ({"\\Seen"}, {"\\Flagged"}, set())
    assert server.flags[huge] == {"\\Flagged"}
    assert visit(box_of(server.url), hand_over) == Visit(done=0, left=0, flagged=2)
    assert handed[3:] == [server.mails[full]], "only what was put off comes again"
    assert not [line for line in server.said if "DELETE" in line.upper() or "EXPUNGE" in line.upper()]


def test_a_message_that_could_not_be_kept_stays_new(server: Server) -> None:
    number = server.put(b"A: 1\r\n\r\nkept")

    def breaks(raw: bytes) -> str:
        raise RuntimeError("the database is away")

    with pytest.raises(RuntimeError):
        visit(box_of(server.url), breaks)
    assert server.flags[number] == set()


def test_a_mailbox_that_lets_nobody_in_says_so_without_the_password(server: Server) -> None:
    with pytest.raises(BoxError) as caught:
        visit(box_of(server.url.replace("%40", "-")), lambda raw: SEEN)
    assert "pass" not in str(caught.value)
    server.shutdown()
    server.server_close()
    with pytest.raises(BoxError):
        visit(box_of(server.url), lambda raw: SEEN)
