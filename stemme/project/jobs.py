"""Jobs that belong to the installation and not to one part of it: they keep what may not be kept from being kept."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django_tasks import task

from stemme.journal import chain_actions as journal
from stemme.links import actions as links
from stemme.links.click_key_actions import look_after_click_keys
from stemme.stats import jobs as stats_jobs
from stemme.stats import keeping_actions


@task()
def rotate_salts() -> int:
    """Make today's salt for visitor hashes and forget the old ones."""
    return links.rotate_salts(timezone.now())


@task()
def keep_click_keys() -> int:
    """Make the keys of click ids that are needed next and destroy those of no use any more; how many."""
    return look_after_click_keys(now=timezone.now())


@task()
def forget_visits() -> list[int]:
    """Forget visitor hashes and raw clicks whose time is over; how many of each.

    What waits is counted first: of late clicks the visitor would be gone before anybody had counted them.
    """
    stats_jobs.roll_up.call()
    return list(keeping_actions.forget_visits(now=timezone.now()))


@task()
def forget_deeds() -> int:
    """Forget what people did for themselves when its time in the journal is over; how many facts.

    Whoever reads such facts reads first: of late ones nothing would be left to count.
    """
    while stats_jobs.read_facts.call():
        pass
    return journal.forget_own_deeds(now=timezone.now())


@task()
def clear_sessions() -> None:
    """Delete sessions that have run out."""
    SessionStore.clear_expired()
