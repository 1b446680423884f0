"""Putting colleagues into another wave: a search, and buttons. No type, no score, no state of anybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stemme.kit.lines import one_line
from stemme.people.gate import needs
from stemme.people.roles import LEAD_PROGRAMME
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other
from stemme.waves.actions import moving
from stemme.waves.move_queries import found_places
from stemme.waves.plan_forms import MoveForm
from stemme.waves.plan_queries import plan_of, waves_of
from stemme.waves.plan_wording import cannot
from stemme.waves.wording import wave_name

_LONGEST = 100


@require_http_methods(["GET", "HEAD", "POST"])
@needs(LEAD_PROGRAMME)
def move(request: HttpRequest) -> HttpResponse:
    """Search a colleague; press the wave they shall be in."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = plan_of(viewer.organisation_id)
    if row is None:
        raise Http404
    if request.method == "POST":
        return _moved(request, viewer)
    words = one_line(request.GET.get("q", ""), limit=_LONGEST)
    waves = waves_of(row.id)
    rows, more = found_places(viewer, row.id, words, now=timezone.now()) if words else ([], False)
    names = {wave.number: wave_name(wave) for wave in waves}
    launched = {wave.number for wave in waves if wave.launched_at}
    context = {
        "q": words,
        "rows": [(one, names[one.wave], one.wave in launched) for one in rows if one.wave in names],
        "more": more,
        "waves": [(wave.number, names[wave.number]) for wave in waves if not wave.launched_at],
    }
    return render(request, "waves/move.html", context)


def _moved(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data
    try:
        moving.move(actor=viewer, person_id=said["person"], to_wave=said["to"], now=timezone.now())
    except moving.MoveError as error:
        if error.reason == "unknown":
            raise Http404 from error
        messages.error(request, cannot(error.reason, error.most))
    else:
        messages.success(request, _("Moved. Everybody else stayed where they were."))
    return see_other(f"{reverse('waves:move')}?{urlencode({'q': said['q']})}")
