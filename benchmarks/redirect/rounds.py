"""One combination of database and number of workers: everybody's turns, and the figures that come of them."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.redirect.contenders import (
    Contender,
    Durable,
    busy_pages,
    busy_stranger,
    constant,
    durable,
    pages,
    plain_view,
)
from benchmarks.redirect.disk import flush_milliseconds
from benchmarks.redirect.installation import ClicksMissingError, Installation

NARROW, WIDE = 64, 256


class Size(NamedTuple):
    """How long everything takes. Whole seconds: wrk knows no others."""

    rounds: int
    seconds: int
    side_rounds: int
    #: Until memory has been watched for so many clicks, but no longer than so many seconds more.
    clicks: int
    longest: int


USUAL = Size(rounds=9, seconds=1, side_rounds=3, clicks=1_000_000, longest=45)
QUICK = Size(rounds=2, seconds=1, side_rounds=1, clicks=0, longest=0)


@dataclass
class Outcome:
    """What one combination came to. ``wide`` and ``busy`` are rates by name, turn by turn."""

    database: str
    workers: int
    constant: Contender
    durable: Durable
    plain: Contender
    wide: dict[str, list[float]] = field(default_factory=dict)
    busy: dict[str, list[float]] = field(default_factory=dict)
    kept: int = 0
    #: Milliseconds that the disk took to flush one batch of clicks, before each turn.
    flushes: list[float] = field(default_factory=list)
    #: Were there enough clicks to tell whether memory grows?
    long: bool = False


def run(installation: Installation, workers: int, size: Size) -> Outcome:
    """All turns. Raises ClicksMissingError when the inbox does not hold what was answered."""
    before = installation.kept()
    with contextlib.ExitStack() as stack:
        outcome = Outcome(
            installation.database,
            workers,
            stack.enter_context(constant(installation, workers)),
            stack.enter_context(durable(installation, workers)),
            stack.enter_context(plain_view(installation, workers)),
        )
        _narrow(outcome, size)
        _wide(outcome, size)
        _busy(outcome, installation, size)
        outcome.long = workers == 1 and size.clicks > 0
        if outcome.long:
            _long(outcome.durable, size)
        outcome.kept = installation.kept() - before
    _refuse_a_difference(outcome)
    return outcome


def _narrow(outcome: Outcome, size: Size) -> None:
    everybody = [outcome.constant, outcome.durable, outcome.plain]
    for one in everybody:
        one.press(seconds=1, connections=NARROW)
    for turn in range(size.rounds):
        outcome.flushes.append(flush_milliseconds(outcome.durable.installation.data))
        for one in everybody if turn % 2 == 0 else reversed(everybody):
            one.compete(seconds=size.seconds, connections=NARROW)


def _wide(outcome: Outcome, size: Size) -> None:
    two = {"constant": outcome.constant, "durable": outcome.durable}
    rates = outcome.wide = {name: [] for name in two}
    for turn in range(size.side_rounds):
        for name in two if turn % 2 == 0 else reversed(two):
            rates[name].append(two[name].press(seconds=size.seconds, connections=WIDE).rate)


def _long(one: Durable, size: Size) -> None:
    until = time.monotonic() + size.longest
    while one.answered < size.clicks and time.monotonic() < until:
        one.press(seconds=4 * size.seconds, connections=NARROW)


def _busy(outcome: Outcome, installation: Installation, size: Size) -> None:
    """Alone, beside busy pages, beside a busy stranger; the constant answer beside busy pages as well."""
    long = size.seconds + 2
    rates = outcome.busy = {"alone": [], "stranger": [], "pages": [], "constant": []}
    with pages(installation) as address:
        for turn in range(size.side_rounds):
            for name in rates if turn % 2 == 0 else reversed(rates):
                one = outcome.constant if name == "constant" else outcome.durable
                with contextlib.ExitStack() as stack:
                    if name == "stranger":
                        stack.enter_context(busy_stranger(seconds=long))
                    elif name != "alone":
                        stack.enter_context(busy_pages(address, seconds=long))
                    rates[name].append(one.press(seconds=size.seconds, connections=NARROW).rate)


def _refuse_a_difference(outcome: Outcome) -> None:
    """Whoever was answered is in the inbox; besides those only requests that were under way when a press ended."""
    one = outcome.durable
    if not one.answered <= outcome.kept <= one.answered + one.in_flight:
        raise ClicksMissingError(
            f"{outcome.database}: {one.answered:,} clicks were answered and {outcome.kept:,} are in the inbox; "
            f"at most {one.in_flight:,} were under way when a press ended"
        )
