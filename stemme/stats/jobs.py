"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.stats import actions, keeping_actions, spread_actions

#: So many rounds at the most: then the job ends, and the next one goes on.
_ROUNDS = 20


@task()
def roll_up() -> int:
    """Count what waits in the inbox."""
    done = 0
    for _ in range(_ROUNDS):
        taken = actions.roll_up(now=timezone.now())
        done += taken
        if not taken:
            break
    return done


@task()
def read_facts() -> int:
    """Count who took part, and write down how many are invited."""
    now = timezone.now()
    done = 0
    for _ in range(_ROUNDS):
        taken = actions.read_facts(now=now)
        done += taken
        if not taken:
            break
    actions.snapshot_invited(now=now)
    return done


@task()
def count_spreads() -> int:
    """Count through whom the visitors came, where something has changed."""
    return spread_actions.count_spreads()


@task()
def tidy() -> int:
    """Forget which visitors were seen, and old days of links.

    What waits is counted first: late clicks of one visitor are best told apart before.
    """
    roll_up.call()
    return keeping_actions.tidy(now=timezone.now())
