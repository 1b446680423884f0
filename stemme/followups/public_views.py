"""What the links of a letter lead to: the page that stops them, and the way to where the button leads."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from stemme.followups import access, queries
from stemme.followups.actions import settling
from stemme.followups.seals import Sealed
from stemme.followups.steps import chosen
from stemme.kit import form_token
from stemme.landing.leads.queries import LeadRow, lead_row
from stemme.links.agents import PERSON, kind_of_agent
from stemme.people import queries as people
from stemme.people.gate import open_to_all
from stemme.people.visits import pressed_by_a_program

#: The form's mark on the page without cookies.
_MARK = "followups.stop"


@csrf_exempt  # A mail program posts here without cookies (RFC 8058); the token can stop these mails and nothing else.
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button, because scanners follow links; POST stops the mails. It works for ever."""
    sealed = access.sealed(token)
    lead = lead_row(sealed.organisation_id, sealed.lead_id)
    if lead is not None and "lang" not in request.GET:
        translation.activate(lead.language)
        request.LANGUAGE_CODE = lead.language
    stopped = request.method == "POST" and _pressed(request)
    if stopped:
        settling.leave(
            organisation_id=sealed.organisation_id, lead_id=sealed.lead_id, step_id=sealed.step_id, now=timezone.now()
        )  # fmt: skip
    context = {
        "organisation": people.organisation(sealed.organisation_id).name,
        # Whoever came back, or whose address is forgotten, reads that there is nothing left to stop.
        "stopped": stopped or (sealed.lead_id != 0 and (lead is None or lead.stopped)),
        "mark": form_token.new(_MARK),
    }
    return render(request, "followups/stop.html", context)


def _pressed(request: HttpRequest) -> bool:
    """A mail program says so in its own words; on the page it takes a press, and a scanner's is none."""
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return True
    return form_token.holds(request.POST.get("mark", ""), page=_MARK) and not pressed_by_a_program(request)


@require_safe
@open_to_all
def go(request: HttpRequest, token: str) -> HttpResponse:
    """To where the step's button leads, in the lead's language; noted once, unless a program says it is one."""
    sealed = access.sealed(token)
    lead = lead_row(sealed.organisation_id, sealed.lead_id)
    link = _link(sealed, lead)
    if link is None:
        raise Http404
    agent = request.headers.get("User-Agent", "")
    if lead is not None and request.method == "GET" and kind_of_agent(agent)[0] == PERSON:
        settling.opened(
            organisation_id=sealed.organisation_id, lead_id=lead.id, step_id=sealed.step_id, now=timezone.now()
        )  # fmt: skip
    return HttpResponseRedirect(link)


def _link(sealed: Sealed, lead: LeadRow | None) -> str | None:
    """The step's own link; nothing of the request decides where it leads."""
    languages = (lead.language,) if lead else ()
    found = chosen(queries.step_words(sealed.organisation_id, sealed.step_id), languages)
    return found[1].link or None if found else None
