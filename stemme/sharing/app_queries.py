"""Reading which apps a person uses."""

from __future__ import annotations

from collections.abc import Collection

from stemme.sharing.channels import in_order
from stemme.sharing.models import OwnApps


def own_apps(organisation_id: int, person_id: int) -> tuple[str, ...]:
    """Keys of the channels this person says they use, in the order of the sheet; empty: they have not said."""
    row = OwnApps.objects.filter(organisation_id=organisation_id, person_id=person_id).first()
    return in_order(row.channels) if row else ()


def own_apps_of(organisation_id: int, person_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """As ``own_apps``, for many people; who has not said is missing. One query."""
    rows = OwnApps.objects.filter(organisation_id=organisation_id, person_id__in=person_ids)
    return {person: in_order(channels) for person, channels in rows.values_list("person_id", "channels")}
