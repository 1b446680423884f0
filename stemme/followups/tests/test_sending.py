"""Letters: each lead gets each step once, whatever happens meanwhile; and none who should not."""

from __future__ import annotations

import datetime as dt
import random
import re
from email import message_from_bytes
from email.policy import default

import pytest

from stemme.followups.actions import delivery
from stemme.followups.actions.delivery import take
from stemme.followups.actions.queueing import queue_due
from stemme.followups.models import Letter, Sequence, Step
from stemme.followups.tests.conftest import House, Killed, broken
from stemme.kit.mailer import RefusedError, UncertainError
from stemme.landing.leads.actions import became_customer, stop_mails
from stemme.landing.models import Lead, Page
from stemme.mailings.actions.bouncing import came_back, complained

pytestmark = pytest.mark.django_db


def test_a_lead_gets_the_steps_one_after_the_other(house: House) -> None:
    house.lead()
    house.live(8)
    assert house.got == [("Hanne Petersen <hanne@wohnen.example>", f"Mail {number}") for number in (1, 2, 3)]
    sent = list(
        Letter.objects.filter(organisation=house.cast.nordlys).order_by("id").values_list("changed_at", flat=True)
    )
    assert [(later - first).days for first, later in zip(sent, sent[1:], strict=False)] == [2, 3]
    # Tuesday, Thursday, and not on Sunday but on Monday at the end of the quiet hours.
    assert [moment.weekday() for moment in sent] == [1, 3, 0]
    assert [step.sent for step in Step.objects.filter(sequence=house.sequence)] == [1, 1, 1]


@pytest.mark.parametrize("seed", range(8))
def test_each_lead_gets_each_step_once_whatever_breaks(house: House, seed: int) -> None:
    """Workers are killed before and after a byte left, servers refuse for now or vanish, two workers run at once."""
    chance = random.Random(seed)
    leads = [house.lead(name, email=f"{name}@x.example", token_hash=name) for name in ("ann", "ben", "cem", "dea")]

    def before(message: object) -> None:
        if chance.random() < 0.2:
            raise chance.choice([Killed(), RefusedError("later", code=421), RefusedError("later", code=450)])
        if chance.random() < 0.2:
            # Another worker comes by while this one talks with the server.
            house.post.behave, kept = (lambda message: None), house.post.behave
            house.run(hours=chance.random() * 24)
            house.post.behave = kept

    def after(message: object) -> None:
        if chance.random() < 0.2:
            raise chance.choice([Killed(), UncertainError("gone")])

    house.post.behave, house.post.after = before, after
    house.live(12)
    assert len(house.got) == len(set(house.got)), "somebody got a mail twice"
    states = house.states()
    assert set(states) <= {"sent", "unclear"} and len(states) == 3 * len(leads)
    # What the server took is sent or unclear; what was counted as sent, it took.
    taken = sum(state == "sent" for state in states)
    assert taken <= len(house.got) <= len(states)
    assert sum(Step.objects.filter(sequence=house.sequence).values_list("sent", flat=True)) == taken


def test_a_letter_is_taken_by_one_worker(house: House) -> None:
    house.lead()
    queue_due(now=house.now)
    queue_due(now=house.now)
    letter = Letter.objects.get(organisation=house.cast.nordlys)
    again = Letter.objects.get(organisation=house.cast.nordlys)
    assert take(letter, now=house.now)
    assert not take(again, now=house.now)
    # Whoever read it before it was tried and put back does not take it either: it waits.
    Letter.objects.filter(organisation=house.cast.nordlys, id=letter.id).update(state="queued")
    assert not take(again, now=house.now)


def test_a_worker_that_cannot_write_a_letter_leaves_it_to_the_one_that_sends_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.lead()
    queue_due(now=house.now)
    letter = Letter.objects.get(organisation=house.cast.nordlys)
    real = delivery.Desk.message

    def write(desk: delivery.Desk, row: Letter) -> None:
        assert take(letter, now=house.now)
        raise LookupError("no database")

    monkeypatch.setattr(delivery.Desk, "message", write)
    delivery.send_due(now=house.now, post=house.post, clock=lambda: 0.0)
    assert house.states() == ["sending"]
    monkeypatch.setattr(delivery.Desk, "message", real)
    house.run(hours=1)
    assert house.states() == ["unclear"] and house.got == []


def test_what_may_have_arrived_is_never_sent_again(house: House) -> None:
    house.lead()
    house.post.behave = broken
    house.run()
    house.post.behave = lambda message: None
    house.run(hours=1)
    assert house.states()[0] == "unclear" and house.got == []
    house.run(hours=49)
    assert house.got == [("Hanne Petersen <hanne@wohnen.example>", "Mail 2")]


@pytest.mark.parametrize("how", ["stopped", "customer", "withdrawn", "off", "deleted"])
def test_nothing_more_leaves_when_it_is_over(house: House, how: str) -> None:
    lead = house.lead()
    house.run()
    house.run(hours=1)
    assert house.states() == ["sent", "queued"]
    ours = {"organisation_id": house.cast.nordlys.id, "lead_id": lead.id}
    if how == "stopped":
        stop_mails(**ours, now=house.now)
    elif how == "customer":
        became_customer(**ours, now=house.now)
    elif how == "withdrawn":
        Page.objects.filter(id=house.page.id).update(withdrawn_at=house.now)
    elif how == "off":
        Sequence.objects.filter(id=house.sequence.id).update(stopped_at=house.now)
    else:
        Lead.objects.filter(id=lead.id).delete()
    house.run(hours=48)
    house.run(hours=24 * 8)
    assert len(house.got) == 1
    assert house.states() == ([] if how == "deleted" else ["sent", "dropped"])


def test_who_stops_while_the_letter_is_written_gets_none(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    lead = house.lead()
    real = delivery.Desk.message

    def write(desk: delivery.Desk, row: Letter) -> object:
        made = real(desk, row)
        stop_mails(organisation_id=house.cast.nordlys.id, lead_id=lead.id, now=house.now)
        return made

    monkeypatch.setattr(delivery.Desk, "message", write)
    house.run()
    assert house.got == []


def test_a_stop_holds_for_every_page_where_the_address_was_left(house: House) -> None:
    lead = house.lead()
    other = Page.objects.create(organisation=house.cast.nordlys, slug="other", name="Other", language="en")
    elsewhere = house.lead(page=other, token_hash="other")
    foreign = house.lead(
        "Somebody", organisation=house.cast.other, email=lead.email, token_hash="foreign",
        page=Page.objects.create(organisation=house.cast.other, slug="foreign", name="Foreign", language="en"),
    )  # fmt: skip
    stop_mails(organisation_id=house.cast.nordlys.id, lead_id=lead.id, now=house.now)
    stopped = dict(
        Lead.objects.filter(organisation__in=[house.cast.nordlys, house.cast.other]).values_list("id", "stopped_at")
    )
    assert stopped == {lead.id: house.now, elsewhere.id: house.now, foreign.id: None}


def test_only_who_confirms_while_it_is_on_enters(house: House) -> None:
    house.lead("Early Bird", confirmed_at=house.sequence.started_at - dt.timedelta(minutes=1))
    house.lead("Not Yet", confirmed_at=None)
    house.run()
    assert house.states() == []


def test_nothing_leaves_at_night_or_on_a_sunday(house: House) -> None:
    house.lead()
    for hours in (12, 20):  # At ten in the evening, and at six.
        house.run(hours=hours)
    assert house.got == []
    house.run(hours=23)
    assert len(house.got) == 1


def test_what_could_not_leave_for_a_week_is_dropped(house: House) -> None:
    house.lead()
    queue_due(now=house.now)
    house.run(hours=24 * 8)
    assert house.states() == ["dropped"] and house.got == []


def test_the_mail_speaks_the_lead_s_language_and_says_who_and_why(house: House) -> None:
    texts = {**house.steps[0].texts, "nb": {**house.steps[0].texts["en"], "subject": "Takk", "body": "Mer her."}}
    Step.objects.filter(id=house.steps[0].id).update(texts=texts)
    house.lead(language="nb")
    house.run()
    message = message_from_bytes(house.post.taken[0].message().as_bytes(), policy=default)
    assert (message["Subject"], message["Content-Language"]) == ("Takk", "nb")
    text = message.get_body(("plain",)).get_content()
    assert "Mer her." in text and "Varme fra havna" in text and house.cast.nordlys.name in text
    assert "10. november" in text
    html = message.get_body(("html",)).get_content()
    assert "Mer her." in html and "<img" not in html and "x.example" not in html
    stop = re.fullmatch(r"<(\S+/p/mail/\S+/)>", message["List-Unsubscribe"].strip())
    assert stop, message["List-Unsubscribe"]
    assert stop[1] in text and stop[1] in html and f"{stop[1]}go/" in html
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "wohnen" not in stop[1] and "hanne" not in stop[1]


def test_a_language_without_words_gets_the_page_s_own(house: House) -> None:
    house.lead(language="nb")
    house.run()
    assert house.got[0][1] == "Mail 1"
    assert house.post.taken[0].extra_headers["Content-Language"] == "en"


def test_a_letter_that_comes_back_is_the_last(house: House) -> None:
    house.lead()
    house.run()
    identity = house.post.taken[0].extra_headers["Message-ID"]
    assert came_back(identity, hard=True, status="5.1.1", now=house.now)
    assert not came_back(identity, hard=True, status="5.1.1", now=house.now)
    house.run(hours=49)
    assert house.states() == ["bounced"]
    step = Step.objects.get(id=house.steps[0].id)
    assert (step.sent, step.failed) == (1, 1)


def test_calling_it_spam_is_a_stop(house: House) -> None:
    lead = house.lead()
    house.run()
    assert complained(house.post.taken[0].extra_headers["Message-ID"], now=house.now)
    house.run(hours=49)
    lead.refresh_from_db()
    assert lead.stopped_at == house.now and len(house.got) == 1
    assert Step.objects.get(id=house.steps[0].id).left == 1


def test_an_address_that_takes_no_mail_is_left_alone(house: House) -> None:
    house.lead()

    def refuse(message: object) -> None:
        raise RefusedError("no such user", code=550, permanent=True, of_recipient=True)

    house.post.behave = refuse
    house.run()
    house.run(hours=49)
    assert house.states() == ["refused"]
    assert Step.objects.get(id=house.steps[0].id).failed == 1
