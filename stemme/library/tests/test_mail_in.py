from __future__ import annotations

import datetime as dt
import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from stemme.journal.models import Fact
from stemme.library.actions import accept
from stemme.library.mail_in import actions
from stemme.library.mail_in.messages import LONGEST, read_mail
from stemme.library.models import SourceItem, StoryText
from stemme.people.models import RateBucket

MAILS = Path(__file__).parent / "mails"
KEY = "0123456789ab"
ADDRESS = f"stream+{KEY}@in.nordlys.example"


def mail(name: str) -> bytes:
    return (MAILS / f"{name}.eml").read_bytes()


def written(text: str, subject: str = "Hei", sender: str = "cleo@private.example", **headers: str) -> bytes:
    lines = {"From": sender, "To": ADDRESS, "Subject": subject, "Message-ID": f"<{subject}@x.example>", **headers}
    return ("".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n" + text).encode()


@pytest.fixture
def box(desk: SimpleNamespace, settings: object, cast: SimpleNamespace) -> SimpleNamespace:
    """A stream of Nordlys that takes mails, and Cleo's address as it stands in the mails."""
    settings.STREAM_MAIL = "stream@in.nordlys.example"  # type: ignore[attr-defined]
    desk.hr.mail_key = KEY
    desk.hr.save()
    cast.cleo.email = "cleo.dahl@nordlys.example"
    cast.cleo.save()
    return desk


def test_outlook_speaks_html() -> None:
    read = read_mail(mail("outlook"))
    assert (read.refused, read.to, read.sender) == ("", (ADDRESS,), "cleo.dahl@nordlys.example")
    assert read.subject == "Ny kran på kaia"
    assert read.text.startswith("Hei, dette bør alle få se – kranen er på plass!")
    assert read.link == "https://www.fjordposten.example/kran?id=7"
    assert read.text.endswith("https://nordlys.example/kran"), "links that HTML hides are written out"
    assert read.files == ("image001.png (1 kB)",)


def test_apple_mail_nests_its_parts() -> None:
    read = read_mail(mail("apple"))
    assert (read.name, read.sender) == ("Maja Ås", "maja@private.example")
    assert ADDRESS in read.to, "where it was delivered to counts as well"
    assert "Florø" in read.text and "+47" not in read.text, "a signature is nobody's news"
    assert read.link == "https://boats.example/flor%C3%B8"
    assert read.files == ("båten.heic (1 kB)",)


def test_a_forwarded_newsletter_is_its_first_story() -> None:
    read = read_mail(mail("newsletter"))
    assert read.subject == "This week in offshore wind"
    assert read.link == "https://weekly.example/floating"
    assert "Floating turbines grow" in read.text and "alert" not in read.text
    assert "https://weekly.example/second" in read.text and "growFifteen" not in read.text


@pytest.mark.parametrize("name", ["away", "bounce", "list"])
def test_what_no_person_wrote_is_ignored(name: str) -> None:
    assert read_mail(mail(name)).refused == "automatic"


def test_broken_mime_is_read_as_far_as_it_goes() -> None:
    read = read_mail(mail("broken"))
    assert read.refused == "" and ADDRESS in read.to
    assert (read.name, read.subject) == ("Åse Østby", "Åse Østb øå A")
    assert "This part has no boundary at all." in read.text


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 1000,
        b"\xff\xfe" * 500,
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 3000,
        b"".join(b"Content-Type: multipart/mixed; boundary=a%d\r\n\r\n--a%d\r\n" % (n, n) for n in range(2000)),
        b"To: " + b"(" * 20_000 + b"\r\n\r\nx",
        b"Subject: " + b"=?utf-8?Q?a?= " * 20_000 + b"\r\n\r\nhttp://" + b"[" * 5000,
        b"From: \xf0\x9f\x98\x80@\xff.example\r\nContent-Type: text/plain; charset=\"\x00\"\r\n\r\nHei",
    ],
)  # fmt: skip
def test_nothing_that_comes_raises(raw: bytes) -> None:
    assert len(read_mail(raw).text) <= 10_000


def test_naughty_words_stay_words() -> None:
    read = read_mail(mail("naughty"))
    assert "\r" not in read.subject + read.name and "\n" not in read.subject + read.name
    assert "\u202e" not in read.subject + read.text
    assert read.link in {"", "http://127.0.0.1/admin"} and "javascript" not in read.link
    assert "{{7*7}}" in read.text and "<img" not in read.text
    assert "\n" not in read.files[0]


def test_a_colleagues_mail_is_their_proposal(box: SimpleNamespace, cast: SimpleNamespace, now: dt.datetime) -> None:
    assert actions.take_in(mail("outlook"), now=now) == "kept"
    item = SourceItem.objects.get()
    assert (item.origin, item.stream, item.proposed_by, item.author) == ("mail", box.hr, cast.cleo, "")
    assert (item.title, item.url) == ("Ny kran på kaia", "https://www.fjordposten.example/kran?id=7")
    assert item.text.endswith("\N{PAPERCLIP} image001.png (1 kB)")
    assert item.used_at is None, "nothing becomes a story before an editor chooses it"
    assert list(Fact.objects.values_list("kind", "actor_id")) == [("story.proposed", cast.cleo.id)]
    assert actions.take_in(mail("outlook"), now=now) == "known"
    assert SourceItem.objects.count() == 1


def test_a_strangers_mail_has_an_author_line_and_no_proposer(box: SimpleNamespace, now: dt.datetime) -> None:
    assert actions.take_in(mail("apple"), now=now) == "kept"
    item = SourceItem.objects.get()
    assert (item.proposed_by, item.author) == (None, "Maja Ås <maja@private.example>")
    assert not Fact.objects.exists()


def test_a_colleague_of_another_house_is_a_stranger_here(
    box: SimpleNamespace, cast: SimpleNamespace, now: dt.datetime
) -> None:
    assert actions.take_in(written("Hei", sender=cast.eve.email), now=now) == "kept"
    item = SourceItem.objects.get()
    assert (item.organisation, item.proposed_by) == (cast.nordlys, None)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (mail("away"), "ignored"),
        (written("Hei", To="stream+ffffffffffff@in.nordlys.example"), "unknown"),
        (written("Hei", To=f"stream+{KEY}@elsewhere.example"), "unknown"),
        (written(""), "nothing"),
    ],
)
def test_what_cannot_be_taken_in_says_why(box: SimpleNamespace, now: dt.datetime, raw: bytes, what: str) -> None:
    assert actions.take_in(raw, now=now) == what
    assert not SourceItem.objects.exists()


def test_an_archived_stream_takes_no_mail(box: SimpleNamespace, now: dt.datetime) -> None:
    box.hr.archived_at = now
    box.hr.save()
    assert actions.take_in(written("Hei"), now=now) == "unknown"


def test_a_leaked_address_does_not_bury_the_inbox(box: SimpleNamespace, now: dt.datetime) -> None:
    assert actions.take_in(written("First", "1"), now=now) == "kept"
    RateBucket.objects.update(tokens=0)
    assert actions.take_in(written("Next", "2"), now=now) == "full"
    assert actions.take_in(written("Next", "2"), now=now + dt.timedelta(hours=1)) == "kept"


def test_the_pipe_of_a_mail_server(
    box: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def piped(raw: bytes, *words: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        call_command("inbox_receive", *words)
        return capsys.readouterr().out.strip()

    assert piped(written("Hei", To="somebody@nordlys.example"), "--to", ADDRESS) == "kept"
    with pytest.raises(SystemExit) as ended:
        piped(written("Hei", To="somebody@nordlys.example"))
    assert ended.value.code == os.EX_NOUSER
    with pytest.raises(SystemExit) as ended:
        piped(b"x" * (LONGEST + 1))
    assert ended.value.code == os.EX_DATAERR


def test_a_mail_becomes_a_draft_without_its_notes_about_files(box: SimpleNamespace, now: dt.datetime) -> None:
    actions.take_in(written("Vi løftet den.", "Krana"), now=now)
    item = SourceItem.objects.get()
    SourceItem.objects.update(text=f"{item.text}\n\n\N{PAPERCLIP} krana.jpg (900 kB)")
    story_id = accept(actor=box.bo, item_id=item.id, answer="", now=now)
    text = StoryText.objects.get(story_id=story_id)
    assert (text.title, text.body) == ("Krana", "<p>Vi løftet den.</p>")
    assert item.story is None and text.story.published_at is None
