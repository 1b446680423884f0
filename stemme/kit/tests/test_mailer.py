from __future__ import annotations

import socket

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from hypothesis import given
from hypothesis import strategies as st

from stemme.kit.mailer import Folder, Post, RefusedError, UncertainError, header_text, open_post, server_of
from stemme.kit.tests.mail_server import Behaviour, mail_server


def letter(to="cleo@nordlys.example", **headers):
    message = EmailMultiAlternatives(
        "Tre historier", "Hei\n.punktum\n", "Stemme <s@stemme.example>", [to], headers=headers
    )
    message.attach_alternative("<p>Blåtimen</p>", "text/html")
    return message


@pytest.fixture
def ours(settings):
    settings.EMAIL_BACKEND = "stemme.kit.mailer.Backend"
    return settings


def test_many_messages_over_one_connection_arrive_as_they_were():
    server = Behaviour()
    with mail_server(server) as url, Post(server_of(url)) as post:
        for _ in range(5):
            post.hand_over(letter(**{"Message-ID": "<digest.1@stemme.example>"}))
    assert len(server.taken) == 5 and len(server.sessions) == 1
    mail = server.mail()
    assert mail["Message-ID"] == "<digest.1@stemme.example>"
    assert mail.get_body(("plain",)).get_content().splitlines() == ["Hei", ".punktum"]
    assert "Blåtimen" in mail.get_body(("html",)).get_content()


@pytest.mark.parametrize(
    ("reply", "permanent", "of_recipient"),
    [
        ("rcpt 550 no such mailbox", True, True),
        ("rcpt 452 mailbox full", False, False),
        ("data 554 we think this is spam", True, False),
        ("data 421 closing", False, False),
        ("rcpt 421 closing", False, False),
    ],
)
def test_refused_before_or_at_the_final_dot(reply, permanent, of_recipient):
    server = Behaviour(lambda number, to: reply if number == 2 else "")
    with mail_server(server) as url, Post(server_of(url)) as post:
        post.hand_over(letter())
        with pytest.raises(RefusedError) as refused:
            post.hand_over(letter())
        post.hand_over(letter())
    assert (refused.value.permanent, refused.value.of_recipient) == (permanent, of_recipient)
    assert str(refused.value.code) == reply.split()[1]
    assert len(server.taken) == 2


def test_a_connection_lost_after_the_final_dot_is_uncertain_and_the_next_mail_goes_out():
    server = Behaviour(lambda number, to: "drop" if number == 1 else "")
    with mail_server(server) as url, Post(server_of(url)) as post:
        with pytest.raises(UncertainError):
            post.hand_over(letter())
        post.hand_over(letter("dan@nordlys.example"))
    assert server.recipients == {"cleo@nordlys.example": 1, "dan@nordlys.example": 1}


def test_an_answer_nobody_understands_is_uncertain():
    server = Behaviour(lambda number, to: "data this is no code")
    with mail_server(server) as url, Post(server_of(url)) as post, pytest.raises(UncertainError):
        post.hand_over(letter())


def test_a_stale_connection_is_opened_anew():
    server = Behaviour()
    with mail_server(server) as url, Post(server_of(url)) as post:
        post.hand_over(letter())
        post._smtp.sock.shutdown(socket.SHUT_RDWR)
        post.hand_over(letter())
    assert len(server.taken) == 2


def test_no_server_is_refused_and_not_permanent():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        with (
            Post(server_of(f"smtp://127.0.0.1:{probe.getsockname()[1]}"), timeout=2) as post,
            pytest.raises(RefusedError) as refused,
        ):
            post.hand_over(letter())
    assert not refused.value.permanent


def test_encryption_that_is_required_is_not_done_without():
    server = Behaviour()
    with (
        mail_server(server) as url,
        Post(server_of(url.replace("smtp:", "smtp+tls:"))) as post,
        pytest.raises(RefusedError),
    ):
        post.hand_over(letter())
    assert server.taken == []


def test_addresses_of_servers():
    server = server_of("smtp+tls://bo:p%40ss%2Fword@mail.nordlys.example")
    assert (server.host, server.port, server.user, server.password) == ("mail.nordlys.example", 587, "bo", "p@ss/word")
    assert server_of("smtps://h").port == 465 and server_of("smtp://h:2525").port == 2525


def test_one_recipient_per_message():
    message = letter()
    message.cc = ["dan@nordlys.example"]
    with pytest.raises(ValueError, match="one recipient"):
        Post(server_of("smtp://127.0.0.1:1")).hand_over(message)


def test_folder_keeps_whole_messages_in_the_order_of_time(tmp_path, ours):
    ours.SMTP_URL, ours.DATA = "mailbox:", tmp_path
    for number in range(3):
        send_mail(f"Hei {number}\r\nBcc: x@y.example\u202e", "text", None, ["cleo@nordlys.example"])
    files = sorted((tmp_path / "mailbox").iterdir())
    assert [file.suffix for file in files] == [".eml"] * 3
    first = files[0].read_text()
    assert "Subject: Hei 0 Bcc: x@y.example\n" in first and "\nBcc:" not in first
    assert "Auto-Submitted: auto-generated" in first
    assert isinstance(open_post(), Folder)


def test_django_backend_raises_unless_told_to_be_silent(ours):
    server = Behaviour(lambda number, to: "rcpt 550 no")
    with mail_server(server) as ours.SMTP_URL:
        with pytest.raises(RefusedError):
            EmailMessage("s", "t", None, ["x@nordlys.example"]).send()
        assert EmailMessage("s", "t", None, ["x@nordlys.example"]).send(fail_silently=True) == 0


@given(st.text())
def test_header_text_is_one_harmless_line(text):
    clean = header_text(text)
    assert header_text(clean) == clean
    assert len(clean.splitlines()) <= 1
    assert not any(c in clean for c in "\r\n\0\u202a\u202e\u2066\u200f\u200b")
