"""The door of a mail: looking changes nothing, pressing the button lets in (security.md T-01, P-01)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from stemme.kit.languages import CODES
from stemme.people import actions
from stemme.people.door_queries import Door, live_door
from stemme.people.forms import AskForm
from stemme.people.gate import open_to_all
from stemme.people.hosts import is_at_home
from stemme.people.sessions import limits_for
from stemme.people.viewer import SUGGEST
from stemme.people.views.answers import too_many
from stemme.people.visits import open_visit, pressed_by_a_program, safe_path
from stemme.ui.responses import see_other
from stemme.ui.windows import House

#: The picture beside the door: nobody's figures, the same for all.
_HOUSES = (House("", 24, 15), House("", 20, 11), House("", 28, 16))


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, token: str) -> HttpResponse:
    """ "Hi Ingrid. Is it you?" - and after the press of the button, in."""
    now = timezone.now()
    found = live_door(token, now=now)
    if found is None or not is_at_home(request, found.organisation_id):
        return link_is_over(request)
    speak(request, found.language)
    if request.method != "POST":
        return render(request, "people/door.html", _context(request, found, token))
    try:
        admitted = actions.redeem_door(token=token, now=now, joins=not pressed_by_a_program(request))
    except actions.TooManyTriesError:
        return too_many(request)
    if admitted is None:
        return link_is_over(request)
    open_visit(request, admitted, way="door", now=now, remember=request.POST.get("remember") == "on")
    return see_other(safe_path(request.GET.get("to", "")) or reverse("front_door"))


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def not_for_me(request: HttpRequest, token: str) -> HttpResponse:
    """A "no" that is respected, with a way back."""
    now = timezone.now()
    found = live_door(token, now=now)
    if found is None or not is_at_home(request, found.organisation_id):
        return link_is_over(request)
    speak(request, found.language)
    if request.method == "POST" and not pressed_by_a_program(request):
        if "undo" in request.POST:
            actions.take_back_no(person_id=found.person_id)
            return see_other(reverse("people:door", args=[token]))
        actions.decline(person_id=found.person_id, now=now)
        return see_other(reverse("people:not_for_me", args=[token]))
    return render(request, "people/not_for_me.html", _context(request, found, token))


def _context(request: HttpRequest, found: Door, token: str) -> dict[str, Any]:
    limits = limits_for(found.scope, rights=frozenset())
    return {
        "door": found,
        "brand": found.brand,
        "houses": _HOUSES,
        "token": token,
        "to": safe_path(request.GET.get("to", "")),
        "idle_hours": int(limits.idle.total_seconds() // 3600) if found.scope == SUGGEST else None,
        "days": limits.absolute.days,
    }


def link_is_over(request: HttpRequest) -> HttpResponse:
    """410 for a link that was cut, never existed, has expired or was replaced: all look the same."""
    return render(request, "people/link_is_over.html", {"form": AskForm(), "now": timezone.now()}, status=410)


def speak(request: HttpRequest, language: str) -> None:
    """The person's language, unless the address asks for another."""
    if request.GET.get("lang", "") not in CODES:
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
