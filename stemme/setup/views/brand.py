"""How the organisation looks: the page, and the files that carry it to every other page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stemme.people import queries as organisations
from stemme.people import roles
from stemme.people.brand import Brand, style_sheet
from stemme.people.gate import needs, open_to_all
from stemme.people.viewer import Viewer
from stemme.setup import actions
from stemme.setup.forms import BrandForm
from stemme.setup.views.wizard import rail
from stemme.ui.responses import see_other

_A_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.MANAGE_ORGANISATION)
def brand(request: HttpRequest) -> HttpResponse:
    """Name, colour and logo of the organisation; with ``measure`` the colour is only measured."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    organisation = organisations.organisation(viewer.organisation_id)
    if request.method != "POST":
        return _page(request, BrandForm(organisation=organisation))
    sent: Any = request.POST.copy()
    if "take" in sent:
        sent["accent"] = sent["take"]
    form = BrandForm(sent, request.FILES, organisation=organisation)
    valid = form.is_valid()
    if "measure" in sent:
        return _page(request, form, status=200 if valid else 422)
    if not valid:
        return _page(request, form, status=422)
    _save(viewer, form, organisation.brand)
    messages.success(request, _("Saved."))
    return see_other(reverse("setup:brand"))


def _save(viewer: Viewer, form: BrandForm, before: Brand) -> None:
    given = form.cleaned_data
    logo = "" if given.get("no_logo") else before.logo
    if given["logo"]:
        logo = actions.keep_logo(given["logo"])
    actions.change_brand(actor=viewer, name=given["name"], accent=given["accent"], logo=logo, now=timezone.now())


def _page(request: HttpRequest, form: BrandForm, *, status: int = 200) -> HttpResponse:
    context = {**rail(request, "brand"), "form": form, "measured": form.measured}
    return render(request, "setup/brand.html", context, status=status)


@open_to_all
@require_safe
def sheet(request: HttpRequest, name: str) -> HttpResponse:
    """The style sheet of an organisation's colour. Its name changes with its content, so it is kept for a year."""
    number = name.partition("-")[0]
    found = organisations.brand(int(number)) if number.isdecimal() and len(number) < 18 else None
    if found is None or found.sheet != name:
        raise Http404
    return _kept(style_sheet(found.accent).encode(), "text/css; charset=utf-8")


@open_to_all
@require_safe
def logo(request: HttpRequest, name: str) -> HttpResponse:
    """A logo that was made ours. Open to all, because it stands on the pages before the sign-in as well."""
    stored = f"{actions.LOGOS}/{name}.png"
    if not default_storage.exists(stored):
        raise Http404
    with default_storage.open(stored) as file:
        return _kept(file.read(), "image/png")


def _kept(content: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return response
