"""The digest from planning to the mail server, on real rows and a real server."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from stemme.feed.models import Offer
from stemme.mailings import queries
from stemme.mailings.actions import choosing, delivery, planning
from stemme.mailings.models import Mailing, Rhythm
from stemme.mailings.tests.conftest import make_story
from stemme.people.models import DoorLink, Person, Team
from stemme.stats.models import Invited, TakingPart

MINUTE = dt.timedelta(minutes=1)
EVERYBODY = {f"{name}@nordlys.example" for name in ("ada", "lea", "bo", "ana", "cleo", "dan")}


def states():
    return sorted(Mailing.objects.values_list("state", flat=True))


def run(now):
    planning.plan_digests(now=now)
    return delivery.send_planned(now=now)


def test_everybody_gets_one_digest_and_no_more(cast, stories, server, tuesday):
    sent = run(tuesday)
    assert sent.accepted == 7
    assert dict(server.recipients) == dict.fromkeys(EVERYBODY | {"eve@other.example"}, 1)
    for minutes in (0, 5, 60, 24 * 60):
        assert run(tuesday + minutes * MINUTE).accepted == 0
    assert len(server.taken) == 7 and len(server.sessions) == 1


def test_nobody_gets_stories_of_another_organisation(cast, stories, server, tuesday):
    run(tuesday)
    for mail in server.taken:
        foreign = "Secret of the others" in mail.get_body(("plain",)).get_content()
        assert foreign == ("other.example" in mail["To"])
        assert ("turbine" in mail.get_body(("html",)).get_content()) != foreign


def test_the_mail_speaks_the_readers_language_and_its_key_opens_the_door(cast, stories, server, tuesday):
    run(tuesday)
    mail = next(mail for mail in server.taken if "cleo@" in mail["To"])
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "To historier til deg, Cleo" and "God morgen, Cleo" in text
    token = re.search(r"/l/(advd_\w+)/", text)[1]
    stop = re.search(r"/unsubscribe/(advu_\w+)/", text)[1]
    assert Client().get(f"/l/{token}/").status_code in {200, 410}
    assert Client().get(f"/unsubscribe/{stop}/").status_code == 200
    kept = repr(list(Mailing.objects.values())) + repr([bytes(link.token_hash) for link in DoorLink.objects.all()])
    assert token not in kept and stop not in kept


def test_offers_are_recorded_and_the_same_story_is_not_mailed_for_ever(cast, stories, server, tuesday):
    run(tuesday)
    offers = Offer.objects.filter(person=cast.cleo)
    assert {offer.story_id for offer in offers} == {stories.turbine.id, stories.salmon.id}
    assert all(offer.mailed == 1 and offer.first_in == "mail" for offer in offers)
    for week in range(1, 5):
        run(tuesday + dt.timedelta(weeks=week))
    assert max(Offer.objects.values_list("mailed", flat=True)) <= 2


def test_without_stories_there_is_no_mail(cast, server, tuesday):
    assert planning.plan_digests(now=tuesday) == 0
    assert run(tuesday).accepted == 0 and Mailing.objects.count() == 0


def test_only_at_the_organisations_hour(cast, stories, server, tuesday):
    for moment in (tuesday - 20 * MINUTE, tuesday + 13 * 60 * MINUTE, tuesday + dt.timedelta(days=2)):
        assert planning.plan_digests(now=moment) == 0


def test_who_said_no_or_not_now_is_left_alone(cast, stories, server, tuesday):
    Rhythm.objects.create(organisation=cast.nordlys, person=cast.ada, every="never")
    Person.objects.filter(id=cast.lea.id).update(paused_until=tuesday.date() + dt.timedelta(days=3))
    Person.objects.filter(id=cast.bo.id).update(declined_at=tuesday)
    Person.objects.filter(id=cast.ana.id).update(joined_at=None)
    Person.objects.filter(id=cast.cleo.id).update(deactivated_at=tuesday)
    run(tuesday)
    assert set(server.recipients) == {"dan@nordlys.example", "eve@other.example"}


def test_once_a_month(cast, stories, server, tuesday):
    Rhythm.objects.create(
        organisation=cast.nordlys, person=cast.cleo, every="monthly", changed_at=tuesday - dt.timedelta(days=1)
    )
    for week in range(5):
        make_story(cast.nordlys, f"Story of week {week}")
        run(tuesday + dt.timedelta(weeks=week))
    days = list(Mailing.objects.filter(person=cast.cleo).order_by("slot").values_list("slot", flat=True))
    assert days == [dt.date(2026, 11, 10), dt.date(2026, 12, 1)]


def test_stopping_leaving_and_withdrawing_count_until_the_last_moment(cast, stories, server, tuesday):
    planning.plan_digests(now=tuesday)
    choosing.stop(
        token=choosing.make_stop_token(organisation_id=cast.nordlys.id, person_id=cast.dan.id, now=tuesday), now=tuesday
    )
    Person.objects.filter(id=cast.bo.id).update(deactivated_at=tuesday)
    stories.turbine.withdrawn_at = stories.foreign.withdrawn_at = tuesday
    stories.turbine.save()
    stories.foreign.save()
    assert delivery.send_planned(now=tuesday).states == {"sent": 4, "dropped": 3, "unclear": 0}
    assert set(server.recipients) == EVERYBODY - {"dan@nordlys.example", "bo@nordlys.example"}
    assert all("turbine" not in mail.get_body(("plain",)).get_content() for mail in server.taken)


def test_a_mailbox_that_does_not_exist_is_noted_and_the_others_are_not_affected(cast, stories, server, tuesday):
    server.answer = lambda number, to: "rcpt 550 no such user" if to.startswith("dan@") else ""
    assert run(tuesday).states["refused"] == 1
    cast.dan.refresh_from_db()
    assert cast.dan.bounced_at is not None
    assert len(server.taken) == 6 and not Offer.objects.filter(person=cast.dan).exists()


def test_a_full_mailbox_is_tried_again_with_the_same_message_id(cast, stories, server, tuesday):
    ids = []
    server.answer = lambda number, to: "rcpt 452 full" if to.startswith("dan@") and len(ids) < 2 else ""
    for minutes in (0, 0, 1, 2, 30):
        run(tuesday + minutes * MINUTE)
        ids += [mail["Message-ID"] for mail in server.taken if "dan@" in mail["To"]][:1] or [None]
    assert server.recipients["dan@nordlys.example"] == 1
    row = Mailing.objects.get(person=cast.dan)
    assert row.state == "sent" and row.attempts >= 2 and f"digest.{row.id}." in ids[-1]


def test_what_may_have_arrived_is_listed_and_never_sent_again(cast, stories, server, tuesday):
    server.answer = lambda number, to: "drop" if to.startswith("dan@") else ""
    assert run(tuesday).states == {"sent": 6, "unclear": 1, "dropped": 0}
    server.answer = lambda number, to: ""
    for minutes in (5, 60, 600):
        run(tuesday + minutes * MINUTE)
    assert server.recipients["dan@nordlys.example"] == 1
    assert [row.person_id for row in queries.unclear(cast.nordlys.id)] == [cast.dan.id]
    assert queries.counts_by_state(cast.nordlys.id, slot=tuesday.date()) == {"sent": 5, "unclear": 1}
    assert Offer.objects.filter(person=cast.dan).exists(), "it may have arrived, so it counts as offered"


def test_while_the_server_is_away_everything_waits_and_then_goes_out_once(cast, stories, server, settings, tuesday):
    url, settings.SMTP_URL = settings.SMTP_URL, "smtp://127.0.0.1:9"
    sent = run(tuesday)
    assert sent.accepted == 0 and states() == ["queued"] * 7
    assert not Mailing.objects.filter(attempts__gt=0).exists(), "it is asked before anything is tried"
    settings.SMTP_URL = url
    for minutes in range(1, 12):
        run(tuesday + minutes * MINUTE)
    assert set(server.recipients.values()) == {1} and len(server.recipients) == 7


def test_a_digest_that_is_twelve_hours_late_is_dropped_with_a_note(cast, stories, server, tuesday, caplog):
    planning.plan_digests(now=tuesday)
    sent = delivery.send_planned(now=tuesday + dt.timedelta(hours=12, minutes=1))
    assert sent.states["dropped"] == 7 and server.taken == []
    assert "could not go out" in caplog.text


def test_a_mail_whose_worker_died_is_uncertain_after_a_quarter_of_an_hour(cast, stories, server, tuesday):
    planning.plan_digests(now=tuesday)
    Mailing.objects.filter(person=cast.dan).update(state="sending", changed_at=tuesday)
    assert delivery.send_planned(now=tuesday).accepted == 6
    assert delivery.send_planned(now=tuesday + 14 * MINUTE).states["unclear"] == 0
    assert delivery.send_planned(now=tuesday + 16 * MINUTE).states["unclear"] == 1
    assert "dan@nordlys.example" not in server.recipients


def test_an_error_of_ours_does_not_hold_up_the_others(cast, stories, server, tuesday):
    Person.objects.filter(id=cast.dan.id).update(email="dan@nordlys.example\nbcc: x@y.example")
    assert run(tuesday).states == {"sent": 6, "queued": 1, "unclear": 0, "dropped": 0}
    for minutes in (1, 3, 7, 15, 31, 47):
        run(tuesday + minutes * MINUTE)
    assert states() == ["refused"] + ["sent"] * 6
    assert Mailing.objects.get(person=cast.dan).attempts == 5 and len(server.taken) == 6


def test_windows_and_last_time(cast, stories, server, tuesday):
    month = tuesday.date().replace(day=1)
    hydro = Team.objects.create(organisation=cast.nordlys, name="Hydropower")
    for team, number in ((cast.wind.id, 22), (cast.turbine.id, 22), (hydro.id, 10), (cast.grid.id, 7), (0, 39)):
        Invited.objects.create(organisation_id=cast.nordlys.id, day=month, team_id=team, people=number)
    for person, team in ((cast.cleo, cast.turbine), (cast.dan, cast.grid)):
        TakingPart.objects.create(organisation_id=cast.nordlys.id, start=month, person_id=person.id, team_id=team.id)
    run(tuesday)
    texts = {mail["To"].split("@")[0].split("<")[-1]: mail.get_body(("plain",)).get_content() for mail in server.taken}
    assert "Det lyser i 1 av 22 vinduer i Offshore wind. Ditt er ett av dem." in texts["cleo"]
    assert "vinduer" not in texts["dan"] and "windows" not in texts["ada"], "seven people are below the floor"


def test_the_command_sends_at_once(cast, stories, server, capsys):
    call_command("digest_send", org="nordlys", now=True)
    assert "Planned 6 mails" in capsys.readouterr().out
    assert set(server.recipients) == EVERYBODY
    call_command("digest_send", org="nordlys", now=True)
    assert "Planned 0 mails" in capsys.readouterr().out and len(server.taken) == 6
    with pytest.raises(CommandError, match="no organisation"):
        call_command("digest_send", org="nowhere")
