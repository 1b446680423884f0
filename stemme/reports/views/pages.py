"""Reports to read and take along, mails that are planned, links that show one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.kit.languages import OWN_NAMES
from stemme.people import queries as people
from stemme.people.gate import needs, viewer_of
from stemme.people.role_queries import colleagues_with
from stemme.people.roles import LEAD_PROGRAMME, READ_OVERVIEW
from stemme.people.viewer import Viewer
from stemme.reports import access, actions, queries, written
from stemme.reports.contents import period_name, report_of
from stemme.reports.forms import LinkForm, PlanForm
from stemme.reports.kind import summary
from stemme.reports.stretches import Stretch, choices, from_key, last_due, stretch
from stemme.reports.views.asked import asked_for
from stemme.stats import queries as stats
from stemme.ui.responses import see_other


@require_safe
@needs(READ_OVERVIEW)
def reports(request: HttpRequest) -> HttpResponse:
    """Periods to choose, files to take; for who leads the programme mails and links as well."""
    return _reports(request)


@require_safe
@needs(READ_OVERVIEW)
def report(request: HttpRequest, stretch: str) -> HttpResponse:
    """One report on a page."""
    found = asked_for(request, stretch)
    context = {"report": found, "tiles": written.tiles(found), "sections": written.sections(found)}
    return render(request, "reports/report.html", context)


@require_POST
@needs(LEAD_PROGRAMME)
def new_plan(request: HttpRequest) -> HttpResponse:
    """Mail a report after each period."""
    viewer = viewer_of(request)
    form = _plan_form(viewer, request.POST)
    if not form.is_valid():
        return _reports(request, plan=form)
    plan_id = actions.make_plan(actor=viewer, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Planned. This is what the mail would say today."))
    return see_other(reverse("reports:preview", args=[plan_id]))


@require_safe
@needs(LEAD_PROGRAMME)
def preview(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What the mail says, with the figures of the last period that is over."""
    viewer = viewer_of(request)
    now = timezone.now()
    today = viewer.today(now)
    row = access.plan_of(viewer, plan_id, now=now)
    shown = stretch(row.rhythm, last_due(row.rhythm, today=today, days_after=1), today=today)
    found = report_of(viewer.organisation_id, shown, language=row.language, now=now)
    with translation.override(row.language):
        lines = summary(found)
    return render(request, "reports/preview.html", {"plan": row, "report": found, "lines": lines})


@require_POST
@needs(LEAD_PROGRAMME)
def end_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """No more mails of this plan."""
    viewer = viewer_of(request)
    row = access.plan_of(viewer, plan_id, now=timezone.now())
    if actions.end_plan(actor=viewer, plan_id=row.id, now=timezone.now()):
        messages.success(request, _("Ended. No more mails of this plan go out."))
    return see_other(reverse("reports:reports"))


@require_POST
@needs(LEAD_PROGRAMME)
def new_link(request: HttpRequest) -> HttpResponse:
    """A link that shows one report; its address is shown this once, and not even the browser keeps the page."""
    viewer = viewer_of(request)
    now = timezone.now()
    form = _link_form(viewer, request.POST)
    if not form.is_valid():
        return _reports(request, link=form)
    chosen = form.cleaned_data
    picked = from_key(chosen.pop("stretch"), today=viewer.today(now))
    token = actions.make_link(actor=viewer, stretch=picked, now=now, **chosen)
    address = f"{people.organisation(viewer.organisation_id).page_url}{reverse('reports:shared', args=[token])}"
    context = {"address": address, "label": chosen["label"], "period": period_name(picked), "days": chosen["days"]}
    response = render(request, "reports/link.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@needs(LEAD_PROGRAMME)
def end_link(request: HttpRequest, shown_id: int) -> HttpResponse:
    """The link shows nothing any more, at once."""
    viewer = viewer_of(request)
    row = access.link_of(viewer, shown_id, now=timezone.now())
    if actions.end_link(actor=viewer, link_id=row.id, now=timezone.now()):
        messages.success(request, _("Ended. Whoever opens the link now reads that it is over."))
    return see_other(reverse("reports:reports"))


def _stretches(viewer: Viewer) -> dict[str, list[Stretch]]:
    return choices(today=viewer.today(timezone.now()), began=stats.began(viewer.organisation_id))


def _plan_form(viewer: Viewer, data: Any = None) -> PlanForm:
    colleagues = colleagues_with(viewer.organisation_id, READ_OVERVIEW)
    return PlanForm(data, people=colleagues, language=viewer.language)


def _link_form(viewer: Viewer, data: Any = None) -> LinkForm:
    named = [(one.key, period_name(one)) for rows in _stretches(viewer).values() for one in rows]
    return LinkForm(data, stretches=named, language=viewer.language)


def _reports(request: HttpRequest, *, plan: PlanForm | None = None, link: LinkForm | None = None) -> HttpResponse:
    viewer = viewer_of(request)
    now = timezone.now()
    titles = {"month": _("Months"), "quarter": _("Quarters"), "year": _("Years")}
    offered = [
        (titles[kind], [(one.key, period_name(one)) for one in rows])
        for kind, rows in _stretches(viewer).items()
        if rows
    ]
    context: dict[str, Any] = {"offered": offered, "may_lead": viewer.may(LEAD_PROGRAMME)}
    if context["may_lead"]:
        today = viewer.today(now)
        plans = queries.plans(viewer.organisation_id, today=today)
        links = queries.links(viewer.organisation_id, now=now)
        context |= {
            "plans": [(row, _named(row.rhythm, row.next_period), OWN_NAMES[row.language]) for row in plans],
            "links": [(row, _named(row.kind, row.period), OWN_NAMES[row.language]) for row in links],
            "plan_form": plan or _plan_form(viewer),
            "link_form": link or _link_form(viewer),
        }
    return render(request, "reports/reports.html", context, status=422 if plan or link else 200)


def _named(kind: str, period: Any) -> str:
    return period_name(Stretch(kind, period, running=False))
