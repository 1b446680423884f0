"""Rules and rewards for owners, requests for people administrators. Nobody sees another's ledger."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.people import roles
from stemme.people.gate import needs
from stemme.people.viewer import Viewer
from stemme.rewards import access, deciding_actions, queries, wording
from stemme.rewards.forms import AnswerForm, RewardForm, RulesForm
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.MANAGE_ORGANISATION)
def settings(request: HttpRequest) -> HttpResponse:
    """Whether points are given, what for, and what for them."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.method != "POST":
        return _settings(request)
    form = RulesForm(request.POST, rules=queries.rules_of(viewer.organisation_id))
    if not form.is_valid():
        return _settings(request, form=form)
    said = form.cleaned_data
    deciding_actions.set_rules(
        actor=viewer, on=said["on"], most_a_month=said["most_a_month"], cause=said["cause"].strip(),
        rules=form.rules(), now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Saved."))
    return see_other(reverse("rewards:settings"))


def _settings(
    request: HttpRequest, *, form: RulesForm | None = None, reward_form: RewardForm | None = None
) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    ours = viewer.organisation_id
    context: dict[str, Any] = {
        "form": form or RulesForm(rules=queries.rules_of(ours)),
        "reward_form": reward_form or RewardForm(auto_id="id_reward_%s"),
        "rewards": queries.rewards(ours, listed=None),
        "sums": queries.sums(ours),
        "may_answer": viewer.may(roles.MANAGE_PEOPLE),
    }
    return render(request, "rewards/settings.html", context, status=422 if form or reward_form else 200)


@require_POST
@needs(roles.MANAGE_ORGANISATION)
def new(request: HttpRequest) -> HttpResponse:
    """Put another reward on the list."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = RewardForm(request.POST, auto_id="id_reward_%s")
    if not form.is_valid():
        return _settings(request, reward_form=form)
    said = form.cleaned_data
    deciding_actions.list_reward(
        actor=viewer, title=said["title"], cost=said["cost"], stock=said["stock"], now=timezone.now()
    )
    messages.success(request, _("It is on the list."))
    return see_other(reverse("rewards:settings"))


@require_POST
@needs(roles.MANAGE_ORGANISATION)
def show(request: HttpRequest, reward_id: int) -> HttpResponse:
    """Take a reward off the list, or (``listed``) put it on again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.reward_of(viewer, reward_id)
    listed = "listed" in request.POST
    deciding_actions.show_reward(actor=viewer, reward_id=reward_id, listed=listed, now=timezone.now())
    messages.success(request, _("It is on the list.") if listed else _("It is off the list."))
    return see_other(reverse("rewards:settings"))


@require_safe
@needs(roles.MANAGE_PEOPLE)
def requests(request: HttpRequest) -> HttpResponse:
    """Who asked for what and waits for an answer."""
    return _requests(request)


def _requests(request: HttpRequest, wrong: tuple[int, AnswerForm] | None = None) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    number, form = wrong or (0, None)
    rows = [
        (
            row,
            wording.entry_name(row.about) if row.about else row.title,
            form if form and row.id == number else AnswerForm(corrects=row.about is not None, number=row.id),
        )
        for row in queries.open_requests(viewer)
    ]
    return render(request, "rewards/requests.html", {"rows": rows}, status=422 if wrong else 200)


@require_POST
@needs(roles.MANAGE_PEOPLE)
def answer(request: HttpRequest, ask_id: int) -> HttpResponse:
    """Say yes or no to a request."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.request_to_answer(viewer, ask_id)
    row = next(row for row in queries.open_requests(viewer) if row.id == ask_id)
    form = AnswerForm(request.POST, corrects=row.about is not None, number=ask_id)
    if not form.is_valid():
        return _requests(request, (ask_id, form))
    said = form.cleaned_data
    done = deciding_actions.answer(
        actor=viewer, request_id=ask_id, granted=said["granted"] == "yes", words=said["words"],
        points=said["points"] or 0, now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Answered.")) if done else messages.info(request, _("It has been answered already."))
    return see_other(reverse("rewards:requests"))
