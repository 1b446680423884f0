"""What an owner decides about the organisation's tracked links. The rules for the values are with the links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.models import Organisation
from stemme.people.viewer import Viewer


class LinkHostTakenError(Exception):
    """Another organisation has this domain."""


def change_link_settings(
    *, actor: Viewer, link_host: str, office_networks: Sequence[str], now: dt.datetime
) -> frozenset[str]:
    """Set the own domain for links ("" for none) and the offices' networks; the names of the fields that changed.

    Raises LinkHostTakenError; then nothing is changed.
    """
    wanted = {"link_host": link_host, "office_networks": "\n".join(office_networks)}
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(id=actor.organisation_id)
        changed = frozenset(name for name, value in wanted.items() if getattr(organisation, name) != value)
        for name in changed:
            setattr(organisation, name, wanted[name])
        if link_host and Organisation.objects.filter(page_host=link_host).exists():
            raise LinkHostTakenError  # One name leads either to the pages or to the links.
        if changed:
            try:
                with transaction.atomic():
                    organisation.save(update_fields=sorted(changed))
            except IntegrityError as error:
                raise LinkHostTakenError from error
            _record(actor, changed, own=bool(link_host), networks=len(office_networks), now=now)
    return changed


def _record(actor: Viewer, changed: frozenset[str], *, own: bool, networks: int, now: dt.datetime) -> None:
    org, who = actor.organisation_id, actor.person_id
    if "link_host" in changed:
        record(facts.LINK_DOMAIN_CHANGED, organisation_id=org, actor_id=who, at=now, own=own)
    if "office_networks" in changed:
        record(facts.OFFICE_NETWORKS_CHANGED, organisation_id=org, actor_id=who, at=now, networks=networks)
