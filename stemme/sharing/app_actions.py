"""Saying which apps one uses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from stemme.people.viewer import Viewer
from stemme.sharing.channels import BY_KEY, in_order
from stemme.sharing.models import OwnApps


def choose_apps(*, actor: Viewer, channels: Sequence[str], now: dt.datetime) -> None:
    """The share sheet offers these first from now on; none takes the choice back.

    A choice for oneself alone, so it is no fact. Raises ValueError for what is no channel.
    """
    unknown = set(channels) - BY_KEY.keys()
    if unknown:
        raise ValueError(f"no such channels: {sorted(unknown)}")
    mine = OwnApps.objects.filter(organisation_id=actor.organisation_id, person_id=actor.person_id)
    with transaction.atomic():
        if not channels:
            mine.delete()
            return
        OwnApps.objects.update_or_create(
            organisation_id=actor.organisation_id,
            person_id=actor.person_id,
            defaults={"channels": list(in_order(channels)), "changed_at": now},
        )
