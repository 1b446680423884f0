"""Where conversions are counted: only there a click id is handed on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.links.address_queries import is_measured, measured_hosts
from stemme.links.change_actions import announce
from stemme.links.click_key_actions import look_after_click_keys
from stemme.links.models import LinkTarget, MeasuredSite
from stemme.links.targets import checked_target
from stemme.people.viewer import Viewer

_AT_ONCE = 500


def measured_host(written: str) -> str:
    """The host, with its port if it has one, of what somebody wrote: a host or a whole address. Raises TargetError."""
    address = written.strip()
    whole = checked_target(address if "://" in address else f"https://{address}")
    return whole.partition("://")[2].partition("/")[0]


def set_sites(*, actor: Viewer, hosts: Sequence[str], now: dt.datetime) -> bool:
    """Count conversions on these hosts (as ``measured_host`` gives them) and no others; False when nothing changed."""
    organisation_id = actor.organisation_id
    with transaction.atomic():
        before = measured_hosts(organisation_id)
        wanted = sorted(set(hosts))
        if before == wanted:
            return False
        look_after_click_keys(now=now)
        sites = MeasuredSite.objects.filter(organisation_id=organisation_id)
        sites.exclude(host__in=wanted).delete()
        MeasuredSite.objects.bulk_create(
            [MeasuredSite(organisation_id=organisation_id, host=host) for host in wanted], ignore_conflicts=True
        )
        _mark_targets(organisation_id, wanted)
        record(
            facts.MEASURED_SITES_CHANGED,
            organisation_id=organisation_id,
            actor_id=actor.person_id,
            at=now,
            added=len(set(wanted) - set(before)),
            removed=len(set(before) - set(wanted)),
        )
    return True


def _mark_targets(organisation_id: int, hosts: Sequence[str]) -> None:
    targets = LinkTarget.objects.filter(organisation_id=organisation_id)
    changed: dict[bool, list[int]] = {True: [], False: []}
    for target, url, measured in targets.values_list("id", "url", "measured").iterator(chunk_size=_AT_ONCE):
        if is_measured(url, hosts) != measured:
            changed[not measured].append(target)
    for measured, ids in changed.items():
        for place in range(0, len(ids), _AT_ONCE):
            targets.filter(id__in=ids[place : place + _AT_ONCE]).update(measured=measured)
    announce()
