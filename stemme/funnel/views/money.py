"""What results are worth and what the programme costs: written down by the lead, explained for everybody."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.funnel.forms import CostForm, PriceForm, RulesForm
from stemme.funnel.ladder import USUAL_CONTACTS
from stemme.funnel.offers import OFFERS
from stemme.funnel.wording import COST_NAMES, channel_name
from stemme.kit.periods import month_start
from stemme.outcomes.value import actions
from stemme.outcomes.value.value_queries import Agreed, agreed, costs, prices
from stemme.people.gate import needs, open_to_all
from stemme.people.roles import LEAD_PROGRAMME
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

_PAGE = "funnel:value"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(LEAD_PROGRAMME)
def value(request: HttpRequest) -> HttpResponse:
    """Currency and rules; prices of clicks; costs."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rules = agreed(viewer.organisation_id)
    if request.method != "POST":
        return _page(request, viewer, rules)
    form = RulesForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, rules, rules_form=form)
    actions.agree(actor=viewer, **form.cleaned_data, now=timezone.now())
    messages.success(request, _("Saved."))
    return see_other(reverse(_PAGE))


@require_POST
@needs(LEAD_PROGRAMME)
def set_price(request: HttpRequest) -> HttpResponse:
    """The price of a click on one channel; with ``drop``, none any more."""
    viewer, now = request.viewer, timezone.now()  # type: ignore[attr-defined]
    rules = agreed(viewer.organisation_id)
    if rules is None or rules.media_off_at:
        raise Http404
    if "drop" in request.POST:
        actions.drop_price(actor=viewer, channel=request.POST["drop"], now=now)
        return see_other(reverse(_PAGE))
    form = PriceForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, rules, price_form=form)
    said = form.cleaned_data
    actions.set_price(
        actor=viewer, channel=said["channel"], each=form.each(), source=said["source"], dated=said["dated"], now=now
    )
    messages.success(request, _("Saved."))
    return see_other(reverse(_PAGE) + "#prices")


@require_POST
@needs(LEAD_PROGRAMME)
def add_cost(request: HttpRequest) -> HttpResponse:
    """One more line of cost."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rules, form = agreed(viewer.organisation_id), CostForm(request.POST)
    if rules is None:
        raise Http404
    if not form.is_valid():
        return _page(request, viewer, rules, cost_form=form)
    actions.add_cost(actor=viewer, line=form.cleaned_data, now=timezone.now())
    messages.success(request, _("Saved."))
    return see_other(reverse(_PAGE) + "#costs")


@require_POST
@needs(LEAD_PROGRAMME)
def end_cost(request: HttpRequest, cost_id: int) -> HttpResponse:
    """This month is its last one; with ``remove``, it never was."""
    viewer, now = request.viewer, timezone.now()  # type: ignore[attr-defined]
    last = None if "remove" in request.POST else month_start(viewer.today(now))
    if not actions.end_cost(actor=viewer, cost_id=cost_id, last_month=last, now=now):
        raise Http404
    return see_other(reverse(_PAGE) + "#costs")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(LEAD_PROGRAMME)
def no_media_value(request: HttpRequest) -> HttpResponse:
    """Ask once more, then never turn clicks into money again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.method != "POST":
        return render(request, "funnel/no_media_value.html")
    actions.switch_media_value_off(actor=viewer, now=timezone.now())
    messages.success(request, _("Clicks are never turned into money again."))
    return see_other(reverse(_PAGE))


@require_safe
@open_to_all
def how(request: HttpRequest) -> HttpResponse:
    """How value, cost and reach are worked out."""
    contacts = [(channel_name(key), number) for key, number in USUAL_CONTACTS.items()]
    return render(request, "funnel/how.html", {"contacts": contacts})


def _page(request: HttpRequest, viewer: Viewer, rules: Agreed | None, **forms: Any) -> HttpResponse:
    today = viewer.today(timezone.now())
    context = {
        "rules": rules,
        "prices": [(price, channel_name(price.channel)) for price in prices(viewer.organisation_id)],
        "costs": [
            (row, COST_NAMES[row.line.kind], _holds(row.line.last_month, today))
            for row in costs(viewer.organisation_id)
        ],
        "offers": [(offer, channel_name(offer.channel)) for offer in OFFERS],
        "rules_form": RulesForm(initial=_initial(rules)),
        "price_form": PriceForm(initial={"dated": today}),
        "cost_form": CostForm(initial={"first_month": month_start(today)}),
        **forms,
    }
    return render(request, "funnel/value.html", context, status=422 if forms else 200)


def _holds(last_month: dt.date | None, today: dt.date) -> bool:
    return last_month is None or last_month >= month_start(today)


def _initial(rules: Agreed | None) -> dict[str, Any]:
    if rules is None:
        return {}
    return {
        "currency": rules.currency, "hour_cost": rules.hour_cost, "minutes_per_share": rules.minutes_per_share,
        "agreed_with": rules.agreed_with, "agreed_on": rules.agreed_on,
    }  # fmt: skip
