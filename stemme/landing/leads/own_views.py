"""/p/lead/<token>/: who left a name deletes it, or stops the mails, without asking anybody. Sets no cookie."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from stemme.kit import form_token
from stemme.landing.leads.actions import stop_mails
from stemme.landing.leads.lead_seals import read
from stemme.landing.leads.own_actions import take_back
from stemme.landing.leads.queries import LeadRow, lead_row, title_of
from stemme.people import queries as people
from stemme.people.gate import open_to_all
from stemme.people.visits import pressed_by_a_program

#: The form's mark on the page without cookies.
_MARK = "landing.own_lead"


@csrf_exempt  # No cookie: whoever has the link may delete this one lead, and a signed mark shows that it was our form.
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
def own_lead(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the buttons, because scanners follow links; POST deletes or stops. It works for ever.

    Nothing of what was left is shown: a forwarded mail tells nobody a name.
    """
    named = read(token)
    if named is None:
        raise Http404
    ours, lead_id = named
    lead = lead_row(ours, lead_id)
    if lead is not None and "lang" not in request.GET:
        translation.activate(lead.language)
        request.LANGUAGE_CODE = lead.language
    if lead is not None and request.method == "POST" and _pressed(request):
        if request.POST.get("do") == "stop":
            stop_mails(organisation_id=ours, lead_id=lead_id, now=timezone.now())
            return _page(request, ours, lead, state="stopped")
        take_back(organisation_id=ours, lead_id=lead_id)
        return _page(request, ours, lead, state="deleted")
    return _page(request, ours, lead, state="asked" if lead is not None else "deleted")


def _page(request: HttpRequest, organisation_id: int, lead: LeadRow | None, *, state: str) -> HttpResponse:
    context = {
        "organisation": people.organisation(organisation_id).name,
        "state": state,
        "title": title_of(organisation_id, lead.page_id, lead.language) if lead else "",
        "stoppable": lead is not None and lead.confirmed_at is not None and not lead.stopped,
        "mark": form_token.new(_MARK),
    }
    return render(request, "landing/leads/own.html", context)


def _pressed(request: HttpRequest) -> bool:
    return form_token.holds(request.POST.get("mark", ""), page=_MARK) and not pressed_by_a_program(request)
