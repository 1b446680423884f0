"""A mail server that is slow, says no, hangs up or is away; two workers; clocks that jump: nobody two, nobody none."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from contextlib import suppress

import pytest
from django.db import connection, connections

from stemme.kit.mailer import RefusedError
from stemme.mailings.actions import delivery
from stemme.mailings.actions.holding import claim, hold
from stemme.mailings.actions.queueing import queue
from stemme.mailings.models import Mailing
from stemme.people.models import DoorLink, Person

MINUTE = dt.timedelta(minutes=1)
HOUR = 60 * MINUTE


def queue_all(cast, stories, now, count=0):
    """A digest for each of the cast and for so many more; their addresses."""
    more = Person.objects.bulk_create(
        Person(
            organisation=cast.nordlys, team=cast.grid, email=f"p{n}@nordlys.example", given_name=f"P{n}",
            invited_at=now, joined_at=now,
        )
        for n in range(count)
    )  # fmt: skip
    readers = [cast.cleo, cast.dan, cast.bo, cast.ana, *more]
    for person in readers:
        assert queue(
            organisation_id=cast.nordlys.id, person_id=person.id, kind="digest", slot=now.date(),
            stories=[stories.turbine.id], now=now,
        )  # fmt: skip
    return {person.email for person in readers}


def states():
    return Counter(Mailing.objects.filter(organisation_id__gt=0).values_list("state", flat=True))


def test_everything_that_can_go_wrong_in_turn(cast, stories, server, tuesday):
    """Refused for now, refused for ever, 421, hanging up after the dot: each gets one, or is listed."""
    readers = queue_all(cast, stories, tuesday, count=4)
    told = ["", "rcpt 452 full", "rcpt 550 no such user", "rcpt 421 busy", "data 451 later", "drop", "data 554 spam"]
    server.answer = lambda number, to: told[number] if number < len(told) else ""
    for minutes in (0, 2, 4, 9, 20, 70):
        delivery.send_planned(now=tuesday + minutes * MINUTE)
    found = states()
    assert found == {"sent": len(readers) - 3, "refused": 2, "unclear": 1}
    assert max(server.recipients.values()) == 1
    assert len(server.recipients) == len(readers) - 2, "all but the two that were refused for ever"
    assert Person.objects.filter(organisation=cast.nordlys, bounced_at__isnull=False).count() == 1


def test_an_hour_without_a_server_costs_nobody_a_mail_or_a_link(cast, stories, server, settings, tuesday):
    readers = queue_all(cast, stories, tuesday)
    url, settings.SMTP_URL = settings.SMTP_URL, "smtp://127.0.0.1:9"
    for minutes in range(0, 60, 5):
        delivery.send_planned(now=tuesday + minutes * MINUTE)
    assert states() == {"queued": len(readers)} and not DoorLink.objects.exists()
    settings.SMTP_URL = url
    assert delivery.send_planned(now=tuesday + HOUR).accepted == len(readers)
    assert server.recipients == dict.fromkeys(readers, 1)


class Post:
    """A way out on whose clock each mail takes ``seconds``; at the ``breaks``-th the server goes away."""

    def __init__(self, seconds: float = 0.0, breaks: int = 10**6) -> None:
        self.seconds, self.breaks, self.clock = seconds, breaks, 0.0
        self.taken: Counter[str] = Counter()

    def now(self) -> float:
        return self.clock

    def ready(self) -> None:
        pass

    def hand_over(self, message) -> None:
        self.clock += self.seconds
        if sum(self.taken.values()) >= self.breaks:
            raise RefusedError("away")
        self.taken[message.to[0]] += 1

    def close(self) -> None:
        pass


def test_a_slow_server_ends_the_run_in_time_and_the_rest_follows(cast, stories, tuesday):
    readers = queue_all(cast, stories, tuesday, count=6)
    post = Post(seconds=30.0)
    first = delivery.send_planned(now=tuesday, post=post, seconds=100, clock=post.now)
    assert first.accepted == 4 and states()["queued"] == len(readers) - 4
    second = delivery.send_planned(now=tuesday + 5 * MINUTE, post=post, seconds=600, clock=post.now)
    assert second.accepted == len(readers) - 4 and max(post.taken.values()) == 1


def test_a_server_that_goes_away_in_the_middle_is_left_alone(cast, stories, tuesday):
    readers = queue_all(cast, stories, tuesday, count=6)
    post = Post(breaks=3)
    delivery.send_planned(now=tuesday, post=post)
    assert states() == {"sent": 3, "queued": len(readers) - 3}
    assert Mailing.objects.filter(organisation=cast.nordlys, state="queued", attempts=0).count() == len(readers) - 6
    post.breaks = 100
    delivery.send_planned(now=tuesday + 2 * MINUTE, post=post)
    assert sum(post.taken.values()) == len(readers) and max(post.taken.values()) == 1


def test_a_mail_is_held_by_one_worker_and_claimed_once(cast, stories, tuesday):
    queue_all(cast, stories, tuesday)
    here = cast.nordlys.id
    mine = hold(here, holder=1, limit=3, now=tuesday, by_mail=True)
    theirs = hold(here, holder=2, limit=9, now=tuesday, by_mail=True)
    assert len(mine) == 3 and len(theirs) == 1 and not {m.pk for m in mine} & {m.pk for m in theirs}
    late = hold(here, holder=3, limit=9, now=tuesday + 11 * MINUTE, by_mail=True)
    assert len(late) == 4, "whoever died is not waited for"
    assert not claim(mine[0], holder=1, now=tuesday, heeds_stop=True), "and comes too late when it was only slow"
    assert claim(late[0], holder=3, now=tuesday, heeds_stop=True)
    assert not claim(late[0], holder=3, now=tuesday, heeds_stop=True)


def test_a_clock_that_jumps_sends_nobody_two(cast, stories, tuesday):
    """An hour back as at the end of summer time, then an hour ahead; the slot of a day is one slot."""
    readers = queue_all(cast, stories, tuesday)
    post = Post()
    for moment in (tuesday, tuesday - HOUR, tuesday + HOUR, tuesday - HOUR):
        for person in Person.objects.filter(organisation=cast.nordlys, email__in=readers):
            queue(
                organisation_id=cast.nordlys.id, person_id=person.id, kind="digest", slot=tuesday.date(),
                stories=[stories.turbine.id], now=moment,
            )  # fmt: skip
        delivery.send_planned(now=moment, post=post)
    assert sum(post.taken.values()) == len(readers) and max(post.taken.values()) == 1


def test_what_must_wait_waits(cast, stories, tuesday):
    queue(
        organisation_id=cast.nordlys.id, person_id=cast.dan.id, kind="digest", slot=tuesday.date(),
        stories=[stories.turbine.id], not_before=tuesday + 13 * HOUR, now=tuesday,
    )  # fmt: skip
    post = Post()
    assert delivery.send_planned(now=tuesday + 12 * HOUR, post=post).accepted == 0
    assert delivery.send_planned(now=tuesday + 14 * HOUR, post=post).accepted == 1, "late is counted from its time on"


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once(cast, stories, tuesday):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads cannot share a database in memory; two processes are tried in test_killed_sender")
    readers = queue_all(cast, stories, tuesday, count=12)
    posts = [Post() for _ in range(3)]
    begin = threading.Barrier(3)

    def work(post: Post) -> None:
        with suppress(threading.BrokenBarrierError):
            begin.wait(5)
        try:
            delivery.send_planned(now=tuesday, post=post)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(post,)) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = posts[0].taken + posts[1].taken + posts[2].taken
    assert sum(taken.values()) == len(readers) and max(taken.values()) == 1
