"""The owner's page: the company's own sign-in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.oidc import actions, client_secrets, queries
from stemme.oidc.actions import Wanted
from stemme.oidc.discovery import DiscoveryError
from stemme.oidc.flow_views import redirect_uri
from stemme.oidc.forms import ProviderForm
from stemme.oidc.queries import ProviderRow
from stemme.oidc.under_way import is_local
from stemme.people import actions as people
from stemme.people import queries as organisations
from stemme.people import roles
from stemme.people.buckets import Limit
from stemme.people.gate import after_step_up, needs
from stemme.people.name_queries import mail_domain
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

#: Each try asks a foreign host on somebody's behalf.
_TRIES = Limit("oidc-settings", 20, actions.METADATA_LASTS / 24)


@require_http_methods(["GET", "HEAD"])
@needs(roles.MANAGE_ORGANISATION)
def sign_in_settings(request: HttpRequest) -> HttpResponse:
    """What there is, what it says about itself, and the form to change it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    provider = queries.provider_of(viewer.organisation_id)
    return _page(request, provider, _form(viewer, provider))


@require_POST
@needs(roles.MANAGE_ORGANISATION)
@after_step_up
def save(request: HttpRequest) -> HttpResponse:
    """Ask the sign-in about itself and keep it, or show what is wrong with it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    provider, now = queries.provider_of(viewer.organisation_id), timezone.now()
    form = _form(viewer, provider, request.POST)
    if not form.is_valid():
        return _page(request, provider, form, status=422)
    if not people.take(_TRIES, str(viewer.organisation_id), now=now):
        return _page(request, provider, form, status=429)
    try:
        actions.connect_provider(actor=viewer, wanted=Wanted(**form.cleaned_data), local=is_local(), now=now)
    except DiscoveryError as error:
        form.refused(error.problems)
        return _page(request, provider, form, status=422)
    messages.success(request, _("Saved."))
    return see_other(reverse("oidc:settings"))


@require_POST
@needs(roles.MANAGE_ORGANISATION)
@after_step_up
def remove(request: HttpRequest) -> HttpResponse:
    """Take the sign-in away. Everybody signs in by mail or passkey again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    actions.remove_provider(organisation_id=viewer.organisation_id, actor_id=viewer.person_id, now=timezone.now())
    messages.success(request, _("The company’s sign-in is taken away."))
    return see_other(reverse("oidc:settings"))


def _form(viewer: Viewer, provider: ProviderRow | None, data: Any = None) -> ProviderForm:
    initial = {}
    if provider:
        initial = {
            "name": provider.name,
            "issuer": provider.issuer,
            "client_id": provider.client_id,
            "mail_domains": "\n".join(provider.mail_domains),
        }
    has_secret = provider is not None and not client_secrets.is_lost(
        provider.client_secret, organisation_id=provider.organisation_id
    )
    own = mail_domain(viewer.organisation_id)
    return ProviderForm(data, has_secret=has_secret, own_domain=own, local=is_local(), initial=initial)


def _page(request: HttpRequest, provider: ProviderRow | None, form: ProviderForm, *, status: int = 200) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    organisation = organisations.organisation(viewer.organisation_id)
    context = {
        "form": form,
        "provider": provider,
        "secret_is_lost": provider is not None
        and client_secrets.is_lost(provider.client_secret, organisation_id=provider.organisation_id),
        "accounts": queries.number_of_accounts(viewer.organisation_id) if provider else 0,
        "redirect_uri": redirect_uri(organisation),
        "home": organisation.page_url,
        "too_often": status == 429,
    }
    return render(request, "oidc/settings.html", context, status=status)
