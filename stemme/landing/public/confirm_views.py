"""/p/confirm/<token>/: what the mail leads to. Looking confirms nothing; the button does (T-35)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from stemme.kit import form_token
from stemme.landing.leads.actions import confirm as confirm_lead
from stemme.landing.leads.lead_errors import LinkOverError
from stemme.landing.page_queries import PublicPage
from stemme.landing.public.forms import mark_page
from stemme.landing.public.lead_queries import by_link, way_back
from stemme.landing.public.sales_actions import saw_sales_page
from stemme.landing.public.showing import render_page
from stemme.landing.public.views import by_a_person
from stemme.people.gate import open_to_all
from stemme.people.visits import pressed_by_a_program
from stemme.ui.responses import see_other


@csrf_exempt  # No cookie; whoever has the link of the mail is the one who may press.
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """One button. Programs that follow links in mails confirm nothing."""
    now = timezone.now()
    arrived = by_link(token, now=now)
    if arrived is None:
        return _over(request, token)
    if arrived.lead.confirmed_at is None:
        if request.method != "POST" or not _pressed(request, arrived.page):
            return render_page(request, arrived.page, step="confirm")
        try:
            confirm_lead(token=token, now=now)
        except LinkOverError:  # Replaced or ended in between.
            return _over(request, token)
    return see_other(reverse("landing:done", args=[token]))


@open_to_all
@require_safe
def done(request: HttpRequest, token: str) -> HttpResponse:
    """Thank you, and on to the sales page if there is one."""
    arrived = by_link(token, now=timezone.now())
    if arrived is None:
        return _over(request, token)
    if arrived.lead.confirmed_at is None:
        return see_other(reverse("landing:confirm", args=[token]))
    onward = reverse("landing:sales", args=[token]) if arrived.page.with_sales_page else ""
    return render_page(request, arrived.page, step="thanks", onward=onward)


@open_to_all
@require_safe
def sales(request: HttpRequest, token: str) -> HttpResponse:
    """The sales page, for those who confirmed. The first visit is counted."""
    now = timezone.now()
    arrived = by_link(token, now=now)
    if arrived is None:
        return _over(request, token)
    if arrived.lead.confirmed_at is None or not arrived.page.with_sales_page:
        return see_other(reverse("landing:confirm", args=[token]))
    if by_a_person(request):
        saw_sales_page(organisation_id=arrived.page.organisation_id, lead=arrived.lead, now=now)
    click = arrived.lead.click_ids[-1] if arrived.lead.click_ids else ""
    return render_page(request, arrived.page, step="sales", click=click)


def _pressed(request: HttpRequest, page: PublicPage) -> bool:
    """By a person, on our own page."""
    marked = form_token.holds(request.POST.get("mark", ""), page=mark_page(page))
    return marked and not pressed_by_a_program(request)


def _over(request: HttpRequest, token: str) -> HttpResponse:
    """410 for every link that does not work, whatever the reason; with the way back where there is one."""
    back = way_back(token)
    with translation.override(back.language if back else translation.get_language()):
        return render(request, "landing/public/over.html", {"back": back.url if back else ""}, status=410)
