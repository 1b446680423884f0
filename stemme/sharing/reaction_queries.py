"""Reading what people typed in about their posts: for themselves, and as one input of their own score."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from stemme.sharing.models import Reported as ReportedRow


@dataclass(frozen=True, slots=True)
class Reported:
    """What somebody saw under one of their posts."""

    reactions: int
    comments: int
    reshares: int


def reported_by_link(organisation_id: int) -> dict[int, Reported]:
    """Everything typed in at an organisation, by the tracked link of the share. One query; never for a page."""
    rows = ReportedRow.objects.filter(organisation_id=organisation_id)
    return {link: Reported(*counts) for link, *counts in rows.values_list("share__link_id", *_COUNTS).iterator()}


def reported_of(organisation_id: int, person_id: int, share_ids: Collection[int]) -> dict[int, Reported]:
    """What this person typed in about these of their shares, by share; shares without are missing."""
    rows = ReportedRow.objects.filter(
        organisation_id=organisation_id, person_id=person_id, share_id__in=list(share_ids)
    )
    return {share: Reported(*counts) for share, *counts in rows.values_list("share_id", *_COUNTS)}


_COUNTS = ("reactions", "comments", "reshares")
