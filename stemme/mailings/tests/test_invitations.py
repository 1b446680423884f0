from __future__ import annotations

import datetime as dt

import pytest

from stemme.kit.tests.mail_server import Behaviour
from stemme.mailings.actions import delivery, planning
from stemme.mailings.jobs import send_digests, send_invitations, tidy
from stemme.mailings.models import Mailing, Rhythm
from stemme.people import actions as people
from stemme.people.models import Person
from stemme.people.queries import viewer

DAY = dt.timedelta(days=1)


@pytest.fixture
def imported(cast):
    """Two colleagues from a list, not invited yet."""
    people_in = [
        Person.objects.create(
            organisation=cast.nordlys, team=cast.grid, email=f"{n}@nordlys.example", given_name=n.title()
        )
        for n in ("frida", "gorm")
    ]
    return [person.id for person in people_in]


def invite(cast, ids, now):
    return people.invite(actor=viewer(cast.ada.id, scope="employee"), person_ids=ids, now=now)


def run(now):
    planning.plan_invitations(now=now)
    planning.plan_reminders(now=now)
    return delivery.send_planned(now=now).accepted


def test_an_invitation_and_one_reminder_and_then_silence(cast, imported, server: Behaviour, now):
    assert invite(cast, imported, now) == 2
    assert run(now) == 2 and run(now) == 0
    mail = server.mail()
    assert mail["Subject"] == "You are welcome to read along, Frida"
    assert "Whether you share is up to you." in mail.get_body(("plain",)).get_content()
    for day in range(1, 60):
        run(now + day * DAY)
    assert dict(server.recipients) == {"frida@nordlys.example": 2, "gorm@nordlys.example": 2}
    reminders = [mail for mail in server.taken if mail["Subject"].startswith("Still welcome")]
    assert len(reminders) == 2 and "only reminder" in reminders[0].get_body(("plain",)).get_content()


def test_who_joined_or_said_no_is_not_reminded(cast, imported, server, now):
    invite(cast, imported, now)
    run(now)
    people.join(person_id=imported[0], now=now + DAY)
    people.decline(person_id=imported[1], now=now + DAY)
    assert run(now + 8 * DAY) == 0


def test_who_stopped_the_mails_is_not_reminded(cast, imported, server, now):
    invite(cast, imported, now)
    run(now)
    for person_id in imported:
        Rhythm.objects.create(organisation=cast.nordlys, person_id=person_id, every="never")
    assert run(now + 8 * DAY) == 0


def test_old_invitations_do_not_come_out_of_the_blue(cast, imported, server, now):
    invite(cast, imported, now)
    assert run(now + 8 * DAY) == 0 and run(now + 9 * DAY) == 0


def test_the_journal_is_read_on_from_where_it_was_left(cast, imported, server, now):
    invite(cast, imported, now)
    assert planning.plan_invitations(now=now, limit=1) == 1
    assert planning.plan_invitations(now=now, limit=1) == 1
    assert planning.plan_invitations(now=now, limit=1) == 0
    assert Mailing.objects.filter(kind="invitation").count() == 2


def test_the_jobs_of_the_schedule_run(cast, server):
    assert send_invitations.call() == {}
    assert send_digests.call()["unclear"] == 0
    assert tidy.call() == 0
