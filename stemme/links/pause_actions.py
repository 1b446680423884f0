"""What links do while their stories are stopped in a crisis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction

from stemme.links.address_queries import own_hosts
from stemme.links.change_actions import announce
from stemme.links.models import LinkTarget
from stemme.links.targets import checked_target

_AT_ONCE = 500


def checked_instead(url: str) -> str:
    """The address as links may lead there, "" for none. Raises TargetError."""
    return checked_target(url, own_hosts=own_hosts()) if url.strip() else ""


def set_pauses(
    *,
    organisation_id: int,
    pauses: Mapping[int, str],
    among: Collection[int] | None = None,
    now: dt.datetime,
) -> int:
    """From now on exactly these stories are stopped, of those ``among``, or of all; how many targets changed.

    ``pauses``: story → where its links lead meanwhile, "" for a page that says it is gone (410). Stories that are not
    in it lead where they led before. Addresses come from ``checked_instead``.
    """
    targets = LinkTarget.objects.filter(organisation_id=organisation_id)
    changed = 0
    with transaction.atomic():
        for story_ids in _parts(among):
            here = targets if story_ids is None else targets.filter(story_id__in=story_ids)
            rows = here.values_list("id", "story_id", "paused_at", "instead_url")
            ended, begun = [], dict[str, list[int]]()
            for target_id, story_id, paused_at, instead in rows:
                wanted = pauses.get(story_id)
                if wanted is None and paused_at is not None:
                    ended.append(target_id)
                elif wanted is not None and (paused_at is None or instead != wanted):
                    begun.setdefault(wanted, []).append(target_id)
            changed += _update(organisation_id, ended, paused_at=None, instead="", now=now)
            for instead, ids in begun.items():
                changed += _update(organisation_id, ids, paused_at=now, instead=instead, now=now)
        if changed:
            announce()
    return changed


def _parts(among: Collection[int] | None) -> list[list[int] | None]:
    if among is None:
        return [None]
    ids = sorted(among)
    return [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]


def _update(
    organisation_id: int, ids: list[int], *, paused_at: dt.datetime | None, instead: str, now: dt.datetime
) -> int:
    targets = LinkTarget.objects.filter(organisation_id=organisation_id)
    return sum(
        targets.filter(id__in=ids[start : start + _AT_ONCE]).update(
            paused_at=paused_at, instead_url=instead, changed_at=now
        )
        for start in range(0, len(ids), _AT_ONCE)
    )
