"""One person's figures, and everybody else at every address: what nobody sees while the lock is closed, and who sees
what by whose yes while it is open. Generated: a new address, role or file takes part from the moment it exists."""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from stemme.agreements.models import Agreement
from stemme.journal.facts import SCORECARD_SEEN, SCORECARDS_EXPORTED
from stemme.journal.models import Fact
from stemme.maturity.models import OwnNumbers
from stemme.people.roles import RIGHTS, ROLE_OF, rights_of
from stemme.rewards.models import Entry
from stemme.scorecards.models import Consent
from stemme.scores.models import Card, WeekScore
from stemme.sharing.models import Reported, Share
from stemme.stats.models import Tally
from tests.addresses import addresses
from tests.cast import open_session
from tests.staff import FALLBACK_VALUES, make_staff, values_for
from tests.stage import make_history

pytestmark = [pytest.mark.django_db, pytest.mark.once]
#: Every number of Cleo's begins so, and nothing else does.
MARKED = 73_184_000
MANAGER = "manager, this team"
_MARK = re.compile(r"73184\d{3}")
ASKED_EVERYTHING = {"nobody", "employee", MANAGER, "owner", "cleo"}
#: Archives of files that are asked one by one.
MANY_IN_ONE = {"council:all_now", "council:all_issued"}
#: What stands between the digits of a number, in any language.
_BETWEEN = re.compile(r"(?<=\d)[\s.,'\u00a0\u202f\u2009’](?=\d)")
_ZIP = b"PK\x03\x04"


@pytest.fixture
def marked(cast: SimpleNamespace) -> SimpleNamespace:
    """Cleo of turbine engineering, whose every figure is unmistakable; and everybody else."""
    history = make_history(cast)
    staff = make_staff(cast, history)
    values = values_for(cast, history)
    org, cleo = {"organisation": cast.nordlys}, cast.cleo
    today = timezone.now().date()
    month, quarter = today.replace(day=1), today.replace(month=today.month - (today.month - 1) % 3, day=1)
    Agreement.objects.all().delete()
    ours = Tally.objects.filter(organisation_id=cast.nordlys.id)
    ours.filter(dimension="person", key=cleo.id).delete()
    for grain, start in (("day", today), ("month", month), ("total", dt.date(1, 1, 1))):
        Tally.objects.create(
            organisation_id=cast.nordlys.id, dimension="person", grain=grain, start=start, key=cleo.id,
            clicks=MARKED + 1, visitors=MARKED + 2,
        )  # fmt: skip
    ours.filter(dimension="link").update(clicks=MARKED + 3, visitors=MARKED + 4)
    Entry.objects.create(**org, person=cleo, kind="earned", rule="helped", points=MARKED + 5, made_on=today)
    share = Share.objects.filter(organisation_id=cast.nordlys.id, person=cleo).first()
    assert share
    Reported.objects.create(**org, person=cleo, share=share, reactions=MARKED + 6, comments=MARKED + 7, reshares=0)
    OwnNumbers.objects.create(**org, person=cleo, source="linkedin", connections=MARKED + 8, until=today)
    Card.objects.create(
        **org, person=cleo, counted_at=timezone.now(), version=1, quarter=quarter, value=MARKED + 9,
        quality=MARKED + 10, evidence=0.5, lines=[[share.story_id, "linkedin", 0, MARKED + 11, 0, 0, 0]],
    )  # fmt: skip
    WeekScore.objects.create(**org, person=cleo, week=today - dt.timedelta(days=today.weekday()), value=MARKED + 12)

    people = {heading: actor.person for heading, actor in staff.items() if actor.scope != "suggest"}
    # Who has the same role for another team sees less of this one; owners elsewhere: test_two_organisations.
    people = {heading: who for heading, who in people.items() if "another" not in heading and "else" not in heading}
    people["employee"] = cast.dan
    return SimpleNamespace(cast=cast, cleo=cleo, people=people, staff=staff, values=values, today=today)


def test_every_role_is_tried(marked):
    held = {grant.role for person in marked.people.values() if person for grant in person.grants.all()}
    assert held == set(ROLE_OF)


def answers(marked, heading: str, method: str = "get", app: str | tuple[str, ...] = "") -> Iterator[tuple[str, object]]:
    """(address, answer) of everything that may answer this person. Nothing that a request does is kept.

    What a right opens is not asked without it: that it stays shut is tried at each address by test_access_matrix. What
    is open to every employee is asked as those who might be shown most; what a right opens, as everybody with it.
    """
    person = marked.people[heading]
    key = open_session(person.id) if person else ""
    rights = rights_of([grant.role for grant in person.grants.all()]) if person else frozenset()
    for address in addresses():
        shut = address.gate in RIGHTS - rights or (person is None and address.gate != "open")
        again = address.gate not in RIGHTS and heading not in ASKED_EVERYTHING
        if shut or again or address.name in MANY_IN_ONE or not address.name.startswith(app):
            continue
        path = address.filled(
            {name: marked.values.get(name, FALLBACK_VALUES[kind]) for kind, name in address.parameters}
        )
        client = Client()
        if key:
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        with ExitStack() as undone:
            for name in connections:
                undone.enter_context(transaction.atomic(using=name))
            yield address.name, getattr(client, method)(path)
            for name in connections:
                transaction.set_rollback(True, using=name)


def told(answer) -> str:
    """All that an answer says: its body, what is in its files, and where it leads."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(_ZIP):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return body.decode("utf-8", "replace") + str(answer.headers)


def shows(text: str) -> bool:
    """True when one of Cleo's numbers stands there, however it is written."""
    return bool(_MARK.search(_BETWEEN.sub("", text)))


def showing(marked, heading: str, **which: Any) -> set[str]:
    """The addresses that show this person one of Cleo's numbers."""
    return {name for name, answer in answers(marked, heading, **which) if shows(told(answer))}


def opened(marked, lock: str) -> None:
    """The lock has been open since yesterday, and Cleo said yes to it."""
    cast, long_ago = marked.cast, timezone.now() - dt.timedelta(days=40)
    made = Agreement.objects.create(
        organisation=cast.nordlys, lock=lock, purpose="Help", reference="2026/7", notice_days=14, asker=cast.ada.id,
        answerer=cast.dan.id, agreed=True, answered_at=long_ago, announced_at=long_ago, announced_on=long_ago.date(),
        takes_effect_on=marked.today - dt.timedelta(days=1),
    )  # fmt: skip
    Consent.objects.create(organisation=cast.nordlys, person=marked.cleo, agreement_id=made.pk, lock=lock)


def test_numbers_are_found_however_they_are_written() -> None:
    for written in ("73184001", "73 184 001", "73.184.001", "73,184,001", "73\u00a0184\u202f001", "x=73184001;"):
        assert shows(written)
    assert not shows("7318 and 4001")


def test_cleo_sees_them_herself(marked):
    """Else the tests below would find nothing because there was nothing."""
    marked.people["cleo"] = marked.cleo
    found = showing(marked, "cleo", app=("dashboard:", "scorecards:", "privacy:", "scores:"))
    assert {"dashboard:impact", "scorecards:own", "scorecards:as_csv", "privacy:as_json", "scores:score"} <= found, (
        found
    )


def test_with_the_lock_closed_nobody_else_sees_them_anywhere(marked, caplog):
    with caplog.at_level(logging.INFO):
        found = {heading: showing(marked, heading) for heading in marked.people}
    assert {heading: names for heading, names in found.items() if names} == {}
    assert not shows(caplog.text)


def test_an_open_lock_without_a_yes_shows_nothing(marked):
    opened(marked, "scorecards")
    opened(marked, "performance_export")
    Consent.objects.all().delete()
    assert showing(marked, MANAGER, app="scorecards:") == set()
    assert showing(marked, MANAGER, method="post", app="scorecards:") == set()


def test_by_a_yes_only_the_teams_manager_sees_the_card_and_each_look_is_written_down(marked, let_in, caplog):
    opened(marked, "scorecards")
    found = {heading: showing(marked, heading, app="scorecards:") for heading in marked.people}
    assert {heading: names for heading, names in found.items() if names} == {MANAGER: {"scorecards:card"}}
    assert showing(marked, MANAGER) == {"scorecards:card"}, "and nowhere but on the card"
    mona = marked.people[MANAGER]
    assert not Fact.objects.filter(kind=SCORECARD_SEEN).exists(), "what was asked above was taken back"
    let_in(mona).get(f"/my-team/{marked.cleo.id}/")
    seen = Fact.objects.get(kind=SCORECARD_SEEN)
    assert (seen.actor_id, seen.subject_id) == (mona.id, marked.cleo.id)
    assert "Mona" in let_in(marked.cleo).get("/privacy/").content.decode()
    assert not shows(caplog.text)


def test_the_file_takes_its_own_yes(marked, let_in):
    last = marked.today.replace(day=1, month=marked.today.month - (marked.today.month - 1) % 3) - dt.timedelta(days=1)
    Tally.objects.create(
        organisation_id=marked.cast.nordlys.id, dimension="person", grain="month", start=last.replace(day=1),
        key=marked.cleo.id, clicks=MARKED + 13, visitors=MARKED + 14,
    )  # fmt: skip
    opened(marked, "scorecards")
    assert showing(marked, MANAGER, method="post", app="scorecards:") == set()
    opened(marked, "performance_export")
    posting = {"method": "post", "app": "scorecards:"}
    found = {heading: showing(marked, heading, **posting) for heading in marked.people}
    assert {heading: names for heading, names in found.items() if names} == {MANAGER: {"scorecards:export"}}
    let_in(marked.people[MANAGER]).post("/my-team/export/")
    assert Fact.objects.get(kind=SCORECARDS_EXPORTED).actor_id == marked.people[MANAGER].id
