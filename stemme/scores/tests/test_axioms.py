"""The axioms of docs/algorithms/score.md, 2,000 histories each."""

import dataclasses
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemme.scores import formula
from stemme.scores.formula import KINDS, LOWEST, SPAN, Counts, ScoredShare, score
from stemme.scores.parameters import PARAMETERS
from stemme.scores.parts import by, by_kind, in_whole_points, shown

MANY = settings(
    max_examples=2_000, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)  # fmt: skip
#: What floating-point sums may be off by.
NOISE = 1e-9
CHANNELS = ("linkedin", "x", "mail")
TIMES = (0, 1, 1, 1, 40, 4_000)
BYTES = 7


def read_share(some_bytes):
    """A share from seven bytes: one draw for a whole history is many times quicker than one for each number."""
    where, age, kind, number, times, other_kind, other_number = some_bytes
    brought = dict.fromkeys(KINDS, 0)
    brought[KINDS[kind % 8]] = number * TIMES[times % 6]
    brought[KINDS[other_kind % 8]] += other_number % 32
    days = age / 10 if age < 140 else (age - 140) * 3.37
    return ScoredShare(where // 3 % 6, CHANNELS[where % 3], days, Counts(**brought))


def read_history(some_bytes):
    return [read_share(some_bytes[n : n + BYTES]) for n in range(0, len(some_bytes) - BYTES + 1, BYTES)]


histories = st.binary(max_size=8 * BYTES).map(read_history)
some = st.binary(min_size=BYTES, max_size=8 * BYTES).map(read_history)
shares = st.binary(min_size=BYTES, max_size=BYTES).map(read_share)
yardsticks = st.binary(min_size=3, max_size=3).map(
    lambda three: {channel: 0.5 + byte / 5 for channel, byte in zip(CHANNELS, three, strict=True)}
)
places = st.integers(0, 7)


def value(history, baselines):
    return score(history, baselines).value


@MANY
@given(histories, yardsticks)
def test_the_score_lies_between_1_and_100(history, baselines):
    found = score(history, baselines)
    assert LOWEST <= found.value < LOWEST + SPAN
    assert 1 <= shown(found.value) <= 99
    assert all(0 <= one.quality < 1 for one in found.weighed)
    assert formula.brief(history, baselines) == dataclasses.replace(found, weighed=()), "to the last digit"


@MANY
@given(some, yardsticks, places, st.sampled_from(KINDS), st.integers(1, 10**6))
def test_a1_one_more_event_never_lowers_it(history, baselines, place, kind, more):
    """The yardsticks are held: within a quarter nobody's success raises the bar for the others."""
    place %= len(history)
    share = history[place]
    risen = dataclasses.replace(share.counts, **{kind: getattr(share.counts, kind) + more})
    after = [*history[:place], dataclasses.replace(share, counts=risen), *history[place + 1 :]]
    assert value(after, baselines) >= value(history, baselines) - NOISE


@MANY
@given(some, yardsticks, st.sampled_from(CHANNELS), st.integers(2, 1000))
def test_a2_only_what_is_typical_for_the_channel_matters(history, baselines, channel, times):
    def larger(counted):
        return Counts(*[getattr(counted, kind) * times for kind in KINDS])

    scaled = [
        dataclasses.replace(share, counts=larger(share.counts)) if share.channel == channel else share
        for share in history
    ]
    after = value(scaled, {**baselines, channel: baselines[channel] * times})
    assert abs(after - value(history, baselines)) < NOISE


@MANY
@given(histories, yardsticks, st.binary(min_size=BYTES, max_size=50 * BYTES).map(read_history))
def test_a3a_weak_shares_never_raise_it(history, baselines, added):
    def weak(share):
        most = int(baselines[share.channel] * PARAMETERS.threshold)
        return dataclasses.replace(share, counts=Counts(clicks=min(share.counts.clicks, most)))

    after = [*history, *map(weak, added)]
    assert value(after, baselines) <= value(history, baselines) + NOISE


@MANY
@given(some, yardsticks, shares)
def test_a3b_a_share_below_the_score_never_raises_it(history, baselines, added):
    before = score(history, baselines)
    alone = score([dataclasses.replace(added, age=PARAMETERS.young)], baselines).weighed[0]
    if alone.quality <= (before.value - LOWEST) / SPAN:
        assert value([*history, added], baselines) <= before.value + NOISE


@MANY
@given(histories, yardsticks, st.floats(0, 400))
def test_a4_without_anything_new_it_never_rises(history, baselines, days):
    later = [dataclasses.replace(share, age=share.age + days) for share in history]
    assert value(later, baselines) <= value(history, baselines) + NOISE


@MANY
@given(histories, yardsticks, st.integers(0, 2**32))
def test_a5_only_what_was_counted_enters(history, baselines, seed):
    """Own, colleagues' and robots' visits are not among the inputs at all (test_end_to_end.py follows them through);
    nor does it matter in which order shares are given, or which story they are about."""
    chance = random.Random(seed)
    mixed = [dataclasses.replace(share, story_id=chance.randint(1, 99)) for share in history]
    chance.shuffle(mixed)
    assert abs(value(mixed, baselines) - value(history, baselines)) < NOISE


@MANY
@given(some, yardsticks, places, st.integers(10**6, 10**12))
def test_a6_one_share_that_goes_round_the_world_is_bounded(history, baselines, place, clicks):
    place %= len(history)
    hit = dataclasses.replace(history[place], counts=Counts(clicks=clicks))
    after = [*history[:place], hit, *history[place + 1 :]]
    most = SPAN / (1 + PARAMETERS.prior)
    assert value(after, baselines) - value(history, baselines) <= most + NOISE < 20
    assert value([*history, hit], baselines) - value(history, baselines) <= most + NOISE


@MANY
@given(histories, yardsticks)
def test_a7_the_parts_add_up(history, baselines):
    found = score(history, baselines)
    parts = [one.part for one in found.weighed]
    assert all(part >= 0 for part in parts)
    assert abs(LOWEST + sum(parts) - found.value) < NOISE
    assert abs(LOWEST + SPAN * found.quality * found.evidence - found.value) < NOISE
    told = (by(found, lambda one: one.share.story_id), by(found, lambda one: one.share.channel), by_kind(found))
    for points in told:
        assert all(number >= -NOISE for number in points.values())
        assert abs(LOWEST + sum(points.values()) - found.value) < 1e-6
        if points:
            whole = in_whole_points(points, found.value)
            assert LOWEST + sum(whole.values()) == shown(found.value)
            assert all(abs(whole[key] - points[key]) <= 1 + NOISE for key in points)


@MANY
@given(st.binary(max_size=2 * BYTES).map(read_history), yardsticks)
def test_a8_little_evidence_means_little(history, baselines):
    found, number = score(history, baselines), len(history)
    assert found.value <= LOWEST + SPAN * number / (number + PARAMETERS.prior)
    assert found.provisional


@MANY
@given(st.floats(0, 1e18), st.floats(0, 1e18))
def test_quality_rises_with_the_effect(one, other):
    low, high = sorted((one, other))
    assert 0 <= formula.quality_of(low) <= formula.quality_of(high) < 1
