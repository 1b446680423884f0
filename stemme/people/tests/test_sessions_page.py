"""Where one is signed in, ending it, and the mail about a new browser (security.md T-02, T-04)."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.jobs.worker import run_everything_due
from stemme.people import actions
from stemme.people.devices import Device, device_of
from stemme.people.models import Person, RoleGrant, Visit
from stemme.people.sessions import OPERATOR_LIMITS, has_ended, limits_for

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/19.0 Mobile/15E148 Safari/604.1"
)


def enter(person: Person, agent: str = FIREFOX, client: Client | None = None) -> Client:
    """Sign in by the link of a mail, as people do."""
    client = client or Client(headers={"user-agent": agent})
    before = len(mail.outbox)
    client.post("/sign-in/", {"email": person.email})
    run_everything_due()
    link = re.search(r"http://[^/]+(/sign-in/advs_\S+)", str(mail.outbox[before].body))
    assert link
    assert client.post(link.group(1)).status_code == 303
    return client


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, Device("Firefox", "Windows")),
        (IPHONE, Device("Safari", "iPhone")),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0", Device("Edge", "Linux")),
        (
            "Mozilla/5.0 (Linux; Android 16) SamsungBrowser/29 Chrome/130 Safari/537",
            Device("Samsung Internet", "Android"),
        ),
        ("<script>alert(1)</script>", Device("", "")),
        ("", Device("", "")),
    ],
)
def test_devices_in_two_words(agent: str, device: Device) -> None:
    assert device_of(agent) == device


def test_the_page_lists_ones_own_devices_and_marks_this_one(cast: SimpleNamespace) -> None:
    here, there = enter(cast.dan), enter(cast.dan, IPHONE)
    enter(cast.cleo)
    page = here.get("/me/sessions/")
    words = page.content.decode()
    assert [(v.browser, v.system, v.here) for v in page.context["visits"]] == [
        ("Firefox", "Windows", True),
        ("Safari", "iPhone", False),
    ]
    assert words.count('class="chip fjord"') == 1
    assert str(there.session.session_key) not in words
    assert str(here.session.session_key) not in words


def test_one_device_is_ended(cast: SimpleNamespace) -> None:
    here, there = enter(cast.dan), enter(cast.dan, IPHONE)
    other = here.get("/me/sessions/").context["visits"][1].id
    assert here.post(f"/me/sessions/{other}/end/").status_code == 303
    assert there.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200
    assert here.post(f"/me/sessions/{other}/end/").status_code == 404


def test_all_others_are_ended_and_nobody_elses(cast: SimpleNamespace) -> None:
    here, there, third, cleo = enter(cast.dan), enter(cast.dan, IPHONE), enter(cast.dan), enter(cast.cleo)
    assert here.post("/me/sessions/others/end/").status_code == 303
    assert [client.get("/me/").status_code for client in (here, there, third, cleo)] == [200, 302, 302, 200]
    assert Visit.objects.count() == 2


def test_nobody_ends_the_visit_of_somebody_else(cast: SimpleNamespace) -> None:
    eve, dan = enter(cast.eve), enter(cast.dan)
    visit = Visit.objects.get(person=cast.dan)
    assert eve.post(f"/me/sessions/{visit.id}/end/").status_code == 404
    assert enter(cast.cleo).post(f"/me/sessions/{visit.id}/end/").status_code == 404
    assert dan.get("/me/").status_code == 200


def test_the_row_goes_with_the_session(cast: SimpleNamespace) -> None:
    client = enter(cast.dan)
    client.post("/sign-out/")
    assert not Visit.objects.exists()
    enter(cast.dan)
    assert enter(cast.dan, IPHONE).post("/sign-out/everywhere/").status_code == 303
    assert not Visit.objects.exists()
    assert not Session.objects.filter(visit__isnull=False).exists()


def test_what_ran_out_is_not_listed(cast: SimpleNamespace) -> None:
    here = enter(cast.dan)
    enter(cast.dan, IPHONE)
    Visit.objects.filter(system="iPhone").update(seen_at=timezone.now() - dt.timedelta(days=8))
    assert len(here.get("/me/sessions/").context["visits"]) == 1


def test_the_list_takes_the_same_number_of_queries(cast: SimpleNamespace) -> None:
    def queries(client: Client) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/me/sessions/").status_code == 200
        return len(caught)

    here = enter(cast.dan)
    here.get("/me/")  # the first page of a day notes one's own browser
    alone = queries(here)
    for _ in range(4):
        enter(cast.dan, IPHONE)
    assert queries(here) == alone


def test_a_visit_by_the_link_of_a_mail_is_asked_to_confirm(cast: SimpleNamespace, let_in: object) -> None:
    assert let_in(cast.dan, scope="suggest").get("/me/sessions/").status_code == 403  # type: ignore[operator]


def test_the_key_changes_when_a_role_comes_or_goes(cast: SimpleNamespace) -> None:
    client = enter(cast.dan)
    key = client.session.session_key
    assert client.get("/me/").status_code == 200
    assert client.session.session_key == key
    grant = RoleGrant.objects.create(organisation=cast.nordlys, person=cast.dan, role="analyst")
    assert client.get("/me/").status_code == 200
    with_role = client.session.session_key
    assert with_role != key
    assert not Session.objects.filter(session_key=key).exists()
    assert [v.here for v in client.get("/me/sessions/").context["visits"]] == [True]
    grant.delete()
    client.get("/me/")
    assert client.session.session_key not in {key, with_role}


def test_the_strongest_role_decides_how_long() -> None:
    started = dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)
    operator = frozenset({"run_installation", "read_overview"})
    assert limits_for("employee", rights=operator) == OPERATOR_LIMITS
    moment = started + dt.timedelta(minutes=31)
    assert has_ended(moment, started=started, last_seen=started, scope="employee", rights=operator)
    assert not has_ended(moment, started=started, last_seen=started, scope="employee", rights=frozenset({"read_audit"}))


def new_browser_mails() -> list[str]:
    return [str(message.body) for message in mail.outbox if "/me/sessions/" in str(message.body)]


def test_a_new_browser_is_worth_a_mail_and_a_known_one_is_not(cast: SimpleNamespace) -> None:
    client = enter(cast.dan)
    assert new_browser_mails() == []
    run_everything_due()
    assert len(new_browser_mails()) == 1
    assert "Firefox" in new_browser_mails()[0]
    assert mail.outbox[-1].to == [cast.dan.email]
    client.post("/sign-out/")
    enter(cast.dan, client=client)
    run_everything_due()
    assert len(new_browser_mails()) == 1
    enter(cast.cleo, client=client)
    run_everything_due()
    assert len(new_browser_mails()) == 2
    assert mail.outbox[-1].to == [cast.cleo.email]


def test_nobody_can_make_the_mark_of_a_known_browser(cast: SimpleNamespace) -> None:
    forger = Client()
    forger.cookies["known"] = ".".join([str(cast.dan.id), "0" * 32, ""])
    enter(cast.dan, client=forger)
    run_everything_due()
    assert len(new_browser_mails()) == 1
    assert forger.cookies["known"]["httponly"]


@pytest.mark.parametrize("language", ["en", "nb", "da", "sv", "de"])
def test_the_mail_about_it_speaks_the_persons_language(cast: SimpleNamespace, language: str) -> None:
    Person.objects.filter(id=cast.dan.id).update(language=language)
    enter(cast.dan)
    run_everything_due()
    message = mail.outbox[-1]
    assert f'lang="{language}"' in message.alternatives[0][0]  # type: ignore[attr-defined]
    assert (message.subject == "You signed in with a new browser") == (language == "en")


def test_erasing_takes_the_visits_along(cast: SimpleNamespace) -> None:
    enter(cast.dan)
    actions.end_visits(cast.dan.id)
    assert not Visit.objects.exists()
