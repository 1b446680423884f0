"""What the doctor says about mails to streams, and the settings they need."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from stemme.jobs.models import Job
from stemme.project.doctor import mails_to_streams
from stemme.project.environment import SettingError, read_environment

BOX = "imaps://reader:secret@mail.company.com/INBOX"


@pytest.fixture
def box(settings: object, db: None) -> None:
    settings.STREAM_MAIL = "stream@in.company.com"  # type: ignore[attr-defined]
    settings.STREAM_MAILBOX = BOX  # type: ignore[attr-defined]


def looked(*, ago: dt.timedelta, **result: int) -> None:
    at = timezone.now() - ago
    Job.objects.create(task="stemme.library.jobs.fetch_mails", finished_at=at, result=result)


def test_a_mailbox_that_is_read_and_empty_is_fine(box: None) -> None:
    looked(ago=dt.timedelta(hours=3), taken=0, left=1, flagged=1)
    looked(ago=dt.timedelta(minutes=2), taken=3, left=0, flagged=0)
    assert mails_to_streams().level == "ok"


def test_what_could_not_be_taken_in_is_told(box: None) -> None:
    looked(ago=dt.timedelta(minutes=2), taken=3, left=2, flagged=4)
    found = mails_to_streams()
    assert found.level == "wrong" and found.text.startswith("4 mails")


def test_a_mailbox_that_nobody_reads_is_told(box: None) -> None:
    assert mails_to_streams().level == "wrong"
    looked(ago=dt.timedelta(hours=3), flagged=0)
    assert mails_to_streams().level == "wrong"


def test_without_a_mailbox_the_mail_server_does_it(settings: object, box: None) -> None:
    settings.STREAM_MAILBOX = ""  # type: ignore[attr-defined]
    assert "stemme inbox receive" in mails_to_streams().text
    settings.STREAM_MAIL = ""  # type: ignore[attr-defined]
    assert mails_to_streams().level == "ok"


@pytest.mark.parametrize(
    "value",
    ["mail.company.com", "imaps://mail.company.com/INBOX", "imap://reader:secret@mail.company.com", "pop3://a:b@c"],
)
def test_a_mailbox_says_who_reads_it_and_is_secret_on_the_way(value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError) as caught:
        read_environment({"STEMME_DATA": str(tmp_path), "STEMME_STREAM_MAILBOX": value}, project=tmp_path)
    assert "STEMME_STREAM_MAILBOX" in str(caught.value) and "secret" not in str(caught.value)
    for good in (BOX, "imap://reader:secret@127.0.0.1:1143/INBOX"):
        read = read_environment({"STEMME_DATA": str(tmp_path), "STEMME_STREAM_MAILBOX": good}, project=tmp_path)
        assert read.stream_mailbox == good
