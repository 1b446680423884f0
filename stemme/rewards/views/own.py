"""One's own ledger, and what can be done with points."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.people.gate import for_employees
from stemme.people.viewer import Viewer
from stemme.rewards import access, actions, queries, wording
from stemme.rewards.forms import GiftForm
from stemme.ui.responses import see_other


@require_safe
@for_employees
def ledger(request: HttpRequest) -> HttpResponse:
    """What I earned, what I did with it, and what I can do now."""
    return _page(request)


def _page(request: HttpRequest, form: GiftForm | None = None) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    ours = viewer.organisation_id
    rules, mine = queries.rules_of(ours), queries.ledger(ours, viewer.person_id)
    context: dict[str, Any] = {
        "rules": rules,
        "earns": [(wording.rule_name(rule.key), rule) for rule in rules.in_force],
        "ledger": mine,
        "entries": [(entry, wording.entry_name(entry)) for entry in mine.entries],
        "requests": [
            (row, row.title or (wording.entry_name(row.about) if row.about else ""), wording.state_name(row.state))
            for row in mine.requests
        ],
        "rewards": [(row, row.cost <= mine.balance.spendable) for row in queries.rewards(ours)] if rules.on else [],
        "pot": queries.pot(ours),
        "form": form or GiftForm(),
    }
    return render(request, "rewards/ledger.html", context, status=422 if form else 200)


@require_POST
@for_employees
def collect(request: HttpRequest) -> HttpResponse:
    """Begin to collect, or (``stop``) collect no more."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if "stop" in request.POST:
        actions.stop_collecting(actor=viewer, now=timezone.now())
        messages.success(request, _("Nothing is collected from now on. What you have stays yours."))
    elif actions.collect(actor=viewer, now=timezone.now()):
        messages.success(request, _("From now on it counts."))
    else:
        messages.info(request, _("Your organisation gives no points at the moment."))
    return _back()


@require_POST
@for_employees
def give(request: HttpRequest) -> HttpResponse:
    """Give points to the pot."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = GiftForm(request.POST)
    if form.is_valid():
        if actions.give(actor=viewer, points=form.cleaned_data["points"], now=timezone.now()):
            messages.success(request, _("Given. The pot shows only the sum."))
            return _back()
        form.add_error("points", _("You have not so many points."))
    return _page(request, form)


@require_POST
@for_employees
def redeem(request: HttpRequest, reward_id: int) -> HttpResponse:
    """Ask for a reward."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.reward_of(viewer, reward_id)
    if actions.redeem(actor=viewer, reward_id=reward_id, now=timezone.now()):
        messages.success(request, _("Asked. Your points are put aside until somebody answers."))
    else:
        messages.info(request, _("That is not possible any more: it has run out, or your points do not suffice."))
    return _back()


@require_POST
@for_employees
def withdraw(request: HttpRequest, ask_id: int) -> HttpResponse:
    """Take a request back."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.own_request(viewer, ask_id)
    if actions.withdraw(actor=viewer, request_id=ask_id, now=timezone.now()):
        messages.success(request, _("Taken back."))
    else:
        messages.info(request, _("It has been answered already."))
    return _back()


@require_POST
@for_employees
def question(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Ask to have an entry looked at."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.own_entry(viewer, entry_id)
    if actions.question_entry(actor=viewer, entry_id=entry_id, now=timezone.now()):
        messages.success(request, _("Somebody who looks after people will check this entry with you."))
    else:
        messages.info(request, _("You have asked already."))
    return _back()


def _back() -> HttpResponse:
    return see_other(reverse("rewards:ledger"))
