import datetime as dt

import pytest

from stemme.kit.rows import add_to, insert_new
from stemme.links.models import Click
from stemme.stats.models import TakingPart

pytestmark = pytest.mark.django_db(databases="__all__")

KEY = ("organisation_id", "grain", "start", "person_id")
MONDAY = dt.date(2026, 11, 9)
ODD = ['a "quoted" \\ word', "{1,2}", "NULL", "", "æøå % %s", "it's", "a,b", "\n"]


def test_sums_are_added_and_what_is_kept_stays():
    for team, reads in ((3, 2), (None, 5)):
        add_to(
            TakingPart,
            [(1, "week", MONDAY, 9, team, reads, 0, 1, 0), (1, "week", MONDAY, 10, None, 1, 0, 0, 0)],
            key=KEY,
            keep=("team_id",),
            sums=("reads", "saves", "shares", "first_shares"),
        )
    rows = TakingPart.objects.order_by("person_id").values_list("person_id", "team_id", "reads", "shares", "start")
    assert list(rows) == [(9, 3, 7, 2, MONDAY), (10, None, 2, 0, MONDAY)]


def test_every_word_arrives_as_it_is():
    columns = ("organisation_id", "inbox_id", "link_id", "story_id", "person_id", "channel", "day", "at", "hit",
               "reason", "visitor", "referrer", "new_for")  # fmt: skip
    rows = [(1, n, 1, 1, None, "mail", MONDAY, 0, "human", "", None, word, 0) for n, word in enumerate(ODD)]
    insert_new(Click, rows, columns=columns)
    insert_new(Click, [(*rows[0][:11], "another", 0)], columns=columns)
    insert_new(Click, [], columns=columns)
    assert list(Click.objects.order_by("inbox_id").values_list("referrer", flat=True)) == ODD
