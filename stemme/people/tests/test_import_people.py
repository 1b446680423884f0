from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest

from stemme.journal.models import Fact
from stemme.people import actions, queries
from stemme.people.actions.sign_in_mailing import mail_sign_in_links
from stemme.people.columns import recognise
from stemme.people.comparison import Plan
from stemme.people.import_queries import known_people, plan_import
from stemme.people.models import DoorLink, Organisation, Person, SignInLink, Team
from stemme.people.roster import Roster
from stemme.people.tests.files import NOVEMBER, OCTOBER, expected, table_of

LATER = dt.timedelta(days=30)


@pytest.fixture
def fjordlys(db: None) -> Organisation:
    return Organisation.objects.create(slug="fjordlys", name="Fjordlys", language="nb")


def planned(organisation: Organisation, path: Path) -> tuple[Roster, Plan]:
    table = table_of(path)
    return plan_import(organisation.id, table.rows, recognise(table.rows))


def deliver(organisation: Organisation, path: Path, now: dt.datetime, **options: object) -> actions.Imported:
    _, plan = planned(organisation, path)
    return actions.import_people(actor_id=None, organisation_id=organisation.id, plan=plan, now=now, **options)  # type: ignore[arg-type]


def test_two_deliveries(fjordlys: Organisation, now: dt.datetime, django_assert_max_num_queries: object) -> None:
    first = deliver(fjordlys, OCTOBER, now)
    assert first == actions.Imported(joined=307, changed=0, moved=0, returned=0, left=0, unchanged=0)
    assert Team.objects.filter(organisation=fjordlys).count() == 12
    truth = expected()["changes"]
    moved_before = {p.email: p.id for p in Person.objects.all()}
    second = deliver(fjordlys, NOVEMBER, now + LATER)
    assert (second.joined, second.left, second.moved) == (15, 12, 15)
    active = {p.email: p for p in Person.objects.select_related("team").filter(deactivated_at=None)}
    assert len(active) == 310
    for email, _, team in truth["movers"]:
        assert active[email].team.name == team  # type: ignore[union-attr]
        assert active[email].id == moved_before[email]
    for number, old, new in truth["changed_address"]:
        assert active[new].external_id == number
        assert active[new].id == moved_before[old]
    assert {p.email for p in Person.objects.exclude(deactivated_at=None)} == set(truth["leavers"])
    assert deliver(fjordlys, NOVEMBER, now + LATER).unchanged == 310


def test_an_import_leaves_counts_in_the_journal_and_names_nowhere(fjordlys: Organisation, now: dt.datetime) -> None:
    deliver(fjordlys, OCTOBER, now)
    deliver(fjordlys, NOVEMBER, now + LATER)
    imports = Fact.objects.filter(kind="people.imported").order_by("id")
    assert [fact.data["joined"] for fact in imports] == [307, 15]
    assert all(isinstance(value, int) for fact in imports for value in fact.data.values())
    assert Fact.objects.filter(kind="person.deactivated").count() == 12


def test_nothing_is_half_imported(fjordlys: Organisation, now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(fjordlys, OCTOBER, now)
    before = known_people(fjordlys.id)
    stop_at = 30

    def progress(done: int, total: int) -> None:
        if done >= stop_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver(fjordlys, NOVEMBER, now + LATER, progress=progress)
    assert known_people(fjordlys.id) == before
    assert Fact.objects.filter(kind="people.imported").count() == 1


def test_progress_ends_at_everybody(fjordlys: Organisation, now: dt.datetime) -> None:
    told: list[tuple[int, int]] = []
    deliver(fjordlys, OCTOBER, now, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (307, 307)


def test_half_a_file_is_refused(fjordlys: Organisation, now: dt.datetime) -> None:
    deliver(fjordlys, OCTOBER, now)
    table = table_of(OCTOBER)
    _, plan = plan_import(fjordlys.id, table.rows[:200], recognise(table.rows))
    with pytest.raises(actions.ImportRefusedError, match="too_many_leavers"):
        actions.import_people(actor_id=None, organisation_id=fjordlys.id, plan=plan, now=now)
    assert not Person.objects.exclude(deactivated_at=None).exists()
    done = actions.import_people(actor_id=None, organisation_id=fjordlys.id, plan=plan, now=now, confirm_leavers=True)
    assert done.left == len(plan.leavers) > 100


def test_a_plan_for_other_people_is_refused(fjordlys: Organisation, now: dt.datetime) -> None:
    _, plan = planned(fjordlys, OCTOBER)
    actions.create_person(organisation_id=fjordlys.id, email="new@fjordlys.example", given_name="New")
    with pytest.raises(actions.ImportRefusedError, match="outdated"):
        actions.import_people(actor_id=None, organisation_id=fjordlys.id, plan=plan, now=now)
    assert Person.objects.count() == 1


def test_leaving_ends_links_and_visits_at_once(cast: SimpleNamespace, let_in: object) -> None:
    from django.utils import timezone

    client = let_in(cast.dan)  # type: ignore[operator]
    moment = timezone.now()
    actions.make_door_link(person_id=cast.dan.id, now=moment)
    mail_sign_in_links(person_ids=[cast.dan.id], browser_hash=bytes(32), to="", asked_at=moment, now=moment)
    assert client.get("/me/").status_code == 200
    viewer = queries.viewer(cast.ada.id, scope="employee")
    assert viewer
    actions.deactivate_person(actor=viewer, person_id=cast.dan.id, now=timezone.now())
    assert not DoorLink.objects.filter(ended_at=None).exists()
    assert not SignInLink.objects.filter(expires_at__gt=timezone.now()).exists()
    assert client.get("/me/").status_code == 302
    # Back again: an old visit stays ended.
    Person.objects.filter(id=cast.dan.id).update(deactivated_at=None)
    assert queries.viewer(cast.dan.id, scope="employee", started=moment) is None


def test_a_new_address_ends_links_in_the_old_mailbox(fjordlys: Organisation, now: dt.datetime) -> None:
    deliver(fjordlys, OCTOBER, now)
    number, _, _ = expected()["changes"]["changed_address"][0]
    person = Person.objects.get(external_id=number)
    actions.make_door_link(person_id=person.id, now=now)
    deliver(fjordlys, NOVEMBER, now)
    assert not DoorLink.objects.filter(person=person, ended_at=None).exists()


def test_addresses_can_be_exchanged_in_one_file(fjordlys: Organisation, now: dt.datetime) -> None:
    from stemme.kit.tables import read_table

    def take(text: str) -> None:
        table = read_table(text.encode())
        _, plan = plan_import(fjordlys.id, table.rows, recognise(table.rows))
        actions.import_people(actor_id=None, organisation_id=fjordlys.id, plan=plan, now=now)

    take("id;fornavn;e-post\n1;Ada;a@x.no\n2;Bo;b@x.no\n")
    take("id;fornavn;e-post\n1;Ada;b@x.no\n2;Bo;a@x.no\n")
    assert dict(Person.objects.values_list("external_id", "email")) == {"1": "b@x.no", "2": "a@x.no"}


def test_an_import_touches_no_other_organisation(cast: SimpleNamespace, now: dt.datetime) -> None:
    table = table_of(OCTOBER)
    _, plan = plan_import(cast.other.id, table.rows, recognise(table.rows))
    actions.import_people(actor_id=None, organisation_id=cast.other.id, plan=plan, now=now, confirm_leavers=True)
    assert Person.objects.filter(organisation=cast.nordlys, deactivated_at=None).count() == 6
    # Eve owns the other organisation alone, so she stays although the file does not know her.
    assert Person.objects.get(id=cast.eve.id).deactivated_at is None


def test_queries_of_an_import_do_not_grow_with_people(
    fjordlys: Organisation, now: dt.datetime, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        deliver(fjordlys, OCTOBER, now)
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        deliver(fjordlys, NOVEMBER, now)
