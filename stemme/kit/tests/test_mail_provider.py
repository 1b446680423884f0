"""A provider's web interface that answers as told: accepted, refused, or nobody knows."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives

from stemme.kit.handing_over import RefusedError, UncertainError
from stemme.kit.mail_provider import Provider
from stemme.kit.provider_settings import ProviderSettings

IDENTITY = "<digest.42.0123456789abcdef@stemme.example>"
TAKEN = {"To": "p@x.example", "SubmittedAt": "2026-11-12T08:00:00Z", "MessageID": "1", "ErrorCode": 0, "Message": "OK"}

INACTIVE = (
    "You tried to send to recipient(s) that have been marked as inactive.\nFound inactive addresses: p@x.example.\n"
    "Inactive recipients are ones that have generated a hard bounce or a spam complaint."
)


class Postmark:
    """What was asked, and what is answered: (status, body), or a word for what goes wrong."""

    def __init__(self) -> None:
        self.answer: Any = (200, TAKEN)
        self.asked: list[dict[str, Any]] = []


@pytest.fixture
def postmark() -> Iterator[tuple[Postmark, Provider]]:
    told = Postmark()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if told.answer == "hang up":
                self.connection.close()
                return
            if told.answer == "slow":
                time.sleep(0.5)
            status, body = told.answer if isinstance(told.answer, tuple) else (200, TAKEN)
            raw = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *args: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    provider = Provider(ProviderSettings("postmark", "key", url=url), timeout=0.3)
    yield told, provider
    provider.close()
    server.shutdown()
    server.server_close()


def message() -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        "Three stories", "text", "Stemme <stemme@x.example>", ["P <p@x.example>"],
        headers={"Message-ID": IDENTITY, "List-Unsubscribe": "<https://x.example/unsubscribe/a/>"},
    )  # fmt: skip
    mail.attach_alternative("<p>html</p>", "text/html")
    return mail


def test_it_counts_neither_opens_nor_clicks_and_gets_our_reference(postmark):
    told, provider = postmark
    provider.hand_over(message())
    [asked] = told.asked
    assert asked["TrackOpens"] is False and asked["TrackLinks"] == "None"
    assert asked["Metadata"] == {"mail": IDENTITY}
    assert {"Name": "List-Unsubscribe", "Value": "<https://x.example/unsubscribe/a/>"} in asked["Headers"]


@pytest.mark.parametrize(
    ("answer", "error", "permanent", "of_recipient"),
    [
        ((422, {"ErrorCode": 406, "Message": INACTIVE}), RefusedError, True, True),
        ((422, {"ErrorCode": 300, "Message": "Invalid"}), RefusedError, True, None),
        ((401, {"ErrorCode": 10, "Message": "Bad token"}), RefusedError, False, False),
        ((503, {}), RefusedError, False, False),
        ((429, {}), RefusedError, False, False),
        ((500, {"ErrorCode": 500, "Message": "?"}), UncertainError, None, None),
        ((200, "no sense"), UncertainError, None, None),
        ("slow", UncertainError, None, None),
        ("hang up", UncertainError, None, None),
    ],
)
def test_what_became_of_it_is_said_honestly(postmark, answer, error, permanent, of_recipient):
    told, provider = postmark
    told.answer = answer
    with pytest.raises(error) as raised:
        provider.hand_over(message())
    assert "p@x.example" not in str(raised.value) and "key" not in str(raised.value).replace("the key", "")
    if permanent is not None:
        assert raised.value.permanent is permanent
    if of_recipient is not None:
        assert raised.value.of_recipient is of_recipient
    assert len(told.asked) == 1, "it does not try again by itself"


def test_without_a_connection_nothing_has_left():
    provider = Provider(ProviderSettings("postmark", "key", url="http://127.0.0.1:9/"), timeout=0.3)
    with pytest.raises(RefusedError) as raised:
        provider.hand_over(message())
    assert not raised.value.permanent and raised.value.code == 0
    provider.close()


@pytest.mark.parametrize("name", ["mailgun", "mailjet", "sparkpost"])
def test_the_others_are_there_too(name):
    provider = Provider(ProviderSettings(name, "key", "second", url="http://127.0.0.1:9/"), timeout=0.3)
    with pytest.raises(RefusedError):
        provider.hand_over(message())
    provider.close()
