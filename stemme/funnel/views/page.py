"""Goals and funnel: what the voices lead to, and what it was worth."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stemme.funnel import ladder, queries, spans
from stemme.funnel.line_queries import lines_of
from stemme.funnel.queries import Asked
from stemme.funnel.wording import BY_NAMES, COST_NAMES, RATE_WORDS, STEP_NAMES, channel_name
from stemme.kit.spans import Span
from stemme.outcomes.attributing import FIRST, LAST, LINEAR
from stemme.outcomes.goal_wording import MODEL_NAMES, MODEL_SENTENCES, VOICE_NAMES
from stemme.outcomes.value.value_queries import value_of
from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.roles import LEAD_PROGRAMME, READ_OVERVIEW
from stemme.people.viewer import Viewer

#: The ways of crediting one can switch between here; a goal's own page has all five.
_SHOWN_MODELS = (LINEAR, FIRST, LAST)


@require_safe
@needs(READ_OVERVIEW)
def goals(request: HttpRequest) -> HttpResponse:
    """Goals with their progress, the funnel, value against cost, and who is credited."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    organisation = people.organisation(viewer.organisation_id)
    span = spans.funnel_span(
        request.GET.get("period", ""),
        request.GET.get("at", ""),
        today=viewer.today(timezone.now()),
        began=queries.began(viewer.organisation_id),
    )
    asked = _asked(request, viewer, span, organisation.group_floor)
    by = asked.by
    context = {
        "span": span,
        "asked": asked,
        "by": by,
        "goals": _progress(asked),
        "leads": viewer.may_everywhere(LEAD_PROGRAMME),
    }
    if asked.all_goals:
        context |= _funnel(asked, viewer.today(timezone.now()))
    return render(request, "funnel/goals.html", context)


def _asked(request: HttpRequest, viewer: Viewer, span: Span, floor: int) -> Asked:
    given = {name: request.GET.get(name, "") for name in ("model", "goal", "by")}
    asked = Asked(
        viewer.organisation_id, span.key, span.period, floor,
        model=given["model"] if given["model"] in _SHOWN_MODELS else None,
        by=given["by"] if given["by"] in BY_NAMES else "channel",
    )  # fmt: skip
    known = {str(row.id): row.id for row in asked.all_goals}
    return replace(asked, goal_id=known[given["goal"]]) if given["goal"] in known else asked


def _progress(asked: Asked) -> list[dict[str, Any]]:
    """The goals that go on or had outcomes, each with what was counted and how far it is."""
    found = []
    for row in asked.all_goals:
        one = asked.by_goal.get(row.id)
        if row.archived and one is None:
            continue
        times = spans.share_of_target(row.per, asked.kind)
        target = round(row.target * times) if row.target and times else None
        number = round(one.conversions) if one else 0
        found.append(
            {"row": row, "number": number, "target": target, "to_go": max(0, target - number) if target else None}
        )
    return found


def _funnel(asked: Asked, today: dt.date) -> dict[str, Any]:
    steps = [
        (step, *STEP_NAMES[step.key], RATE_WORDS.get(step.next_key, ""))
        for step in ladder.ladder(queries.numbers_of(asked))
    ]
    voices = queries.voices_of(asked)
    own = asked.credited if asked.model is None else None
    worth = value_of(asked.organisation_id, asked.period, today=today, known=asked.all_goals, credited=own)
    media = worth.media if worth and worth.media else ()
    lines = [(line, ladder.spark(line.months)) for line in lines_of(asked)]
    return {
        "steps": steps,
        "robots": queries.robots_of(asked),
        "lines": lines,
        "with_landing": any(line.landing or line.leads for line, _path in lines),
        "by_names": BY_NAMES,
        "by_name": BY_NAMES[asked.by],
        "voices": [(name, voices.get(number, 0.0)) for number, name in VOICE_NAMES.items()],
        "most_voices": max([*voices.values(), 1.0]),
        "models": [(key, MODEL_NAMES[key]) for key in _SHOWN_MODELS],
        "model_sentence": MODEL_SENTENCES[asked.model] if asked.model else "",
        "worth": worth,
        "media": [(line, channel_name(line.price.channel)) for line in media],
        "cost_names": COST_NAMES,
    }
