"""Run as a program, in the environment of a house: roll-ups that die, and what the doctor says in the end.

    roll [--limit N] [--forever]   roll up until nothing waits; or for ever, also while the database is away
    die                            kill -9 a process at every point of rolling up, in its second batch
    jump                           roll up with a clock a day ahead, then a day behind, forgetting what is old
    examine [--roll] [--until F]   the doctor's look at the figures, again and again until the file is there

``examine`` prints JSON: the doctor's alarms, how often it looked, how many hits are counted, kept and waiting. All but
``roll`` end with an examination. Processes that die are forks: they share nothing with their parent but the start.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: (module, function, before it or after): where a worker dies.
POINTS = (
    ("stemme.stats.actions", "add_to", "before"),
    ("stemme.stats.actions", "add_to", "after"),
    ("stemme.stats.actions", "keep", "after"),
    ("stemme.links.actions", "drop_inbox", "before"),
    ("stemme.links.actions", "drop_inbox", "after"),
)
_DAY = 24 * 3600
_ALARMS_SHOWN = 5


def roll(*, limit: int, ahead: float = 60, batches: int = 0, forever: bool = False) -> None:
    """As the worker's job does, without the schedule around it. ``ahead``: of the clock, in seconds."""
    from django.db import Error, connections
    from django.utils import timezone

    from stemme.stats import actions

    done = 0
    while not batches or done < batches:
        try:
            taken = actions.roll_up(now=timezone.now() + dt.timedelta(seconds=ahead), limit=limit)
        except Error:
            if not forever:
                raise
            connections.close_all()
            taken = 0
        done += 1
        if not taken and not forever:
            return
        if not taken:
            time.sleep(0.2)


def die(limit: int) -> None:
    """One process for each point, and none of them survives."""
    for point in POINTS:
        child = os.fork()
        if not child:
            _die_at(*point)
            roll(limit=limit)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit(f"it did not come to {point}")


def _die_at(place: str, name: str, when: str) -> None:
    """kill -9 in the second batch: no cleaning up, no closing of anything."""
    module = importlib.import_module(place)
    real: Callable[..., Any] = getattr(module, name)
    called = [0]

    def fatal(*args: Any, **options: Any) -> Any:
        called[0] += 1
        if called[0] == 2 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **options)
        if called[0] == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(module, name, fatal)


def jump(limit: int) -> None:
    """A day ahead, then a day behind."""
    from django.utils import timezone

    from stemme.stats import keeping_actions

    for ahead in (_DAY, -_DAY):
        roll(limit=limit, ahead=ahead, batches=4)
        moment = timezone.now() + dt.timedelta(seconds=ahead)
        keeping_actions.forget_visits(now=moment)
        keeping_actions.tidy(now=moment)


def examine(until: Path | None) -> dict[str, Any]:
    """What the doctor says; once, or until the file is there."""
    from django.db.models import Sum

    from stemme.links.models import Click, ClickInbox
    from stemme.project.doctor import figures
    from stemme.stats.buckets import COLUMNS
    from stemme.stats.models import Tally

    alarms, looked, done = [], 0, False
    while not done:
        done = until is None or until.exists()
        finding = figures()
        looked += 1
        if finding.level != "ok":
            alarms.append(finding.text)
    sums = Tally._base_manager.filter(dimension="all", grain="total").aggregate(**{name: Sum(name) for name in COLUMNS})
    hits = sum(sums[name] or 0 for name in COLUMNS if name != "visitors")
    return {
        "alarms": alarms[:_ALARMS_SHOWN], "looked": looked, "hits": hits, "visitors": sums["visitors"] or 0,
        "kept": Click._base_manager.count(), "waiting": ClickInbox._base_manager.count(),
    }  # fmt: skip


def main() -> None:
    """One of the four."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["roll", "die", "jump", "examine"])
    parser.add_argument("--limit", type=int, default=10_000)
    parser.add_argument("--forever", action="store_true")
    parser.add_argument("--roll", action="store_true")
    parser.add_argument("--until", type=Path)
    options = parser.parse_args()
    import django

    django.setup()
    if options.what == "roll":
        roll(limit=options.limit, forever=options.forever, ahead=0 if options.forever else 60)
        return
    if options.what == "die":
        die(options.limit)
    if options.what == "jump":
        jump(options.limit)
    if options.roll:
        roll(limit=options.limit)
    sys.stdout.write(json.dumps(examine(options.until)) + "\n")


if __name__ == "__main__":
    main()
