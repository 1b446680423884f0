"""Launching a wave: who is invited, who is not, and when a reason is asked for."""

from __future__ import annotations

import pytest

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.mailings.actions import planning
from stemme.mailings.material import Material
from stemme.mailings.models import Mailing
from stemme.people import actions as people
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.waves.actions import checking, launching
from stemme.waves.actions.holding import WaveError
from stemme.waves.check_queries import lists_of
from stemme.waves.checks import OURS
from stemme.waves.models import Check, KitText, Wave
from stemme.waves.opening_queries import opening_of
from stemme.waves.reality_queries import reality_of
from stemme.waves.tests.scene import DAY, make_scene, take_part


@pytest.fixture
def scene(cast):
    return make_scene(cast)


def tick_all(scene, number, now):
    for key in OURS:
        checking.tick(actor=scene.lead, wave_id=scene.waves[number].id, name=key, done=True, now=now)


def refused(scene, number, now, **more):
    with pytest.raises(WaveError) as told:
        launching.launch(actor=scene.lead, wave_id=scene.waves[number].id, now=now, **more)
    return told.value.reason


def test_only_those_of_the_wave_who_were_never_invited_get_a_mail(cast, scene, now):
    first, second, third = scene.people[0][:3]
    people.invite(actor=scene.lead, person_ids=[first], now=now - 30 * DAY)
    people.decline(person_id=second, now=now - 20 * DAY)
    people.join(person_id=third, now=now - 10 * DAY)
    tick_all(scene, 0, now)
    assert launching.launch(actor=scene.lead, wave_id=scene.waves[0].id, now=now) == 9
    planning.plan_invitations(now=now)
    got = set(Mailing.objects.filter(kind="invitation").values_list("person_id", flat=True))
    assert got == set(scene.people[0][3:])
    Person.objects.get(id=first, invited_at=now - 30 * DAY)


def test_nobody_of_a_later_wave_is_written_to_by_itself(cast, scene, now):
    tick_all(scene, 0, now)
    launching.launch(actor=scene.lead, wave_id=scene.waves[0].id, now=now)
    for day in range(40):
        planning.plan_invitations(now=now + day * DAY)
        planning.plan_reminders(now=now + day * DAY)
    later = scene.people[1] + scene.people[2]
    assert not Mailing.objects.filter(person_id__in=later).exists()
    assert not Person.objects.filter(id__in=later, invited_at__isnull=False).exists()
    people.invite(actor=scene.lead, person_ids=later[:1], now=now)
    planning.plan_invitations(now=now)
    assert Mailing.objects.filter(person_id=later[0]).count() == 1, "by hand anybody can be invited at any time"


def test_the_check_list_asks_for_a_reason(scene, now):
    assert refused(scene, 0, now) == refused(scene, 0, now, reason="  ") == "early"
    launching.launch(actor=scene.lead, wave_id=scene.waves[0].id, reason="The fair is tomorrow.", now=now)
    wave = Wave.objects.get(id=scene.waves[0].id)
    assert wave.reason == "The fair is tomorrow." and wave.launched_by_id == scene.lead.person_id
    fact = Fact.objects.get(kind=facts.WAVE_LAUNCHED)
    assert (fact.subject_id, fact.data) == (wave.id, {"people": 12, "early": True})


def test_a_wave_opens_when_enough_of_the_one_before_took_part(cast, scene, now):
    tick_all(scene, 0, now)
    tick_all(scene, 1, now)
    launching.launch(actor=scene.lead, wave_id=scene.waves[0].id, now=now)
    later = now + 14 * DAY
    take_part(cast, scene.people[0][:4], later.date())
    assert refused(scene, 1, later) == "early"
    assert opening_of(cast.nordlys.id, scene.waves[1].id, now=later).before_share == pytest.approx(4 / 12)
    take_part(cast, scene.people[0][4:5], later.date())
    assert launching.launch(actor=scene.lead, wave_id=scene.waves[1].id, now=later) == 12
    assert Wave.objects.get(id=scene.waves[1].id).reason == ""


def test_waves_begin_one_after_the_other_and_once(scene, now):
    assert refused(scene, 1, now, reason="Now") == "before"
    launching.launch(actor=scene.lead, wave_id=scene.waves[0].id, reason="Now", now=now)
    assert refused(scene, 0, now, reason="Again") == "launched"


def test_its_days_move_with_the_launch(scene, now):
    launching.launch(actor=scene.lead, wave_id=scene.waves[0].id, reason="Late", now=now + 5 * DAY)
    wave = Wave.objects.get(id=scene.waves[0].id)
    assert wave.first_day == scene.today + 5 * DAY and wave.last_day == scene.today + 32 * DAY


def test_a_draft_cannot_be_launched_and_only_the_lead_launches(cast, now):
    scene = make_scene(cast, agreed=False)
    assert refused(scene, 0, now, reason="Now") == "draft"
    for name in ("ana", "bo", "cleo"):
        with pytest.raises(WaveError, match="right"):
            actor = viewer(getattr(cast, name).id, scope="employee")
            launching.launch(actor=actor, wave_id=scene.waves[0].id, reason="Now", now=now)
    with pytest.raises(Wave.DoesNotExist):
        eve = viewer(cast.eve.id, scope="employee")
        launching.launch(actor=eve, wave_id=scene.waves[0].id, reason="Now", now=now)


def test_reality_counts_each_person_once_from_the_week_of_the_launch_on(cast, scene, now):
    take_part(cast, scene.people[0][:2], (now - 14 * DAY).date())
    launching.launch(actor=scene.lead, wave_id=scene.waves[0].id, reason="Now", now=now)
    take_part(cast, scene.people[0][:3], now.date())
    take_part(cast, scene.people[0][2:5], (now + 7 * DAY).date())
    take_part(cast, scene.people[1], (now + 7 * DAY).date())
    found = reality_of(cast.nordlys.id, scene.plan.id, now=now + 15 * DAY)
    assert list(found) == [0] and found[0].by_week == (3, 5, 5) and found[0].people == 12
    long_after = reality_of(cast.nordlys.id, scene.plan.id, now=now + 200 * DAY)
    assert len(long_after[0].by_week) == 5, "a wave that is over stays as it was"


def test_what_was_learned_is_written_down_after_the_launch(scene, now):
    wave = scene.waves[0]
    with pytest.raises(WaveError, match="before"):
        launching.write_learned(actor=scene.lead, wave_id=wave.id, text="Early mornings work.", now=now)
    launching.launch(actor=scene.lead, wave_id=wave.id, reason="Now", now=now)
    launching.write_learned(actor=scene.lead, wave_id=wave.id, text=" Early mornings work.\n\nAsk hosts. ", now=now)
    assert Wave.objects.get(id=wave.id).learned == "Early mornings work.\n\nAsk hosts."


def test_the_check_list_has_our_lines_and_their_own(cast, scene, now):
    wave = scene.waves[0]
    own = checking.add_line(actor=scene.lead, wave_id=wave.id, text=" Read it out\non the night shift ", now=now)
    checking.keep_line(
        actor=scene.lead, wave_id=wave.id, name="managers", done=True, note="13 came", owner_id=cast.bo.id,
        due_on=scene.today, now=now,
    )  # fmt: skip
    lines = lists_of(cast.nordlys.id, {wave.id: wave.first_day})[wave.id]
    assert [line.name for line in lines] == [*OURS, own]
    managers = lines[1]
    assert (managers.done, managers.note, managers.owner_name) == (True, "13 came", "Bo Brandt")
    assert lines[-1].text == "Read it out on the night shift"
    checking.tick(actor=scene.lead, wave_id=wave.id, name="managers", done=False, now=now)
    assert Check.objects.get(wave=wave, key="managers").note == "13 came"
    checking.remove_line(actor=scene.lead, wave_id=wave.id, name=own, now=now)
    assert Check.objects.filter(wave=wave).count() == 1
    with pytest.raises(WaveError, match="owner"):
        checking.keep_line(actor=scene.lead, wave_id=wave.id, name="hosts", done=False, owner_id=cast.eve.id, now=now)
    with pytest.raises(WaveError, match="gone"):
        checking.tick(actor=scene.lead, wave_id=scene.waves[1].id, name=own, done=True, now=now)


def test_the_invitation_of_a_wave_says_what_the_kit_says(cast, scene, now):
    KitText.objects.create(
        organisation=cast.nordlys,
        piece="invitation",
        language="en",
        subject="{given_name}, come in",
        body="Dear {given_name}\n\nThe stories of {organisation} are here.\n\nTea is served.",
    )
    launching.launch(actor=scene.lead, wave_id=scene.waves[0].id, reason="Now", now=now)
    planning.plan_invitations(now=now)
    material, mailing = Material(now), Mailing.objects.order_by("id")[0]
    letter = material.letter(mailing, material.keys(mailing, door="d", stop="s"))
    assert letter.subject == "W0, come in"
    for said in ("Dear W0", "The stories of Nordlys Energi are here.", "Tea is served.", "Nobody is worse off"):
        assert said in letter.body
    scene.plan.ended_at = now
    scene.plan.save()
    again = Material(now)
    assert again.letter(mailing, again.keys(mailing, door="d", stop="s")).subject == "You are welcome to read along, W0"
