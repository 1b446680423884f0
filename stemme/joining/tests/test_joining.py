"""From the poster to the welcome page, and everything that must not happen on the way."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.jobs.worker import run_everything_due
from stemme.joining import actions, domains, forgetting_actions, limits, qr
from stemme.joining.models import JoinLink, JoinRequest
from stemme.journal.models import Fact
from stemme.kit import form_token
from stemme.people import queries as people
from stemme.people.actions import deactivate_person
from stemme.people.models import DoorLink, Person, RateBucket, RoleGrant

DESK = "jo@nordlys.example"
HOME = "jo@home.example"


def make(cast: SimpleNamespace, **fields: object) -> JoinLink:
    wanted = {
        "organisation": cast.nordlys,
        "team": cast.turbine,
        "label": "Canteen",
        "token": "7k3m9q2x7k3m9q2x",
        "code": "7k3m9q2x",
        "language": "nb",
        "domains": "nordlys.example",
        "most": 3,
        "last_day": timezone.now().date() + dt.timedelta(days=9),
        "made_by": cast.lea,
    }
    return JoinLink.objects.create(**{**wanted, **fields})


def ask(link: JoinLink, address: str = DESK, client: Client | None = None, **more: str) -> HttpResponse:
    sent = {"given_name": "Jo", "family_name": "Holm", "language": "da", "email": address}
    mark = form_token.new(link.token)
    client = client or Client(enforce_csrf_checks=True)
    answer = client.post(f"/join/{link.token}/", {**sent, "mark": mark, **more})
    run_everything_due()
    return answer


def mailed() -> str:
    """The path in the newest confirmation mail."""
    found = re.search(r"http://[^/]+(/join/confirm/advj_\S+)", str(mail.outbox[-1].body))
    assert found
    return found.group(1)


def confirm(path: str, **headers: str) -> HttpResponse:
    browser = Client(enforce_csrf_checks=True, headers=headers)
    token = str(browser.get(path).context["csrf_token"])
    return browser.post(path, {"given_name": "Jo", "family_name": "Holm-Dahl", "csrfmiddlewaretoken": token})


def test_from_the_poster_to_the_welcome_page(cast: SimpleNamespace) -> None:
    link = make(cast)
    page = Client().get(f"/join/{link.token.upper()}/", headers={"Accept-Language": "sv"})
    assert page.status_code == 200
    assert not page.cookies
    answer = ask(link)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/join/sent/")
    letter = mail.outbox[-1]
    # Nobody sends their own words through us, and the mail speaks the language that was asked for.
    assert (letter.to, letter.subject) == ([DESK], "Bekræft, at du gerne vil være med")
    assert "Jo" not in str(letter.body)
    assert not Person.objects.filter(email=DESK).exists()
    path = mailed()
    answer = confirm(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/l/advd_")
    person = Person.objects.get(email=DESK)
    assert (person.family_name, person.team_id, person.language) == ("Holm-Dahl", cast.turbine.id, "da")
    # On the list, invited, and not taking part before their own press (P-01); no second invitation comes.
    assert person.joined_at is None
    assert person.invited_at is not None
    run_everything_due()
    assert len(mail.outbox) == 1
    link.refresh_from_db()
    assert link.used == 1
    assert not JoinRequest.objects.exists()
    assert Fact.objects.get(kind="person.enrolled").data == {"link": link.pk}
    welcome = Client()
    assert welcome.post(answer.headers["Location"]).status_code == 303
    person.refresh_from_db()
    assert person.joined_at is not None
    # The mail's link has been used up.
    assert Client().get(path).status_code == 410


def test_a_scanner_creates_nobody(cast: SimpleNamespace) -> None:
    link = make(cast)
    ask(link)
    path = mailed()
    for program in (Client().head, Client().get):
        assert program(path).status_code == 200
    headless = {"User-Agent": "Mozilla/5.0 HeadlessChrome/140 Chrome/140", "Sec-Fetch-Mode": "navigate"}
    assert confirm(path, **headless).status_code == 200
    assert not Person.objects.filter(email=DESK).exists()
    assert confirm(path).status_code == 303


def test_known_and_unknown_addresses_look_the_same(cast: SimpleNamespace) -> None:
    link = make(cast)
    ask(link, "warm@nordlys.example")
    told = []
    for address in (cast.dan.email, "nobody.here@nordlys.example"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            sent = {"given_name": "Jo", "language": "da", "email": address, "mark": form_token.new(link.token)}
            answer = Client().post(f"/join/{link.token}/", sent)
        told.append((answer.status_code, answer.headers["Location"], [q["sql"].split()[0] for q in asked]))
    assert told[0] == told[1]
    mail.outbox.clear()
    run_everything_due()
    bodies = {letter.to[0]: str(letter.body) for letter in mail.outbox}
    assert "advs_" in bodies[cast.dan.email]
    assert "advj_" in bodies["nobody.here@nordlys.example"]
    assert Person.objects.filter(email=cast.dan.email).count() == 1


def test_without_a_work_address_somebody_says_yes_first(cast: SimpleNamespace, let_in: object) -> None:
    link = make(cast, private=True)
    assert ask(link, HOME).headers["Location"] == "/join/sent/?waits=1"
    assert not mail.outbox
    lea = let_in(cast.lea)  # type: ignore[operator]
    page = lea.get("/people/joining/")
    assert [row.email for row in page.context["waiting"]] == [HOME]
    asked = JoinRequest.objects.get()
    assert lea.post(f"/people/joining/requests/{asked.pk}/", {"answer": "yes"}).status_code == 303
    assert lea.post(f"/people/joining/requests/{asked.pk}/", {"answer": "yes"}).status_code == 404
    run_everything_due()
    assert mail.outbox[-1].to == [HOME]
    assert confirm(mailed()).status_code == 303
    assert Person.objects.get(email=HOME).team_id == cast.turbine.id
    ask(link, "other@home.example")
    asked = JoinRequest.objects.get()
    lea.post(f"/people/joining/requests/{asked.pk}/", {"answer": "no"})
    run_everything_due()
    assert not JoinRequest.objects.exists()
    assert mail.outbox[-1].to == [HOME]


def test_addresses_the_link_is_not_for(cast: SimpleNamespace) -> None:
    link = make(cast)
    for address in (HOME, "jo@sub.nordlys.example", "jo@nordlys.example.evil.example", "no address"):
        answer = ask(link, address)
        assert answer.status_code == 422
        assert 'value="Jo"' in answer.content.decode()
    assert not JoinRequest.objects.exists()


def test_a_form_that_is_not_ours(cast: SimpleNamespace) -> None:
    link = make(cast)
    assert ask(link, mark="").status_code == 422
    assert ask(link, mark=form_token.new("code")).status_code == 422
    foreign = Client(headers={"Sec-Fetch-Site": "cross-site"})
    assert ask(link, client=foreign).status_code == 403
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize("why", ["stopped", "over", "full", "without_role", "gone", "other_team"])
def test_the_link_and_its_maker_are_looked_at_again_at_the_end(cast: SimpleNamespace, why: str) -> None:
    """T-28: the right to invite is checked when somebody accepts, not only when the link was made."""
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.dan, role="people_admin", team=cast.wind)
    link = make(cast, made_by=cast.dan)
    ask(link)
    path = mailed()
    if why == "stopped":
        JoinLink.objects.update(stopped_at=timezone.now())
    elif why == "over":
        JoinLink.objects.update(last_day=timezone.now().date() - dt.timedelta(days=2))
    elif why == "full":
        JoinLink.objects.update(used=3)
    elif why == "without_role":
        RoleGrant.objects.filter(person=cast.dan).delete()
    elif why == "gone":
        ada = people.viewer(cast.ada.id, scope="employee")
        assert ada
        deactivate_person(actor=ada, person_id=cast.dan.id, now=timezone.now())
    else:
        RoleGrant.objects.filter(person=cast.dan).update(team=cast.grid)
    assert confirm(path).status_code == 410
    assert not Person.objects.filter(email=DESK).exists()
    assert Client().get(f"/join/{link.token}/").status_code == 410
    assert ask(link, "another@nordlys.example").status_code == 410


def test_a_link_ends_with_its_last_place(cast: SimpleNamespace) -> None:
    link = make(cast, most=1)
    ask(link)
    first = mailed()
    ask(link, "kim@nordlys.example")
    second = mailed()
    assert confirm(first).status_code == 303
    assert confirm(second).status_code == 410
    assert JoinLink.objects.get().used == 1


def test_seven_days(cast: SimpleNamespace) -> None:
    link = make(cast)
    ask(link)
    path = mailed()
    JoinRequest.objects.update(since=timezone.now() - dt.timedelta(days=7, minutes=1))
    assert Client().get(path).status_code == 410
    assert actions.confirm(token=path.split("/")[3], given_name="Jo", family_name="", now=timezone.now()) is None
    assert forgetting_actions.forget_old(now=timezone.now()) == 1
    assert not DoorLink.objects.exists()


def test_codes_are_found_however_they_are_typed_and_guessing_ends(cast: SimpleNamespace) -> None:
    link = make(cast)
    page = Client().get("/join/")
    assert not page.cookies
    mark = page.context["mark"]
    typed = Client(REMOTE_ADDR="198.51.100.7")
    for code in ("7K3M-9Q2X", "7k3m 9q2x", "7k3m9q2x"):
        answer = typed.post("/join/", {"code": code, "mark": mark})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/join/{link.token}/")
    assert not RateBucket.objects.exists()
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    answers = [guesser.post("/join/", {"code": f"zzzz{n:04}", "mark": mark}).status_code for n in range(21)]
    assert answers == [422] * 20 + [429]
    # Even a right one tells the guesser nothing any more; others are not touched, nor is the link.
    assert guesser.post("/join/", {"code": link.code, "mark": mark}).status_code == 429
    assert typed.post("/join/", {"code": link.code, "mark": mark}).status_code == 303
    assert guesser.get(f"/join/{link.token}/").status_code == 200


def test_three_mails_a_day_to_one_address(cast: SimpleNamespace) -> None:
    link = make(cast)
    answers = [ask(link).status_code for _ in range(4)]
    assert answers == [303, 303, 303, 429]
    assert len(mail.outbox) == 3
    assert JoinRequest.objects.count() == 1
    assert ask(link, "kim@nordlys.example").status_code == 303


def test_a_flood_of_requests_ends(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    link = make(cast, private=True)
    monkeypatch.setattr(limits, "MOST_WAITING", 2)
    answers = [ask(link, f"p{n}@home.example").status_code for n in range(3)]
    assert answers == [303, 303, 429]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Nordlys.example, @wind.nordlys.example", ("nordlys.example", "wind.nordlys.example")),
        ("jo@Ærø.example; nordlys.example nordlys.example", ("xn--r-3fa9c.example", "nordlys.example")),
        ("", ()),
        ("gmail.com", "public"),
        ("nordlys", "bad"),
        (" ".join(f"d{n}.example" for n in range(21)), "many"),
    ],
)
def test_domains(written: str, found: object) -> None:
    try:
        assert domains.read(written) == found
    except domains.DomainError as error:
        assert error.kind == found


def test_the_picture_is_the_code() -> None:
    """Every dark module is in the path once: filled in again, it is the matrix."""
    import segno

    text = "https://stemme.example/join/7k3m9q2x7k3m9q2x/"
    picture = qr.picture(text)
    grid = [[0] * picture.size for _ in range(picture.size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", picture.path):
        for place in range(int(x), int(x) + int(width)):
            grid[int(y)][place] += 1
    wanted = segno.make(text, error="q", micro=False, boost_error=False).matrix_iter(border=4)
    assert grid == [list(row) for row in wanted]
