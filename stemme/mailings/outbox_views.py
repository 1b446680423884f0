"""The outbox: what went out, what nobody knows of, and addresses that take no mail. And what providers report."""

from __future__ import annotations

import json
import logging
from typing import Any

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.mailings import access, outbox_queries
from stemme.mailings.actions import resending
from stemme.mailings.actions.reporting import act_on
from stemme.people import queries as people
from stemme.people.gate import needs, open_to_all
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

logger = logging.getLogger(__name__)


@require_safe
@needs(MANAGE_PEOPLE)
def outbox(request: HttpRequest) -> HttpResponse:
    """Days, unclear mails and failed addresses. Figures for those alone who look after everybody: of a small team they
    would tell who wants no mails."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    today, teams = viewer.today(timezone.now()), viewer.teams_for(MANAGE_PEOPLE)
    here = viewer.organisation_id
    floor = people.organisation(here).group_floor
    context = {
        "days": outbox_queries.days(here, today=today, group_floor=floor) if teams is None else None,
        "floor": floor,
        "unclear": outbox_queries.unclear(here, today=today, teams=teams),
        "failed": outbox_queries.failed_addresses(here, today=today, teams=teams),
    }
    return render(request, "mailings/outbox.html", context)


@require_POST
@needs(MANAGE_PEOPLE)
def decide(request: HttpRequest, mailing_id: int) -> HttpResponse:
    """Send an unclear mail again, or leave it as it is."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    access.unclear_mail(viewer, mailing_id, now=now)
    if request.POST.get("deed") == "again":
        resending.send_again(actor=viewer, mailing_id=mailing_id, now=now)
        messages.success(request, _("It goes out again within a few minutes, if it is still wanted."))
    else:
        resending.leave(actor=viewer, mailing_id=mailing_id, now=now)
        messages.success(request, _("It stays as it is."))
    return see_other(reverse("mailings:outbox"))


@require_POST
@needs(MANAGE_PEOPLE)
def try_address(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write to this address again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    access.failed_address(viewer, person_id, now=now)
    resending.try_address(actor=viewer, person_id=person_id, now=now)
    messages.success(request, _("The next mail goes to this address again."))
    return see_other(reverse("mailings:outbox"))


@csrf_exempt  # The provider's server posts here without cookies; its password or signature is checked.
@require_http_methods(["HEAD", "POST"])
@open_to_all
def webhook(request: HttpRequest, provider: str) -> HttpResponse:
    """What the mail provider reports: bounces and complaints. Everything else, and other people's mails, is ignored."""
    view: Any = access.provider_reports(provider)
    if request.method == "HEAD":
        return HttpResponse()
    try:
        view.run_validators(request)
        events = view.parse_events(request)
    except (AnymailError, AnymailWebhookValidationFailure, ValueError, KeyError, TypeError, AttributeError) as error:
        # Never the text: it quotes what was sent.
        logger.warning("a report of %s was not accepted: %s", provider, type(error).__name__)
        return HttpResponse(status=400)
    for event in events:
        act_on(event, now=timezone.now())
    return HttpResponse(json.dumps({"read": len(events)}), content_type="application/json")
