"""One's own account of the company's sign-in: connecting it, and ending that."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from stemme.oidc import account_actions, attempts, queries
from stemme.oidc.flow_views import send
from stemme.people.gate import after_step_up, for_employees
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_GET
@for_employees
@after_step_up
def connect(request: HttpRequest) -> HttpResponse:
    """Off to the company's sign-in, to connect the account there with the person who is in."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    provider = queries.provider_of(viewer.organisation_id)
    if provider is None or request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise Http404
    return send(request, provider, purpose=attempts.CONNECT, person_id=viewer.person_id)


@require_POST
@for_employees
@after_step_up
def disconnect(request: HttpRequest) -> HttpResponse:
    """End the connection."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not account_actions.disconnect(actor=viewer, now=timezone.now()):
        raise Http404
    messages.success(request, _("The connection with your company account has ended."))
    return see_other(reverse("people:sessions"))
