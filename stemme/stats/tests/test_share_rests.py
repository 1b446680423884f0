"""What pieces keep back is of nobody or of enough people: other pages tell what everything brought since ever."""

import datetime as dt

from stemme.stats.share_rests import fit_beside
from stemme.stats.share_sums import CHANNEL, OTHERS, WHOLE, Sum

MONTHS = [("month", dt.date(2026, month, 1)) for month in (1, 2, 3)]
X, MAIL, OTHER = (CHANNEL, "x"), (CHANNEL, "mail"), (CHANNEL, OTHERS)


def by_people(*people):
    return Sum(shares=len(people), people={*people})


def piece(**channels):
    found = {(CHANNEL, key.removeprefix("others")): by_people(*people) for key, people in channels.items()}
    return found | {(WHOLE, ""): by_people(*(who for people in channels.values() for who in people))}


def told(found, group):
    return [group in found.get(month, {}) for month in MONTHS]


def test_a_channel_that_two_used_in_a_month_is_kept_back_in_one_more():
    raw = dict(zip(MONTHS, (piece(x=[1, 2], mail=range(9)), piece(x=range(8), mail=range(9)),
                            piece(x=range(20), mail=range(30))), strict=True))  # fmt: skip
    pieces = raw | {MONTHS[0]: piece(others=range(9))}
    found = fit_beside(pieces, raw, [X, MAIL], floor=5)
    assert told(found, X) == [False, False, True]
    assert told(found, MAIL) == [False, False, True], "eight and mail are one line now"
    assert found[MONTHS[1]][OTHER].shares == 17
    assert fit_beside(found, raw, [X, MAIL], floor=5) == found


def test_nothing_is_lost_where_enough_or_nobody_is_kept_back():
    raw = dict(zip(MONTHS, (piece(x=range(6), mail=range(9)), piece(x=range(8)), piece(mail=range(7))), strict=True))
    pieces = raw | {MONTHS[0]: piece(others=range(9))}
    assert fit_beside(pieces, raw, [X, MAIL], floor=5) == pieces
    assert fit_beside(raw, raw, [X, MAIL], floor=5) == raw


def test_a_month_of_few_takes_the_next_smallest_with_it():
    raw = dict(zip(MONTHS, (piece(x=[1, 2]), piece(x=range(8)), piece(x=range(20))), strict=True))
    pieces = {month: raw[month] for month in MONTHS[1:]}
    assert list(fit_beside(pieces, raw, [], floor=5)) == MONTHS[2:]
    assert list(fit_beside(pieces, raw, [], floor=2)) == MONTHS[1:]


def test_a_channel_that_is_alone_stays():
    """Under another name it would still be everything."""
    raw = dict(zip(MONTHS, (piece(x=[1, 2], mail=range(9)), piece(x=range(8)), piece(x=range(9))), strict=True))
    pieces = raw | {MONTHS[0]: piece(others=range(9))}
    assert told(fit_beside(pieces, raw, [X], floor=5), X) == [False, True, True]
