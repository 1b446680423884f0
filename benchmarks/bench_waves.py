"""Whether the forecasts of the roll-out hold, by simulation; and how long a plan for 25,000 people takes.

Reprints the tables of docs/algorithms/waves.md. The 80 % interval should hold in 75 to 85 of 100 cases, over all
forecasts of the first world, whose shares, likenesses and tempos are drawn anew for each roll-out. The other worlds are
chosen to be hard.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from stemme.waves.planning import Candidate, Rules, plan, weighed  # noqa: E402
from stemme.waves.tests.worlds import LOOKS, SIZES, Look, World, looks  # noqa: E402

RUNS, SEED = 100, 8
CROWD, ROUNDS, ROLLOUTS = 25_000, 3, 40
WORLDS = (
    World("anything likely"),
    World("few take part", mean=0.25),
    World("many take part", mean=0.75),
    World("waves much alike", alike=60.0),
    World("waves differ much", alike=6.0),
    World("come at once", tempo=1.2),
    World("come slowly", tempo=5.0),
    World("tempo differs much", uneven=0.5),
)


def held(found: Sequence[Look]) -> float:
    """In what part of the cases the interval held."""
    return sum(look.held for look in found) / len(found)


def forecasts() -> None:
    """Print how often the interval held, by when the forecast was made."""
    print(f"{'world':22}{'all':>7}" + "".join(f"{f'week {after}':>9}" for after in LOOKS) + f"{'width':>8}")
    first: list[Look] = []
    for world in WORLDS:
        found = list(looks(world, RUNS, SEED))
        parts = [held([look for look in found if look.after == after]) for after in LOOKS]
        width = sum((look.high - look.low) / look.people for look in found) / len(found)
        print(f"{world.name:22}{held(found):7.1%}" + "".join(f"{part:9.1%}" for part in parts) + f"{width:8.1%}")
        if world is WORLDS[0]:
            first = found
    before = [held([look for look in first if look.wave == wave and not look.after]) for wave in range(len(SIZES))]
    print("before each wave began:", " ".join(f"{part:.1%}" for part in before))


def planning() -> None:
    """Print how long a plan for many people takes."""
    draw = random.Random(SEED)
    crowd = [
        Candidate(n, (1_000 + n % 1_000, 100 + n % 90, 1 + n % 9), draw.random(), draw.random() < 0.02)
        for n in range(CROWD)
    ]
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        plan(crowd, Rules(200, 1_500, 40), SEED)
        took.append(time.perf_counter() - began)
    print(f"a plan for {CROWD} people: {min(took):.2f} s")


def saying() -> None:
    """Print what a wave says about somebody: how many in it are among the most active third, on the map or not."""
    draw = random.Random(SEED)
    people, waves = 860, 4
    truth = [draw.betavariate(0.8, 1.6) for _ in range(people * ROLLOUTS)]
    active = sorted(truth)[-len(truth) // 3]
    found: list[list[bool]] = [[] for _ in range(waves)]
    for number in range(ROLLOUTS):
        weights = truth[number * people : (number + 1) * people]
        known = {person: weight for person, weight in enumerate(weights) if draw.random() < 0.5}
        drawn = weighed(known, range(people), number)
        crowd = [Candidate(person, (10 + person % 25, 1 + person % 5), drawn[person]) for person in range(people)]
        for person, wave in plan(crowd, Rules(40, 300, 40), number).items():
            found[min(wave, waves - 1)].append(weights[person] >= active)
    print(
        "among the most active third:", " ".join(f"wave {n} {sum(one) / len(one):.0%}" for n, one in enumerate(found))
    )


if __name__ == "__main__":
    saying()
    forecasts()
    planning()
