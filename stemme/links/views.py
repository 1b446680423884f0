"""The settings of an organisation's links."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.links import actions
from stemme.links.address_queries import leads_somewhere
from stemme.links.addresses import dns_record, link_base, readable
from stemme.links.domain_check import Checked, check_domain
from stemme.links.forms import LinkSettingsForm
from stemme.people import actions as people
from stemme.people import queries as organisations
from stemme.people import roles
from stemme.people.buckets import Limit
from stemme.people.gate import needs
from stemme.people.queries import OrganisationRow
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

#: Each check asks a foreign host on somebody's behalf.
_CHECKS = Limit("check-domain", 10, dt.timedelta(minutes=10))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.MANAGE_ORGANISATION)
def link_settings(request: HttpRequest) -> HttpResponse:
    """The organisation's own domain for links, and the networks of its offices."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    organisation = organisations.organisation(viewer.organisation_id)
    form = _form(organisation, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid() and _save(viewer, form):
            messages.success(request, _("Saved."))
            return see_other(reverse("links:settings"))
        return render(request, "links/settings.html", _context(organisation, form), status=422)
    return render(request, "links/settings.html", _context(organisation, form))


@require_POST
@needs(roles.MANAGE_ORGANISATION)
def check(request: HttpRequest) -> HttpResponse:
    """Ask the saved domain whether our links answer there, and show what came back. Changes nothing."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    organisation = organisations.organisation(viewer.organisation_id)
    if not organisation.link_host:
        return see_other(reverse("links:settings"))
    form = _form(organisation)
    if not people.take(_CHECKS, str(organisation.id), now=timezone.now()):
        return render(request, "links/settings.html", _context(organisation, form) | {"too_often": True}, status=429)
    checked = check_domain(link_base(settings.LINK_URL, organisation.link_host))
    return render(request, "links/settings.html", _context(organisation, form, checked))


def _form(organisation: OrganisationRow, data: Any = None) -> LinkSettingsForm:
    return LinkSettingsForm(
        data,
        link_host=organisation.link_host,
        office_networks=organisation.office_networks,
        leads_to=leads_somewhere,
    )


def _save(viewer: Viewer, form: LinkSettingsForm) -> bool:
    try:
        actions.change_settings(
            actor=viewer,
            link_host=form.cleaned_data["link_host"],
            office_networks=form.cleaned_data["office_networks"],
            now=timezone.now(),
        )
    except people.LinkHostTakenError:
        form.taken()
        return False
    return True


def _context(organisation: OrganisationRow, form: LinkSettingsForm, checked: Checked | None = None) -> dict[str, Any]:
    return {
        "form": form,
        "host": organisation.link_host,
        "readable": readable(organisation.link_host),
        "base": link_base(settings.LINK_URL, organisation.link_host),
        "installation": urlsplit(settings.LINK_URL).hostname,
        "record": dns_record(settings.LINK_URL),
        # As ``stemme serve`` listens behind a proxy.
        "port": urlsplit(settings.LINK_URL).port or 8001,
        "checked": checked,
    }
