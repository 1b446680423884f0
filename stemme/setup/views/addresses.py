"""The addresses of pages and links, tried from outside."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.links.addresses import dns_record, readable
from stemme.links.domain_check import check_domain
from stemme.people import actions as people
from stemme.people import queries as organisations
from stemme.people import roles
from stemme.people.buckets import Limit
from stemme.people.gate import after_step_up, needs, open_to_all
from stemme.people.viewer import Viewer
from stemme.setup import actions, address_check, queries
from stemme.setup.forms import PageHostForm
from stemme.setup.views.wizard import rail
from stemme.ui.responses import see_other

#: Each check asks a host on somebody's behalf.
_CHECKS = Limit("check-address", 10, dt.timedelta(minutes=10))


@needs(roles.MANAGE_ORGANISATION)
@require_safe
def address(request: HttpRequest) -> HttpResponse:
    """Where the pages and the links of the organisation live."""
    return _page(request)


@needs(roles.MANAGE_ORGANISATION)
@require_POST
@after_step_up
def save(request: HttpRequest) -> HttpResponse:
    """Give the pages a name of their own. Mails lead there from now on."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = PageHostForm(request.POST, page_host="")
    if form.is_valid():
        try:
            people.change_page_host(actor=viewer, page_host=form.cleaned_data["page_host"], now=timezone.now())
        except people.PageHostTakenError:
            form.taken()
        else:
            messages.success(request, _("Saved."))
            return see_other(reverse("setup:address"))
    return _page(request, form=form, status=422)


@needs(roles.MANAGE_ORGANISATION)
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Ask both addresses from here, as a browser would, and show what came back."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    organisation = organisations.organisation(viewer.organisation_id)
    now = timezone.now()
    if not people.take(_CHECKS, str(organisation.id), now=now):
        return _page(request, too_often=True, status=429)
    pages, links = queries.addresses_of(organisation)
    also = address_check.exemption_for(settings.PUBLIC_URL) if pages == settings.PUBLIC_URL else ()
    found = address_check.check_pages(pages, key=settings.SECRET_KEY, cookie=settings.CSRF_COOKIE_NAME, also=also)
    also = address_check.exemption_for(settings.LINK_URL) if links == settings.LINK_URL else ()
    linked = check_domain(links, also=also)
    if found.good and linked.outcome == "works":
        actions.note_addresses(organisation=organisation, now=now)
    return _page(request, pages_checked=found, links_checked=linked)


@open_to_all
@require_POST
def echo(request: HttpRequest) -> HttpResponse:
    """Answers the check's form, past everything that stands before any form: so a proxy that changes Host shows."""
    nonce = request.POST.get("nonce", "")[:64]
    return JsonResponse({"proof": address_check.proof_of(nonce, key=settings.SECRET_KEY)})


def _page(request: HttpRequest, *, form: PageHostForm | None = None, status: int = 200, **more: Any) -> HttpResponse:
    context = rail(request, "address")
    organisation = context["organisation"]
    pages, links = queries.addresses_of(organisation)
    context |= {
        "form": form or PageHostForm(page_host=organisation.page_host),
        "pages": pages,
        "links": links,
        "readable": readable(organisation.page_host),
        "record": dns_record(settings.PUBLIC_URL),
        **more,
    }
    return render(request, "setup/address.html", context, status=status)
