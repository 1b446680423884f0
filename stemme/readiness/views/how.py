"""How readiness is worked out, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stemme.people.gate import open_to_all
from stemme.readiness import scoring, wording
from stemme.readiness.showing import FEWEST
from stemme.readiness.statements import HIGHEST, OF


@require_safe
@open_to_all
def how(request: HttpRequest) -> HttpResponse:
    """The statements and the sum. The numbers are those that the scoring works with."""
    context = {
        "dimensions": [
            (wording.dimension_name(key), wording.dimension_question(key), [wording.statement_text(s) for s in keys])
            for key, keys in OF.items()
        ],
        "stages": [
            (round(least), wording.STAGE_NAMES[stage], wording.stage_sentence(stage)) for least, stage in scoring.STAGES
        ],
        "least_answered": scoring.LEAST_ANSWERED,
        "highest": HIGHEST,
        "fewest": FEWEST,
        "good_enough": scoring.GOOD_ENOUGH,
        "most_of_a_dimension": scoring.MOST_OF_A_DIMENSION,
    }
    return render(request, "readiness/how.html", context)
