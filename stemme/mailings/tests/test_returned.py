"""Reading what comes back: nothing is believed but our own seal."""

from __future__ import annotations

import random

import pytest

from stemme.mailings.identities import mailing_of
from stemme.mailings.letters import message_id
from stemme.mailings.returned import LONGEST, is_hard, read_note, read_stop
from stemme.mailings.tests.notes import note


@pytest.mark.parametrize("shape", ["headers", "whole", "envelope"])
def test_a_note_is_read_in_each_shape(shape):
    identity = message_id("digest", 42)
    found = read_note(note(identity, shape=shape))
    assert found is not None and found.hard and found.status == "5.1.1"
    assert mailing_of(found.identity) == ("digest", 42)


def test_a_mail_that_is_only_late_has_not_come_back():
    assert read_note(note("<x@y>", action="delayed", status="4.4.1")) is None


@pytest.mark.parametrize(
    ("status", "hard"),
    [("5.1.1", True), ("5.0.0", True), ("5.2.1", True), ("5.2.2", False), ("4.2.2", False), ("5.7.1", False),
     ("5.4.4", False), ("", False), ("5.1", False)],
)  # fmt: skip
def test_only_an_address_that_does_not_exist_is_hard(status, hard):
    assert is_hard(status) is hard


def test_the_seal_cannot_be_made_up():
    ours = message_id("digest", 42)
    assert mailing_of(ours) == mailing_of(ours.strip("<>")) == ("digest", 42)
    for forged in (
        ours.replace("digest.42.", "digest.43."), ours.replace("digest.", "story."), "<digest.42.0123456789abcdef@x>",
        "", "<digest.42@x>", "<" * 10_000, ours * 2, f"{ours}\nBcc: x",
    ):  # fmt: skip
        assert mailing_of(forged) is None, forged[:60]


def test_an_earlier_secret_key_still_counts(settings):
    ours = message_id("digest", 42)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 50
    assert mailing_of(ours) == ("digest", 42) and message_id("digest", 42) != ours


def test_rubbish_is_no_note_and_takes_no_time():
    rng, good = random.Random(5), note(message_id("digest", 1))
    for _ in range(60):
        broken = bytearray(good)
        for _ in range(rng.randint(1, 40)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        read_note(bytes(broken)), read_stop(bytes(broken))
    part = b"--x\r\nContent-Type: multipart/mixed\r\n\r\n"
    deep = b"Content-Type: multipart/report; boundary=x\r\n\r\n" + part * 3000
    for raw in (b"", b"\x00" * 1000, b"Subject: x\r\n\r\n" + b"a" * (LONGEST + 10), deep, b"\xff\xfe" * 500):
        assert read_note(raw) is None and read_stop(raw) == ""


def test_a_wish_to_stop_is_a_token_in_the_subject():
    token = "advu_" + "6" * 56
    assert read_stop(f"Subject: stop {token}\r\n\r\n".encode()) == token
    assert read_stop(f"Subject: Re: your mail\r\n\r\n{token}".encode()) == ""
