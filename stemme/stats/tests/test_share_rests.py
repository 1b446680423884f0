"""What pieces keep back is of nobody or of enough people: other pages tell what everything brought since ever."""

import datetime as dt

from stemme.stats.buckets import EVER
from stemme.stats.share_rests import fit_beside, fit_stories
from stemme.stats.share_sums import (
    ALWAYS,
    CHANNEL,
    OTHERS,
    STORY,
    WHOLE,
    Attributes,
    CountedShare,
    Sum,
    fit_to_be_kept,
    summed,
)

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


def test_the_other_stories_of_a_stream_or_domain_are_of_nobody_or_of_enough_people():
    """Else a goal that is tied to the stream, or the domain in the link analysis, less its stories would be of two."""
    stories = {
        1: Attributes(False, "a.example", 10, (), "article"), 2: Attributes(False, "a.example", 10, (), "article"),
        3: Attributes(False, "a.example", 11, (), "job"), 4: Attributes(False, "b.example", 11, (), "job"),
        5: Attributes(False, "c.example", 12, (), "event"), 6: Attributes(False, "d.example", 13, (), "event"),
    }  # fmt: skip
    sharers = {1: range(12), 2: [1], 3: range(20), 4: range(20, 29), 5: range(9), 6: range(30, 35)}
    shares = summed([share(who, story) for story, people in sharers.items() for who in people], stories)
    kept = fit_stories(ever_of(shares), shares, floor=5)
    assert names(kept) == {"3": 20, "4": 9, "5": 9, OTHERS: 18}
    assert fit_stories(kept, shares, floor=5) == kept


def test_the_other_stories_of_a_channel_count_too_where_one_was_shared_nowhere_else():
    stories = dict.fromkeys((1, 2, 3, 4), Attributes(False, "a.example", 10, (), "article"))
    made = [share(who, 1, channel="mail") for who in range(12)] + [share(who, 2) for who in range(20)]
    made += [share(who, 3) for who in range(6)] + [share(who, 4) for who in range(4)] + [share(4, 2, channel="mail")]
    shares = summed(made, stories)
    assert names(ever_of(shares)) == {"1": 12, "2": 21, OTHERS: 10}
    kept = fit_stories(ever_of(shares), shares, floor=5)
    assert names(kept) == {"2": 21, OTHERS: 22}, "mail less the first story would be of one"
    many = summed([*made, *(share(who, 2, channel="mail") for who in range(5))], stories)
    assert names(fit_stories(ever_of(many), many, floor=5)) == names(ever_of(many))


def share(person, story, *, channel="x"):
    at = dt.datetime(2026, 10, 5, 9, tzinfo=dt.UTC)
    return CountedShare(person, story, channel, "en", at, 1)


def ever_of(shares):
    return fit_to_be_kept(shares.sums[ALWAYS, EVER], floor=5)


def names(kept):
    return {key: of.shares for (dimension, key), of in kept.items() if dimension == STORY}
