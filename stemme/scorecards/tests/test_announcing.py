"""Everybody is told before a lock opens: by mail who may be written to, on the page who may not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from stemme.agreements import actions as agreements
from stemme.agreements import queries
from stemme.agreements.locks import SCORECARDS
from stemme.agreements.models import Agreement, Told
from stemme.kit.tests.mail_server import Behaviour, mail_server
from stemme.mailings.actions import delivery
from stemme.mailings.models import Mailing, Rhythm
from stemme.people.models import Person, RoleGrant
from stemme.scorecards import announcing_actions
from stemme.scorecards.announcement_kind import KEY
from stemme.scorecards.tests.scene import somebody, viewer_of

#: A Tuesday morning: no quiet hours.
MORNING = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def agreement(cast: SimpleNamespace) -> Agreement:
    """Asked for by Ada and agreed to by Rut; nobody was told yet."""
    now = MORNING
    rut = somebody(cast, "Rut", cast.grid)
    RoleGrant.objects.create(organisation=cast.nordlys, person=rut, role="representative")
    made = agreements.ask(
        actor=viewer_of(cast.ada), lock=SCORECARDS, purpose="To help each other", reference="Agreement of May, § 4",
        notice_days=60, now=now,
    )  # fmt: skip
    agreements.answer(actor=viewer_of(rut), agreement_id=made, agreed=True, words="It helps.", now=now)
    return Agreement.objects.get(id=made)


@pytest.fixture
def server(settings: Any) -> Iterator[Behaviour]:
    """A mail server that takes everything."""
    behaviour = Behaviour()
    with mail_server(behaviour) as url:
        settings.SMTP_URL = url
        yield behaviour


def letters(server: Behaviour) -> dict[str, Any]:
    """What arrived, by the given name it went to."""
    found = [server.mail(number) for number in range(len(server.taken))]
    return {str(letter["To"]).rpartition("<")[2].partition("@")[0]: letter for letter in found}


def tell(now: dt.datetime) -> None:
    """A round of the job and of sending."""
    announcing_actions.announce_all(now=now)
    delivery.send_planned(now=now)
    announcing_actions.announce_all(now=now)


def told(agreement: Agreement) -> set[str]:
    rows = Told.objects.filter(agreement__organisation_id=agreement.organisation_id, agreement=agreement)
    return set(rows.values_list("person__given_name", flat=True))


def test_everybody_with_an_address_gets_one_mail_invited_or_not(
    cast: SimpleNamespace, agreement: Agreement, server: Behaviour
) -> None:
    somebody(cast, "New", cast.grid, invited_at=None, joined_at=None)
    somebody(cast, "Gone", cast.grid, deactivated_at=cast.now)
    now = MORNING
    tell(now)
    found = letters(server)
    assert found.keys() == {"ada", "lea", "bo", "ana", "cleo", "dan", "rut", "new"}
    body = found["cleo"].get_body(("plain",)).get_content()
    assert "To help each other" in " ".join(body.split()) and f"/agreements/{agreement.pk}/" in body
    assert found["cleo"]["Content-Language"] == "nb"
    tell(now + DAY)
    assert len(server.taken) == 8, "once"
    after = queries.agreement(cast.nordlys.id, agreement.pk, on=now.date())
    assert after is not None and after.announced_at is not None and after.takes_effect_on is not None
    assert after.takes_effect_on - now.date() >= dt.timedelta(days=59)


def test_no_mail_to_whoever_said_no_takes_a_break_or_stopped_our_mails(
    cast: SimpleNamespace, agreement: Agreement, server: Behaviour
) -> None:
    now = MORNING
    Person.objects.filter(id=cast.cleo.id).update(paused_until=now.date() + dt.timedelta(days=30))
    Person.objects.filter(id=cast.dan.id).update(declined_at=now)
    Person.objects.filter(id=cast.bo.id).update(bounced_at=now)
    Rhythm.objects.create(organisation=cast.nordlys, person=cast.ana, every="never")
    tell(now)
    assert letters(server).keys() == {"ada", "lea", "rut"}
    assert told(agreement) == {"Ada", "Lea", "Rut"}
    waits = queries.agreement(cast.nordlys.id, agreement.pk, on=now.date())
    assert waits is not None and waits.announced_at is None, "never silently: the period waits until they were told"
    for person in (cast.cleo, cast.dan, cast.bo, cast.ana):
        agreements.note_seen(viewer=viewer_of(person), agreement_id=agreement.pk, now=now)
    announcing_actions.announce_all(now=now)
    done = queries.agreement(cast.nordlys.id, agreement.pk, on=now.date())
    assert done is not None and done.announced_at is not None


def test_whoever_stops_before_it_leaves_gets_none(
    cast: SimpleNamespace, agreement: Agreement, server: Behaviour
) -> None:
    now = MORNING
    announcing_actions.announce_all(now=now)
    Person.objects.filter(id=cast.cleo.id).update(paused_until=now.date() + dt.timedelta(days=30))
    delivery.send_planned(now=now)
    assert "cleo" not in letters(server)
    assert Mailing.objects.get(organisation=cast.nordlys, kind=KEY, person=cast.cleo).state == "dropped"


def test_a_closed_agreement_is_not_announced_any_more(
    cast: SimpleNamespace, agreement: Agreement, server: Behaviour
) -> None:
    now = MORNING
    announcing_actions.announce_all(now=now)
    agreements.close(actor=viewer_of(cast.ada), agreement_id=agreement.pk, now=now)
    delivery.send_planned(now=now)
    assert announcing_actions.announce_all(now=now) == 0
    assert not server.taken and told(agreement) == set()


def test_nobody_of_another_organisation_hears_of_it(
    cast: SimpleNamespace, agreement: Agreement, server: Behaviour
) -> None:
    tell(MORNING)
    assert "eve" not in letters(server)


def test_no_mail_leaves_in_quiet_hours(cast: SimpleNamespace, agreement: Agreement, server: Behaviour) -> None:
    night = MORNING + dt.timedelta(hours=13)
    tell(night)
    assert not server.taken
    tell(MORNING + DAY)
    assert len(server.taken) == 7
