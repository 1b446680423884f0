"""The ranking, explained to those who are ranked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stemme.feed import choosing, popularity, ranking
from stemme.people.gate import open_to_all


@require_safe
@open_to_all
def how(request: HttpRequest) -> HttpResponse:
    """How stories are chosen. The numbers are those the ranking works with."""
    weights = {name: round(100 * weight) for name, weight in ranking.WEIGHTS.items()}
    context = {
        "weights": weights,
        "news_days": round(ranking.NEWS_DAYS),
        "evergreen_days": round(ranking.EVERGREEN_DAYS),
        "fading_days": round(ranking.FADING_DAYS),
        "strength": popularity.STRENGTH,
        "popular_days": round(popularity.FADING_DAYS),
        "times_usual": popularity.TIMES_USUAL,
        "most_of_a_stream": choosing.MOST_OF_A_STREAM,
        "most_of_a_campaign": choosing.MOST_OF_A_CAMPAIGN,
        "few_views": choosing.FEW_VIEWS,
        "likeness": round(100 * (1 - choosing.LAMBDA)),
    }
    return render(request, "feed/how.html", context)
