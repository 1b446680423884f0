"""When an organisation's digest comes. What else is decided about sending is kept with the mails."""

from __future__ import annotations

from django.db import transaction

from stemme.people.models import Organisation
from stemme.people.viewer import Viewer


def change_digest_time(*, actor: Viewer, weekday: int, hour: int, minute: int) -> bool:
    """Set weekday (Monday is 0) and time; False if it was so. The caller records the fact with what else changed.

    Raises ValueError for a weekday or a time that does not exist.
    """
    if weekday not in range(7) or hour not in range(24) or minute not in range(60):
        raise ValueError(f"no such time: {weekday}, {hour}:{minute}")
    wanted = {"digest_weekday": weekday, "digest_hour": hour, "digest_minute": minute}
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(id=actor.organisation_id)
        changed = [name for name, value in wanted.items() if getattr(organisation, name) != value]
        for name in changed:
            setattr(organisation, name, wanted[name])
        if changed:
            organisation.save(update_fields=changed)
    return bool(changed)
