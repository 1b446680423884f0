"""Run as a program: fills an empty house with the cast and two days of history; prints what is in it as JSON."""

from __future__ import annotations

import datetime as dt
import json
import sys

import django


def fill() -> dict[str, object]:
    """Tables, the cast, two days of history, a session for everybody, links as mails carry them."""
    django.setup()
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from stemme.atlas.models import CareOffer
    from stemme.buddies.models import Pair
    from stemme.chat import settings_actions as chat
    from stemme.council import actions as council
    from stemme.council.situation import About
    from stemme.growth import actions as growth
    from stemme.joining.models import JoinLink, JoinRequest
    from stemme.library.workflow import campaign_actions as campaigns
    from stemme.library.workflow import review_actions as reviews
    from stemme.links.actions import make_link
    from stemme.links.cards import Card
    from stemme.mailings.actions.choosing import make_stop_token
    from stemme.media import actions as media
    from stemme.passkeys.models import Passkey
    from stemme.people.actions.doors import make_door_link
    from stemme.people.models import Person, RoleGrant
    from stemme.people.queries import viewer
    from stemme.project.demo import quay_pictures
    from stemme.project.preparing import prepare
    from stemme.pulse.models import Pulse
    from stemme.readiness import actions as readiness
    from stemme.readiness.statements import BY_KEY
    from stemme.recognition import actions as recognition
    from stemme.recognition.challenge_queries import Words
    from stemme.rewards import actions as collecting
    from stemme.rewards import deciding_actions as rewards
    from stemme.rewards import earning
    from stemme.rewards.models import Entry
    from stemme.scorecards import actions as scorecards
    from stemme.scorecards.tests.scene import open_lock
    from stemme.scores import actions as scores
    from tests.cast import make_cast, open_session
    from tests.landing_rows import landing_rows
    from tests.outcome_rows import outcome_rows
    from tests.public_rows import public_rows
    from tests.report_rows import report_rows
    from tests.staff import sign_in_of
    from tests.stage import make_history
    from tests.uplift_rows import lottery_rows

    prepare()
    now = timezone.now()
    cast = make_cast(now)
    history = make_history(cast)
    scores.count_scores(now=now)
    grant = RoleGrant.objects.create(organisation=cast.nordlys, person=cast.dan, role="operator")
    sign_in_of(cast)
    passkey = Passkey.objects.create(
        organisation=cast.nordlys, person=cast.cleo, credential_id=b"1", public_key=b"1", handle=b"1", name="Laptop"
    )
    way_in = JoinLink.objects.create(
        organisation=cast.nordlys, team=cast.turbine, label="Canteen", token="7k3m9q2x7k3m9q2x", code="7k3m9q2x",
        domains="nordlys.example", private=True, most=50, last_day=now.date() + dt.timedelta(days=30), made_by=cast.lea,
    )  # fmt: skip
    JoinRequest.objects.create(
        organisation=cast.nordlys, link=way_in, email="jo@home.example", given_name="Jo", waits=True
    )
    card = Card("nb", history.stories[1].target_url, "Vinger", "Tolv blader.", "", "nordlys.example")
    link = make_link(
        organisation_id=cast.nordlys.id, person_id=cast.dan.id, story_id=history.stories[1].id, channel="bluesky",
        card=card, now=now,
    )  # fmt: skip
    CareOffer.objects.create(organisation=cast.nordlys, person=cast.dan, mentor=True, field="Nett")
    ada = viewer(cast.ada.id, scope="employee")
    assert ada
    written = {"address": "Strandgaten 1", "contact": "personvern@nordlys.example", "country": "no"}
    council.write_down(actor=ada, about=About(controller="Nordlys Energi AS", basis="interest", **written), now=now)
    edition = council.issue(actor=ada, now=now)
    cleo = viewer(cast.cleo.id, scope="employee")
    assert cleo
    growth.keep(viewer=cleo, lesson="first-sentence", language="nb", text="Kranen sang i dag.", now=now)
    growth.mark_done(viewer=cleo, lesson="first-sentence", now=now)
    growth.try_step(viewer=cleo, step="question", now=now)
    challenge = recognition.plan(
        actor=ada, organisation_id=cast.nordlys.id, team_id=None, measure="windows", goal=0.6, first_day=now.date(),
        months=1, texts=[Words("en", "Light up the quay", "Together.", "A donation.")], now=now,
    )  # fmt: skip
    rewards.set_rules(actor=ada, on=True, most_a_month=100, cause="Trees", rules=earning.DEFAULTS, now=now)
    rewards.list_reward(actor=ada, title="A book", cost=10, stock=3, now=now)
    collecting.collect(actor=cleo, now=now)
    entry = Entry.objects.create(
        organisation=cast.nordlys, person=cast.cleo, kind="earned", rule="helped", points=40, made_on=now.date()
    )  # fmt: skip
    collecting.question_entry(actor=cleo, entry_id=entry.pk, now=now)
    Pair.objects.create(organisation=cast.nordlys, helper=cast.lea, newcomer=cast.cleo, state="running", steps=1)
    address = "https://hooks.slack.com/services/T000/B000/tests"
    channel = chat.WantedRoom("slack", "#news", "Everybody at Nordlys", "nb", address)
    room = chat.add_room(actor=ada, wanted=channel, now=now)
    Pulse.objects.create(organisation=cast.nordlys, quarter=dt.date(now.year - 1, 1, 1), step_2=2, step_5=9)
    for number, roles in enumerate((("employees",) * 3 + ("hr",), ("it",))):
        readiness.open_round(actor=ada, closes_on=now.date() + dt.timedelta(days=9), now=now)
        for place, role in enumerate(roles):
            sheet = readiness.make_link(actor=ada, role=role, language="nb", now=now)
            said = {key: (place + step) % 5 for step, key in enumerate(BY_KEY)}
            readiness.answer(token=sheet, answers=said, named=role != "employees", now=now)
        if number == 0:
            readiness.close(actor=ada, now=now)
    readiness.ask_person(actor=ada, role="hr", person_id=cast.cleo.id, now=now)
    campaign = campaigns.make_campaign(actor=ada, name="Harbour", first_day=now.date(), last_day=None, now=now)
    reviews.ask(actor=ada, story_id=history.stories[0].id, wanted_id=cast.cleo.id, note="The figures?", now=now)
    film = SimpleUploadedFile("film.mp4", quay_pictures.evening_film(1))
    asset = media.upload(actor=ada, file=film, alt="Windows light up", now=now)
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.dan, role="manager", team=cast.wind)
    agreement = open_lock(cast, "scorecards")
    scorecards.agree(actor=cleo, lock="scorecards", now=now)
    names = ("ada", "lea", "bo", "ana", "cleo", "dan", "eve")
    sessions = {name: open_session(getattr(cast, name).id) for name in names}
    # The representative who agreed to the lock.
    sessions["rut"] = open_session(Person.objects.get(organisation=cast.nordlys, email="rut@nordlys.example").id)
    sessions["cleo_by_mail"] = open_session(cast.cleo.id, "suggest")
    return {
        "sessions": sessions,
        "door": make_door_link(person_id=cast.cleo.id, now=now),
        "door_of_ana": make_door_link(person_id=cast.ana.id, now=now),
        "door_of_eve": make_door_link(person_id=cast.eve.id, now=now, scope="employee", valid_days=1),
        "stop": make_stop_token(organisation_id=cast.nordlys.id, person_id=cast.dan.id, now=now),
        "code": link.code,
        "story": history.stories[0].id,
        "second_story": history.stories[1].id,
        "source": history.source_id,
        "item": history.item_id,
        "pause": history.stop_id,
        "grant": grant.id,
        "passkey": passkey.id,
        "join_link": way_in.pk,
        "edition": edition,
        "challenge": challenge,
        "room": room,
        "campaign": campaign,
        **outcome_rows(cast, history.stories[0].id),
        **(landing := landing_rows(cast)),
        **public_rows(landing["page_id"]),
        "lottery": lottery_rows(cast, history.stories[1].id)["lottery_id"],
        "asset": asset,
        "agreement": agreement,
        "join_token": way_in.token,
        "sheet": sheet,
        "report": report_rows(cast),
        "people": {name: getattr(cast, name).id for name in names},
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(fill()) + "\n")
