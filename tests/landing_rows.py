"""A landing page of the generated tests' house: published, with a form, a sales page, and something of every kind."""

from __future__ import annotations

from types import SimpleNamespace

from django.utils import timezone

from stemme.landing.blocks import FIELDS
from stemme.landing.models import Page, PageText
from stemme.landing.studio import actions
from stemme.landing.studio.actions import NewPage
from stemme.people.queries import viewer
from tests.followup_rows import followup_rows
from tests.lead_rows import lead_rows

_SAID = {"asset": "heat", "url": "https://nordlys.example/heat"}


def landing_rows(cast: SimpleNamespace) -> dict[str, object]:
    """One page in English, made in the studio by Bo, whose sales page has one block of every kind; and its mails."""
    now = timezone.now()
    bo = viewer(cast.bo.id, scope="employee")
    assert bo
    new = NewPage("Heat from the harbour", "heat-from-the-harbour", "en", "offer", None, cast.bo.id)
    page_id = actions.create_page(actor=bo, new=new, now=now)
    blocks = [
        {"kind": kind, **{name: _SAID.get(name, name.title()) for name, _limit, _lines in about}}
        for kind, about in FIELDS.items()
    ]
    PageText.objects.filter(page_id=page_id).update(sales=blocks)
    Page.objects.filter(id=page_id).update(with_sales_page=True)
    actions.publish(actor=bo, page_id=page_id, now=now)
    return {**followup_rows(cast, page_id), **lead_rows(cast, page_id)}
