"""/landing/leads/: who left a name and confirmed it, for those who answer them."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.kit.tables import write_table
from stemme.landing.leads import access, list_queries
from stemme.landing.leads.actions import became_customer
from stemme.landing.leads.forms import CustomerForm, FilterForm
from stemme.landing.leads.lead_actions import delete_lead, take_along
from stemme.landing.leads.list_queries import Wish
from stemme.people.gate import after_step_up, needs, viewer_of
from stemme.people.office_time import in_office_time
from stemme.people.roles import MANAGE_ORGANISATION, WRITE_STORIES
from stemme.ui.responses import see_other


@require_safe
@needs(WRITE_STORIES)
@in_office_time
def leads(request: HttpRequest) -> HttpResponse:
    """Counts for every page, and the names of those pages whose leads are the viewer's to read."""
    viewer = viewer_of(request)
    readable = access.readable(viewer)
    pages = list_queries.counted(viewer.organisation_id, readable)
    form = FilterForm(request.GET, pages=[(row.id, row.name) for row in pages if row.mine])
    wish = _wish(form)
    given = {name: form.data.get(name, "") for name in form.fields if form.data.get(name)}
    context = {
        "pages": pages,
        "form": form,
        "found": list_queries.listed(readable, wish, page=request.GET.get("page", 1)),
        "query": f"&{urlencode(given)}" if given else "",
        "reads": any(row.mine for row in pages),
        "may_send": viewer.may(MANAGE_ORGANISATION),
    }
    return render(request, "landing/leads/leads.html", context)


@require_safe
@needs(WRITE_STORIES)
@in_office_time
def lead(request: HttpRequest, lead_id: int) -> HttpResponse:
    """One lead: what was asked and answered, what was agreed to, and what became of it."""
    return _lead(request, lead_id)


def _lead(request: HttpRequest, lead_id: int, form: CustomerForm | None = None) -> HttpResponse:
    found = access.lead_of(viewer_of(request), lead_id)
    context = {"lead": found, "row": found.row, "form": form or CustomerForm()}
    return render(request, "landing/leads/lead.html", context, status=422 if form else 200)


@require_POST
@needs(WRITE_STORIES)
@in_office_time
def customer(request: HttpRequest, lead_id: int) -> HttpResponse:
    """Note that a lead became a customer, perhaps with an amount."""
    viewer = viewer_of(request)
    access.lead_of(viewer, lead_id)
    form = CustomerForm(request.POST)
    if not form.is_valid():
        return _lead(request, lead_id, form)
    done = became_customer(
        organisation_id=viewer.organisation_id, lead_id=lead_id, now=timezone.now(), value=form.cleaned_data["value"]
    )
    if done:
        messages.success(request, _("Noted. It counts for the goal of the page, once."))
    return see_other(reverse("landing:lead", args=[lead_id]))


@require_POST
@needs(WRITE_STORIES)
def delete(request: HttpRequest, lead_id: int) -> HttpResponse:
    """Delete a lead for good."""
    viewer = viewer_of(request)
    access.lead_of(viewer, lead_id)
    delete_lead(actor=viewer, lead_id=lead_id, now=timezone.now())
    messages.success(request, _("Deleted, with everything that was written. What it counted for stays counted."))
    return see_other(reverse("landing:leads"))


@require_POST
@needs(WRITE_STORIES)
@after_step_up
def table(request: HttpRequest) -> HttpResponse:
    """What the filters show as a CSV file; taking it along stands in the audit."""
    viewer, readable = viewer_of(request), access.readable(viewer_of(request))
    pages = list_queries.counted(viewer.organisation_id, readable)
    form = FilterForm(request.POST, pages=[(row.id, row.name) for row in pages if row.mine])
    rows = take_along(actor=viewer, readable=readable, wish=_wish(form), now=timezone.now())
    asked = list_queries.question_labels(viewer.organisation_id, {row.page_id for row in rows}, viewer.language)
    keys = list(dict.fromkeys([*asked, *(key for row in rows for key in row.answers)]))
    header = [
        _("Number"), _("Landing page"), _("Language"), _("Name"), _("E-mail address"), _("Confirmed (UTC)"),
        _("Consent, version"), _("Customer since (UTC)"), _("Wants no mails"),
        *(asked.get(key, key) for key in keys),
    ]  # fmt: skip
    lines = [
        [
            row.id, row.page, row.language, row.name, row.email, _utc(row.confirmed_at), row.consent_version,
            _utc(row.customer_at), _("yes") if row.stopped else "", *(row.answers.get(key, "") for key in keys),
        ]
        for row in rows
    ]  # fmt: skip
    response = HttpResponse(write_table([header, *lines]), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{viewer.organisation_slug}-leads.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _utc(at: dt.datetime | None) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""


def _wish(form: FilterForm) -> Wish:
    """What of the form was understood."""
    form.is_valid()
    said = form.cleaned_data
    days = said.get("days")
    since = timezone.now() - dt.timedelta(days=int(days)) if days else None
    return Wish(said.get("page_of"), said.get("state") or "", since)
