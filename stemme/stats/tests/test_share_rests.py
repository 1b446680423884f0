"""What pieces keep back is of nobody or of enough people: other pages tell what everything brought since ever."""

import datetime as dt

from stemme.stats.share_rests import fit_beside, fit_stories
from stemme.stats.share_sums import CHANNEL, OTHERS, STORY, WHOLE, Attributes, Sum

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
    raw = {
        (STORY, str(story)): by_people(*people)
        for story, people in {
            1: range(12),
            2: [1],
            3: range(20),
            4: range(20, 29),
            5: range(9),
            6: range(30, 35),
        }.items()
    }
    ever = {story: of for story, of in raw.items() if story[1] not in {"2", "6"}}
    ever |= {(STORY, OTHERS): by_people(1, *range(30, 35))}
    kept = fit_stories(ever, raw, stories, floor=5)
    assert {key: of.shares for (_story, key), of in kept.items()} == {"3": 20, "4": 9, "5": 9, OTHERS: 18}
    assert fit_stories(kept, raw, stories, floor=5) == kept
    assert ever[STORY, OTHERS].shares == 6, "what was given is as it was"
