"""How many never shared: the share of each person that is marked as newest, and what happens to the mark."""

import datetime as dt

import pytest
from django.utils import timezone

from stemme.people.choice_queries import Choice
from stemme.sharing.forgetting_actions import forget_old, forget_person
from stemme.sharing.latest_actions import settle_latest
from stemme.sharing.models import Share
from stemme.sharing.never_shared_queries import never_shared
from stemme.sharing.tests.test_share import send, story

__all__ = ["story"]


def number(cast) -> int:
    return never_shared(cast.nordlys.id, Choice(), timezone.now())


def marked() -> list[str]:
    return [share.channel for share in Share.objects.filter(latest=True, person__isnull=False).order_by("id")]


@pytest.fixture
def shared_thrice(cast, let_in, story):
    cleo, ana = let_in(cast.cleo), let_in(cast.ana)
    for client, channel in ((cleo, "linkedin"), (ana, "facebook"), (cleo, "mail"), (cleo, "mail")):
        assert send(client, story, channel=channel).status_code == 200


def test_only_the_newest_share_of_a_person_is_marked(cast, let_in, story) -> None:
    everyone = number(cast)
    cleo, ana = let_in(cast.cleo), let_in(cast.ana)
    send(cleo, story, channel="linkedin")
    assert (number(cast), marked()) == (everyone - 1, ["linkedin"])
    send(ana, story, channel="facebook")
    assert (number(cast), marked()) == (everyone - 2, ["linkedin", "facebook"])
    send(cleo, story, channel="mail")
    send(cleo, story, channel="linkedin")  # Pressed again: nothing new.
    assert (number(cast), marked()) == (everyone - 2, ["facebook", "mail"])


def test_who_was_erased_or_shared_more_than_a_year_ago_has_no_share(cast, shared_thrice) -> None:
    before = number(cast)
    now = timezone.now()
    Share.objects.filter(channel="linkedin").update(shared_at=now - dt.timedelta(days=400))
    forget_old(now=now)
    assert number(cast) == before  # The newer one of the same person stays, and counts.
    Share.objects.filter(channel="mail").update(shared_at=now - dt.timedelta(days=400))
    forget_old(now=now)
    assert (number(cast), marked()) == (before + 1, ["facebook"])
    forget_person(organisation_id=cast.nordlys.id, person_id=cast.ana.id, lot=-7)
    assert (number(cast), marked()) == (before + 2, [])


def test_rows_written_in_bulk_are_settled_by_their_moment(cast, shared_thrice) -> None:
    before, now = number(cast), timezone.now()
    Share.objects.update(latest=True)
    Share.objects.filter(channel="mail").update(shared_at=now - dt.timedelta(days=3))
    assert number(cast) == before  # More marks than people change nothing.
    settle_latest(organisation_id=cast.nordlys.id)
    assert (number(cast), marked()) == (before, ["linkedin", "facebook"])
    Share.objects.update(latest=False)
    settle_latest(organisation_id=cast.nordlys.id)
    assert (number(cast), marked()) == (before, ["linkedin", "facebook"])


def test_two_organisations_are_counted_apart(cast, shared_thrice) -> None:
    Share.objects.update(latest=True)
    settle_latest(organisation_id=cast.other.id)
    assert len(marked()) == 3
