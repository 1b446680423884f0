"""What people do with their own lead, by the link of a mail."""

from __future__ import annotations

from stemme.landing.models import Lead


def take_back(*, organisation_id: int, lead_id: int) -> bool:
    """Somebody deletes what they left on one page; mails and deliveries that wait go with it. False when it is gone.

    What it counted for stays counted: a conversion knows nobody's name.
    """
    _all, by_kind = Lead.objects.filter(organisation_id=organisation_id, id=lead_id).delete()
    return bool(by_kind.get(Lead._meta.label))
