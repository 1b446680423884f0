"""Links and their clicks in a real database."""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connection, connections, router
from django.db.models import Q

from stemme.links import actions, kept_actions, queries
from stemme.links.cards import Card
from stemme.links.clicks import KeptClick
from stemme.links.models import BatchMark, Click, ClickInbox, DaySalt, Generation, LinkTarget, OwnBrowser, TrackedLink
from stemme.links.targets import TargetError
from stemme.links.tests import server
from stemme.links.tests.conftest import House
from stemme.people.models import Person

CARD = Card("nb", "https://nordlys.example/sak", "Siste turbin", "Ved Sørlige Havn", "/media/a.jpg", "Nordlys Energi")


def link(cast: SimpleNamespace, *, person: Person | None = None, **changed: object) -> queries.LinkRow:
    person = person or cast.cleo
    given = {"person_id": person.id, "story_id": 7, "channel": "linkedin", "card": CARD, "now": cast.now, **changed}
    return actions.make_link(organisation_id=person.organisation_id, **given)  # type: ignore[arg-type]


def test_pressing_twice_gives_the_same_link(cast: SimpleNamespace) -> None:
    first, second = link(cast), link(cast)
    assert first == second
    assert first.url.endswith(f"/s/{first.code}")
    assert len(first.code) == 10
    assert (first.story_id, first.channel, first.person_id, first.counted) == (7, "linkedin", cast.cleo.id, True)


def test_another_channel_story_or_person_is_another_link_to_the_same_target(cast: SimpleNamespace) -> None:
    made = {link(cast).id, link(cast, channel="x").id, link(cast, story_id=8).id, link(cast, person=cast.dan).id}
    assert len(made) == 4
    assert LinkTarget.objects.count() == 2
    assert link(cast, person=cast.eve).id not in made
    assert LinkTarget.objects.count() == 3


def test_the_newest_card_counts_and_a_language_changes_the_target(cast: SimpleNamespace) -> None:
    first = link(cast)
    link(cast, card=dataclasses.replace(CARD, title="Ny tittel"))
    assert LinkTarget.objects.get().title == "Ny tittel"
    again = link(cast, card=dataclasses.replace(CARD, language="de", title="Neuer Titel"))
    assert again.id == first.id
    assert TrackedLink.objects.get().target.language == "de"


def test_an_address_that_cannot_stand_makes_nothing(cast: SimpleNamespace, settings: object) -> None:
    for url in ("javascript:alert(1)", f"{settings.LINK_URL}/s/abc", f"{settings.PUBLIC_URL}/stories/"):  # type: ignore[attr-defined]
        with pytest.raises(TargetError):
            link(cast, card=dataclasses.replace(CARD, url=url))
    assert not LinkTarget.objects.exists()


@pytest.mark.slow
def test_pressing_at_the_same_moment_gives_one_link(house: House) -> None:
    """Four processes make the same twenty links."""
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: server.prepare(house.url, house.data, links=40), range(4)))
    assert made[0][:20] == house.codes
    assert made[0] == made[1] == made[2] == made[3]
    assert house.ask("SELECT count(*) FROM links_trackedlink", clicks=False) == [(40,)]


def test_set_card_changes_what_links_lead_to(cast: SimpleNamespace) -> None:
    organisation = cast.nordlys.id
    new = dataclasses.replace(CARD, url="https://nordlys.example/ny")
    assert not actions.set_card(organisation_id=organisation, story_id=7, card=new, now=cast.now)
    link(cast)
    assert actions.set_card(organisation_id=organisation, story_id=7, card=new, now=cast.now)
    assert LinkTarget.objects.get().url == "https://nordlys.example/ny"
    assert not actions.set_card(organisation_id=cast.other.id, story_id=7, card=CARD, now=cast.now)


def test_withdraw_and_restore_touch_only_this_story_of_this_organisation(cast: SimpleNamespace) -> None:
    link(cast)
    link(cast, story_id=8)
    link(cast, person=cast.eve)
    assert actions.withdraw_story(organisation_id=cast.nordlys.id, story_id=7, now=cast.now) == 1
    assert actions.withdraw_story(organisation_id=cast.nordlys.id, story_id=7, now=cast.now) == 0
    assert LinkTarget.objects.exclude(withdrawn_at=None).count() == 1
    assert actions.restore_story(organisation_id=cast.nordlys.id, story_id=7, now=cast.now) == 1
    assert not LinkTarget.objects.exclude(withdrawn_at=None).exists()


def test_counting_is_the_persons_own_switch(cast: SimpleNamespace) -> None:
    made = link(cast)
    given = {"link_id": made.id, "counted": False}
    assert not actions.set_counted(organisation_id=cast.nordlys.id, person_id=cast.dan.id, **given)
    assert not actions.set_counted(organisation_id=cast.other.id, person_id=cast.cleo.id, **given)
    assert actions.set_counted(organisation_id=cast.nordlys.id, person_id=cast.cleo.id, **given)
    assert not queries.link_facts([made.id])[made.id].counted


def test_a_link_is_stopped_and_resumed_by_its_owner_alone(cast: SimpleNamespace) -> None:
    made = link(cast)
    given = {"link_id": made.id, "now": cast.now}
    for change in (actions.retire_link, actions.revive_link):
        assert not change(organisation_id=cast.nordlys.id, person_id=cast.dan.id, **given)
        assert not change(organisation_id=cast.other.id, person_id=cast.cleo.id, **given)
    own = {"organisation_id": cast.nordlys.id, "person_id": cast.cleo.id, **given}
    assert not actions.revive_link(**own)
    assert actions.retire_link(**own)
    assert not actions.retire_link(**own)
    assert queries.link_facts([made.id])[made.id].stopped
    assert link(cast).id == made.id
    assert not queries.link_facts([made.id])[made.id].stopped, "made again, it works again"
    assert actions.retire_link(**own)
    assert actions.revive_link(**own)
    assert TrackedLink.objects.get().retired_at is None


def test_every_change_is_announced_and_nothing_else(cast: SimpleNamespace) -> None:
    made = link(cast)
    story = {"organisation_id": cast.nordlys.id, "story_id": 7, "now": cast.now}
    mine = {"organisation_id": cast.nordlys.id, "person_id": cast.cleo.id, "link_id": made.id}
    new = dataclasses.replace(CARD, title="Ny")

    def announced() -> int:
        return Generation.objects.values_list("number", flat=True).first() or 0

    changes: list[tuple[Callable[[], object], bool]] = [
        (lambda: actions.set_card(**story, card=CARD), False),
        (lambda: actions.set_card(**story, card=new), True),
        (lambda: actions.set_card(**story, card=new), False),
        (lambda: link(cast, card=CARD), True),
        (lambda: link(cast, card=CARD), False),
        (lambda: actions.withdraw_story(**story), True),
        (lambda: actions.withdraw_story(**story), False),
        (lambda: actions.restore_story(**story), True),
        (lambda: actions.restore_story(**story), False),
        (lambda: actions.set_counted(**mine, counted=False), True),
        (lambda: actions.retire_link(**mine, now=cast.now), True),
        (lambda: actions.retire_link(**mine, now=cast.now), False),
        (lambda: actions.revive_link(**mine, now=cast.now), True),
        (lambda: link(cast, channel="x"), False),
    ]
    for number, (change, heard) in enumerate(changes):
        before = announced()
        change()
        assert (announced() > before) is heard, number


def test_links_of_a_person(cast: SimpleNamespace) -> None:
    mine = [link(cast), link(cast, channel="x")]
    link(cast, person=cast.dan)
    assert queries.links_of_person(cast.nordlys.id, cast.cleo.id) == mine
    assert queries.links_of_person(cast.other.id, cast.cleo.id) == []


def click(at: int, **changed: object) -> ClickInbox:
    return ClickInbox.objects.create(organisation_id=1, link_id=2, at=at, hit="human", visitor=-5, **changed)


def test_the_inbox_is_read_in_order_and_dropped_up_to_an_id(cast: SimpleNamespace) -> None:
    ids = [click(n).id for n in range(5)]
    assert [row.id for row in queries.inbox(0, 10, now=cast.now)] == ids
    assert [row.id for row in queries.inbox(ids[1], limit=2, now=cast.now)] == ids[2:4]
    assert queries.inbox(0, 1, now=cast.now)[0].visitor == -5
    assert actions.drop_inbox(ids[2]) == 3
    assert queries.waiting_clicks() == 2


@pytest.mark.django_db(transaction=True, databases="__all__")
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer; ids appear in order")
def test_the_reader_waits_for_a_slow_batch_with_lower_ids(now: dt.datetime) -> None:
    from stemme.links.locks import INBOX_LOCK

    began, read = threading.Event(), threading.Event()
    ids: list[int] = []

    def slow_batch() -> None:
        from django.db import transaction

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [INBOX_LOCK])
            ids.append(click(1).id)
            began.set()
            read.wait(timeout=0.5)
        connections.close_all()

    thread = threading.Thread(target=slow_batch)
    thread.start()
    began.wait(timeout=5)
    later = click(2).id
    rows = [row.id for row in queries.inbox(0, 10, now=now)]
    read.set()
    thread.join()
    assert rows == [ids[0], later]


def kept(number: int, at: dt.datetime) -> KeptClick:
    return KeptClick(1, number, 2, 7, 3, 4, "x", at.date(), int(at.timestamp() * 1000), "human", "", 99, "a.example", 3)


def test_keeping_forgetting_and_reading_back(cast: SimpleNamespace, now: dt.datetime) -> None:
    old, new = kept(1, now - dt.timedelta(days=40)), kept(2, now)
    kept_actions.keep([old, new])
    kept_actions.keep([new])
    assert list(queries.kept_clicks(1, first=old.day, last=now.date())) == [old, new]
    click(int((now - dt.timedelta(days=3)).timestamp() * 1000))
    for day in (11, 12):
        OwnBrowser.objects.create(organisation=cast.nordlys, person=cast.cleo, day=dt.date(2026, 11, day), visitor=5)
    assert kept_actions.forget_visitors(now - dt.timedelta(hours=48)) == 2
    assert OwnBrowser.objects.count() == 2, "a click of yesterday may still come"
    assert kept_actions.forget_visitors(now - dt.timedelta(hours=24)) == 0
    assert OwnBrowser.objects.get().day.day == 12
    assert Click.objects.get(inbox_id=1).visitor is None
    assert Click.objects.get(inbox_id=2).visitor == 99
    BatchMark.objects.create(writer="w", last=1, at=0)
    assert kept_actions.forget_clicks(now - dt.timedelta(days=30)) == 1
    assert not BatchMark.objects.exists()
    assert Click.objects.get() == Click.objects.get(inbox_id=2)


def test_salts_are_destroyed_a_day_after_their_day(cast: SimpleNamespace) -> None:
    days = [dt.date(2026, 11, day) for day in (9, 10, 11, 12)]
    for day in days:
        DaySalt.objects.create(day=day, salt=b"x" * 32)
    assert actions.rotate_salts(dt.datetime(2026, 11, 12, 0, 0, 1, tzinfo=dt.UTC)) == 2
    assert list(DaySalt.objects.order_by("day").values_list("day", flat=True)) == days[2:]
    assert actions.rotate_salts(dt.datetime(2026, 11, 12, 23, 59, tzinfo=dt.UTC)) == 0


def test_salts_are_in_no_write_ahead_log(cast: SimpleNamespace) -> None:
    alias = router.db_for_read(DaySalt)
    if connections[alias].vendor != "postgresql":
        assert connections[alias].settings_dict["NAME"] != connections["default"].settings_dict["NAME"]
        return
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'links_daysalt'")
        assert cursor.fetchone()[0] == "u"


def test_forgetting_goes_in_portions_and_by_an_index(cast: SimpleNamespace, now: dt.datetime) -> None:
    kept_actions.keep(kept(number, now - dt.timedelta(days=31 + number)) for number in range(5))
    assert kept_actions.forget_visitors(now, at_once=2) == 5
    assert not Click.objects.exclude(visitor=None, place=None).exists()
    assert kept_actions.forget_clicks(now - dt.timedelta(days=33), at_once=2) == 2
    known = Q(visitor__isnull=False) | Q(place__isnull=False)
    plan = Click.objects.filter(known, at__lt=5).order_by("at").values_list("pk", flat=True)[:10].explain()
    assert "click_known" in plan or connection.vendor == "postgresql", plan
