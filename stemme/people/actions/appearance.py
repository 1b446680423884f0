"""What an owner decides about how the organisation looks and on which host its pages are."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.lines import one_line
from stemme.people.host_queries import forget_hosts
from stemme.people.models import Organisation
from stemme.people.viewer import Viewer


class PageHostTakenError(Exception):
    """Another organisation has this name, or it is a name of links."""


def change_brand(*, actor: Viewer, name: str, accent: str, logo: str, now: dt.datetime) -> str:
    """Set name, colour (``#rrggbb`` or "") and logo (name of a stored picture or ""). Gives the logo that was replaced.

    Whether the colour can be read is the form's matter (brand.py).
    """
    wanted = {"name": one_line(name, limit=120), "accent": accent, "logo": logo}
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(id=actor.organisation_id)
        before = organisation.logo
        changed = sorted(field for field, value in wanted.items() if getattr(organisation, field) != value)
        if changed:
            for field in changed:
                setattr(organisation, field, wanted[field])
            organisation.save(update_fields=changed)
            org, who = actor.organisation_id, actor.person_id
            record(facts.BRAND_CHANGED, organisation_id=org, actor_id=who, at=now, fields=" ".join(changed))
    forget_hosts()
    return before if before != logo else ""


def change_page_host(*, actor: Viewer, page_host: str, now: dt.datetime) -> bool:
    """Set the own host of the pages ("" for none); whether it changed. Links in mails begin with it from now on.

    Raises PageHostTakenError; then nothing is changed.
    """
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(id=actor.organisation_id)
        if organisation.page_host == page_host:
            return False
        if page_host and Organisation.objects.filter(link_host=page_host).exists():
            raise PageHostTakenError
        organisation.page_host = page_host
        try:
            with transaction.atomic():
                organisation.save(update_fields=["page_host"])
        except IntegrityError as error:
            raise PageHostTakenError from error
        org, who = actor.organisation_id, actor.person_id
        record(facts.PAGE_DOMAIN_CHANGED, organisation_id=org, actor_id=who, at=now, own=bool(page_host))
    forget_hosts()
    return True
