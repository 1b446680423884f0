"""What the score promises, from the click in the inbox to the number on the page."""

import datetime as dt

import pytest

from stemme.people.queries import viewer
from stemme.scores.models import Card
from stemme.scores.queries import card_of
from stemme.sharing import posted_actions, result_actions
from stemme.sharing import queries as sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def exact(cast, count):
    """``exact(person)``: count, and the person's score with all its digits."""

    def make(person):
        count()
        return card_of(cast.nordlys.id, person.id).exact

    return make


def test_more_weak_posts_never_raise_a_score(cast, share, come, exact):
    for number in (9, 4, 6):
        come(share(cast.cleo), number)
    before = exact(cast.cleo)
    assert before > 20
    for channel in ("x", "facebook", "mail", "whatsapp", "teams"):
        share(cast.cleo, channel=channel)
        come(share(cast.cleo, days=40), 1)
        after = exact(cast.cleo)
        assert after < before
        before = after


def test_self_colleague_and_bot_clicks_change_nothing(cast, share, come, exact):
    link = share(cast.cleo)
    come(link, 5)
    before = exact(cast.cleo)
    for hit in ("self", "internal", "bot", "preview", "suspect"):
        come(link, 30, hit=hit)
        assert exact(cast.cleo) == before, hit
    come(link, 1)
    assert exact(cast.cleo) > before


def test_one_viral_share_adds_under_20_points(cast, share, come, exact):
    for _ in range(3):
        come(share(cast.cleo), 4)
    before = exact(cast.cleo)
    viral = share(cast.cleo, days=8)
    come(viral, 1_400)
    risen = exact(cast.cleo) - before
    assert 5 < risen < 20


def test_the_first_share_ever_going_round_the_world_adds_under_20_points(cast, share, come, exact):
    come(share(cast.dan, days=8), 1_400)
    assert 10 < exact(cast.dan) < 1 + 19.8


def test_somebody_who_reloads_counts_once(cast, share, come, exact, now):
    from stemme.links.models import ClickInbox
    from stemme.stats import actions as stats

    link = share(cast.cleo)
    come(link, 3)
    before = exact(cast.cleo)
    for minute in range(20):
        ClickInbox.objects.create(
            organisation_id=cast.nordlys.id, link_id=link.id, hit="human", visitor=1, place=1,
            at=int((now - dt.timedelta(minutes=30 + minute)).timestamp() * 1000),
        )  # fmt: skip
    while stats.roll_up(now=now):
        pass
    assert exact(cast.cleo) == before


def test_what_people_type_in_adds_at_most_one_typical_share(cast, share, come, exact, now):
    come(share(cast.cleo), 4)
    before = exact(cast.cleo)
    cleo = viewer(cast.cleo.id, scope="employee")
    [mine] = sharing.shares_of(cast.nordlys.id, cast.cleo.id)
    result_actions.report(actor=cleo, share=mine, reactions=3, comments=0, reshares=0, now=now)
    some = exact(cast.cleo)
    assert some > before
    result_actions.report(actor=cleo, share=mine, reactions=999, comments=99, reshares=99, now=now)
    most = exact(cast.cleo)
    come(share(cast.dan), 8)
    assert exact(cast.dan) == pytest.approx(most, abs=0.05), "as much as four visitors more, where four are typical"


def test_a_share_that_was_not_posted_is_none(cast, share, come, exact, now):
    come(share(cast.cleo), 4)
    before = exact(cast.cleo)
    share(cast.cleo, channel="x")
    assert exact(cast.cleo) < before
    dropped = sharing.shares_of(cast.nordlys.id, cast.cleo.id, limit=2)
    unposted = next(row for row in dropped if row.channel == "x")
    posted_actions.say_posted(actor=viewer(cast.cleo.id, scope="employee"), share=unposted, posted=False, now=now)
    assert exact(cast.cleo) == before


def test_visits_that_are_not_counted_make_no_score(cast, share, come, count):
    share(cast.dan, counted=False)
    come(share(cast.cleo), 4)
    count()
    assert list(Card.objects.filter(organisation_id=cast.nordlys.id).values_list("person_id", flat=True)) == [
        cast.cleo.id
    ]
