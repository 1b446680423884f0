"""After a lead was confirmed: its webhooks get it, and the owner of the page hears that there is one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from stemme.kit.letters import MailFailedError
from stemme.kit.mailer import UncertainError
from stemme.kit.tenancy import across_organisations
from stemme.landing.leads import mail
from stemme.landing.leads.delivering_actions import queue
from stemme.landing.models import Lead, Page
from stemme.people import queries as people

#: What could not be told for so long is seen in the list anyway.
_TRIED_FOR = dt.timedelta(days=3)
#: A page on which many write is told of in one mail after so long, not in one for each.
QUIET = dt.timedelta(minutes=15)
_AT_ONCE = 1000


def tell(*, now: dt.datetime) -> int:
    """Queue new leads for their webhooks and write to the owners of their pages; how many mails left.

    Goes by what stands in the table, so whatever was cut off is made up for by the next run.
    """
    with across_organisations("new leads are told of in all organisations"):
        pages = list(
            Page.objects.filter(published_at__isnull=False).values_list("organisation_id", flat=True).distinct()
        )
    told = 0
    for organisation_id in pages:
        new = (
            Lead.objects.filter(
                organisation_id=organisation_id, owner_told_at=None, confirmed_at__gt=now - _TRIED_FOR,
                confirmed_at__lte=now,
            )
            .select_related("page")
            .order_by("confirmed_at", "id")
        )  # fmt: skip
        leads = list(new[:_AT_ONCE])
        queue(leads, now=now)
        told += _tell_owners(organisation_id, leads, now)
    return told


def _tell_owners(organisation_id: int, leads: list[Lead], now: dt.datetime) -> int:
    by_page: dict[int, list[Lead]] = defaultdict(list)
    for lead in leads:
        by_page[lead.page_id].append(lead)
    return sum(_tell_owner(organisation_id, found, now) for found in by_page.values())


def _tell_owner(organisation_id: int, leads: list[Lead], now: dt.datetime) -> bool:
    """One mail about all new leads of one page. Noted without a mail where nobody owns the page."""
    page = leads[0].page
    card = people.person_card(organisation_id, page.owner_id) if page.owner_id else None
    if card is None or not card.email:
        _note(organisation_id, leads, now)
        return False
    just = Lead.objects.filter(organisation_id=organisation_id, page_id=page.id, owner_told_at__gt=now - QUIET)
    if just.exists():
        return False
    try:
        mail.send_news(
            organisation_id=organisation_id, address=card.email, language=card.language, page_name=page.name,
            page_id=page.id, lead_ids=[lead.id for lead in leads],
        )  # fmt: skip
    except MailFailedError as error:
        if not isinstance(error.__cause__, UncertainError):
            return False
    _note(organisation_id, leads, now)
    return True


def _note(organisation_id: int, leads: list[Lead], now: dt.datetime) -> None:
    ids = [lead.id for lead in leads]
    Lead.objects.filter(organisation_id=organisation_id, id__in=ids, owner_told_at=None).update(owner_told_at=now)
