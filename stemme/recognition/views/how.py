"""Fair play, explained to those who play."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stemme.people.gate import open_to_all
from stemme.recognition import boards, fairness


@require_safe
@open_to_all
def how(request: HttpRequest) -> HttpResponse:
    """What counts, what never does. The numbers are those that the rules work with."""
    context = {"top": boards.TOP, "similar": fairness.SIMILAR, "enough": fairness.ENOUGH_ALIKE}
    return render(request, "recognition/how.html", context)
