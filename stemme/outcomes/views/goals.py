"""Goals: making one, and the page of one with its progress and the five ways of crediting side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.kit.periods import Period
from stemme.kit.tables import write_table
from stemme.outcomes import access, goal_queries
from stemme.outcomes.actions import goals
from stemme.outcomes.forms import GoalForm, initial_of
from stemme.outcomes.goal_wording import KIND_NAMES, MODEL_NAMES, MODEL_SENTENCES, PER_NAMES, VOICE_NAMES
from stemme.outcomes.narrow_queries import narrow_goals
from stemme.outcomes.queries import GoalRow
from stemme.outcomes.tally_queries import Sum
from stemme.people.gate import needs, open_to_all
from stemme.people.roles import LEAD_PROGRAMME, READ_OVERVIEW
from stemme.people.viewer import Viewer
from stemme.sharing.channels import BY_KEY
from stemme.stats.large_queries import large_channels
from stemme.ui.responses import see_other

_TAKEN = gettext_lazy("Another goal is called so by senders.")
_DAY = dt.timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(LEAD_PROGRAMME)
def new_goal(request: HttpRequest) -> HttpResponse:
    """The form for a new goal."""
    viewer, now = _viewer(request), timezone.now()
    data = request.POST if request.method == "POST" else None
    start = initial_of(None, today=viewer.today(now))
    form = GoalForm(data, organisation_id=viewer.organisation_id, now=now, initial=start)
    if data is not None and form.is_valid():
        try:
            made = goals.make_goal(actor=viewer, choice=form.choice(), now=now)
        except goals.KeyTakenError:
            form.add_error("key", _TAKEN)
        else:
            messages.success(request, _("The goal is there. Outcomes count from now on."))
            return see_other(reverse("outcomes:goal", args=[made]))
    return _form_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(LEAD_PROGRAMME)
def edit_goal(request: HttpRequest, goal_id: int) -> HttpResponse:
    """The form of a goal that is there."""
    viewer, now = _viewer(request), timezone.now()
    row = access.goal_of(viewer, goal_id)
    stored = goal_queries.stored_choice(viewer.organisation_id, row.id)
    data = request.POST if request.method == "POST" else None
    start = initial_of(stored, today=viewer.today(now))
    form = GoalForm(data, organisation_id=viewer.organisation_id, now=now, stored=stored, initial=start)
    if data is not None and form.is_valid():
        try:
            goals.change_goal(actor=viewer, goal_id=row.id, choice=form.choice(), now=now)
        except goals.KeyTakenError:
            form.add_error("key", _TAKEN)
        else:
            messages.success(request, _("Saved. What was counted is counted again within a minute."))
            return see_other(reverse("outcomes:goal", args=[row.id]))
    return _form_page(request, form, row)


@require_POST
@needs(LEAD_PROGRAMME)
def put_away(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Put a goal away, or with ``away=0`` back."""
    viewer = _viewer(request)
    row = access.goal_of(viewer, goal_id)
    away = request.POST.get("away") != "0"
    goals.put_away(actor=viewer, goal_id=row.id, away=away, now=timezone.now())
    messages.success(request, _("It is put away.") if away else _("It is back."))
    return see_other(reverse("outcomes:goal", args=[row.id]))


@require_safe
@needs(READ_OVERVIEW)
def goal(request: HttpRequest, goal_id: int) -> HttpResponse:
    """Progress in the stretch of the target that ``at`` lies in, and what each way of crediting gives to channels."""
    viewer = _viewer(request)
    row = access.goal_of(viewer, goal_id)
    period, today = _period(request, viewer, row)
    ours = viewer.organisation_id
    voices = goal_queries.voices_of(ours, row.id, period)
    total = goal_queries.total_of(ours, row.id, period)
    context = {
        "row": row,
        "kind": KIND_NAMES[row.kind],
        "per": PER_NAMES[row.per],
        "period": period,
        "earlier": period.first - _DAY if row.per != "whole" and period.first > row.first_day else None,
        "later": period.last + _DAY if row.per != "whole" and period.last < today else None,
        "total": total,
        "to_go": max(0, round(row.target - total.conversions)) if row.target else None,
        "model": MODEL_NAMES[row.model],
        "model_sentence": MODEL_SENTENCES[row.model],
        "voices": [(name, voices.get(number, 0.0)) for number, name in VOICE_NAMES.items()],
        **_side_by_side(ours, row, period),
        "may_change": viewer.may_everywhere(LEAD_PROGRAMME),
    }
    return render(request, "outcomes/goal.html", context)


@require_safe
@needs(READ_OVERVIEW)
def goal_csv(request: HttpRequest, goal_id: int) -> HttpResponse:
    """The five ways side by side, as a file."""
    viewer = _viewer(request)
    row = access.goal_of(viewer, goal_id)
    period, _today = _period(request, viewer, row)
    table = _side_by_side(viewer.organisation_id, row, period)
    header = [_("Channel"), *(str(MODEL_NAMES[key]) for key in table["models"])]
    rows = [[channel, *parts] for channel, parts in table["rows"]]
    rows.append([_("Sum"), *table["totals"]])
    response = HttpResponse(write_table([header, *rows]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="goal-{row.key}-{period.first}.csv"'
    return response


@require_safe
@open_to_all
def how(request: HttpRequest) -> HttpResponse:
    """How outcomes are credited, in words."""
    models = [(MODEL_NAMES[key], MODEL_SENTENCES[key]) for key in MODEL_NAMES]
    return render(request, "outcomes/how_attribution.html", {"models": models})


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def _form_page(request: HttpRequest, form: GoalForm, row: GoalRow | None = None) -> HttpResponse:
    """The form; of what says which clicks count only the fields with something to choose."""
    narrowing = [field for name in goal_queries.TIED if (field := form[name]).field.choices]  # type: ignore[attr-defined]
    context = {"form": form, "row": row, "narrowing": narrowing}
    return render(request, "outcomes/goal_form.html", context, status=422 if form.errors else 200)


def _period(request: HttpRequest, viewer: Viewer, row: GoalRow) -> tuple[Period, dt.date]:
    today = viewer.today(timezone.now())
    try:
        day = dt.date.fromisoformat(request.GET.get("at", ""))
    except ValueError:
        day = today
    # A century before and after is far enough; further on there are no months.
    day = min(max(day, dt.date(2000, 1, 1)), dt.date(2100, 1, 1))
    return goal_queries.period_of(row, day, today=today), today


def _side_by_side(organisation_id: int, row: GoalRow, period: Period) -> dict[str, Any]:
    """Channels by what the goal's own way gives them, with what the others would. Channels of few people are one."""
    found = {one.model: one for one in goal_queries.by_model(organisation_id, row.id, period)}
    large = large_channels(organisation_id) & BY_KEY.keys()
    # What few shared is told as a sum, and not by which channel it came.
    narrow = row.id in narrow_goals(organisation_id)
    of = {way: _merged(found[way].by_channel, () if narrow else large) for way in MODEL_NAMES}
    own = of[row.model]
    keys = sorted({key for one in of.values() for key in one}, key=lambda key: (-own.get(key, 0.0), key))
    other = _("All channels together") if narrow else _("Other")
    rows = [
        (BY_KEY[key].name if key else other, [round(of[way].get(key, 0.0), 6) for way in MODEL_NAMES]) for key in keys
    ]
    return {
        "models": list(MODEL_NAMES),
        "model_names": list(MODEL_NAMES.values()),
        "rows": rows,
        "totals": [found[model].total.conversions for model in MODEL_NAMES],
    }


def _merged(by_channel: dict[str, Sum], large: Collection[str]) -> dict[str, float]:
    """Conversions by channel; "" is everything that is not one of the large ones."""
    found: dict[str, float] = {}
    for channel, one in by_channel.items():
        key = channel if channel in large else ""
        found[key] = found.get(key, 0.0) + one.conversions
    return found
