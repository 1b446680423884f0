"""The locks for those who decide about them, and each agreement for everybody."""

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

from stemme.agreements import access, actions, locks, queries, wording
from stemme.agreements.actions import AgreementError
from stemme.agreements.forms import AGREE, AnswerForm, AskForm
from stemme.agreements.queries import AgreementRow
from stemme.people import roles
from stemme.people.gate import after_step_up, for_employees, needs
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_safe
@needs(roles.READ_SETTINGS)
def overview(request: HttpRequest) -> HttpResponse:
    """The locks: how far each has come, what can be done now, and what there was before."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    today = viewer.today(timezone.now())
    earlier = queries.history(viewer.organisation_id, on=today)
    newest = {row.lock: row for row in reversed(earlier)}
    shown = [_lock_shown(viewer, lock, newest.get(lock)) for lock in locks.LOCKS]
    past = [(wording.LOCK_NAMES[row.lock], _state_name(row), row) for row in earlier if row.over]
    return render(request, "agreements/agreements.html", {"locks": shown, "past": past})


def _lock_shown(viewer: Viewer, lock: str, row: AgreementRow | None) -> dict[str, Any]:
    under_way = row is not None and not row.over
    state = row.state if row else locks.CLOSED
    return {
        "lock": lock,
        "name": wording.LOCK_NAMES[lock],
        "what": wording.WHAT[lock],
        "state": state if under_way else locks.CLOSED,
        "state_name": wording.STATE_NAMES[state if under_way else locks.CLOSED],
        "row": row if under_way else None,
        "effect": wording.takes_effect(row) if row and state in {locks.AGREED, locks.ANNOUNCED} else "",
        "reach": queries.reach(viewer.organisation_id, row.id) if row and state == locks.AGREED else None,
        "may_ask": not under_way and viewer.may(roles.MANAGE_ORGANISATION),
        "may_answer": state == locks.ASKED and viewer.may(roles.AGREE_MEASURING),
        "may_vouch": state == locks.AGREED and viewer.may(roles.AGREE_MEASURING),
        "may_close": under_way and (viewer.may(roles.MANAGE_ORGANISATION) or viewer.may(roles.AGREE_MEASURING)),
    }


def _state_name(row: AgreementRow) -> Any:
    return wording.STATE_NAMES[row.state]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.MANAGE_ORGANISATION)
@after_step_up
def ask(request: HttpRequest, lock: str) -> HttpResponse:
    """Ask the employee representatives to open a lock."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    access.lock_to_ask_for(viewer, lock, on=viewer.today(now))
    _country, least = queries.least_notice(viewer.organisation_id)
    sent = request.POST if request.method == "POST" else None
    form = AskForm(sent, least=least)
    if sent is not None and form.is_valid():
        try:
            actions.ask(actor=viewer, lock=lock, **form.cleaned_data, now=now)
        except AgreementError as error:
            raise Http404 from error
        messages.success(request, _("Asked. It waits for an employee representative."))
        return see_other(reverse("agreements:agreements"))
    context = {"form": form, "lock": lock, "name": wording.LOCK_NAMES[lock], "what": wording.WHAT[lock]}
    context["who"] = wording.who_sees(lock)
    return render(request, "agreements/ask.html", context, status=422 if sent is not None else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.AGREE_MEASURING)
@after_step_up
def answer(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Say yes or no for the employees, with the reasons."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    row = access.agreement_to_answer(viewer, agreement_id, on=viewer.today(now))
    sent = request.POST if request.method == "POST" else None
    form = AnswerForm(sent)
    if sent is not None and form.is_valid():
        agreed = form.cleaned_data["agreed"] == AGREE
        _done(actions.answer, viewer, agreement_id, now, agreed=agreed, words=form.cleaned_data["words"])
        messages.success(
            request, _("Agreed. Now everybody is told, and then the period runs.") if agreed else _("Refused.")
        )
        return see_other(reverse("agreements:agreements"))
    context = {"form": form, "row": row, **_told(row)}
    return render(request, "agreements/answer.html", context, status=422 if sent is not None else 200)


@require_POST
@needs(roles.AGREE_MEASURING)
@after_step_up
def vouch(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """The representative vouches that everybody else was told in another way."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    _done(actions.vouch, viewer, agreement_id, timezone.now())
    messages.success(request, _("Noted. The period runs from today."))
    return see_other(reverse("agreements:agreements"))


@require_POST
@needs(roles.READ_SETTINGS)
def close(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Close it at once. No further proof of who one is: it takes nothing from anybody."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    _done(actions.close, viewer, agreement_id, timezone.now())
    messages.success(request, _("Closed. Nobody sees anything by it any more."))
    return see_other(reverse("agreements:agreements"))


@require_safe
@for_employees
def one(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """What changes, why, by whose yes, from when, who sees what, and what one can do. Whoever reads it was told."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    row = access.agreement_to_read(viewer, agreement_id, on=viewer.today(now))
    actions.note_seen(viewer=viewer, agreement_id=agreement_id, now=now)
    context = {"row": row, "effect": wording.takes_effect(row), "points": wording.what_you_can_do(), **_told(row)}
    return render(request, "agreements/agreement.html", context)


def _told(row: AgreementRow) -> dict[str, Any]:
    return {
        "name": wording.LOCK_NAMES[row.lock],
        "what": wording.WHAT[row.lock],
        "who": wording.who_sees(row.lock),
        "state_name": wording.STATE_NAMES[row.state],
    }


def _done(act: Any, viewer: Viewer, agreement_id: int, now: dt.datetime, **more: Any) -> None:
    """Do it, or 404: it is not theirs to do, or somebody was quicker."""
    known = access.agreement_to_read(viewer, agreement_id, on=viewer.today(now))
    try:
        act(actor=viewer, agreement_id=known.id, now=now, **more)
    except AgreementError as error:
        raise Http404 from error
