"""What is left to do, step by step."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from stemme import __version__
from stemme.kit.mailer import server_of
from stemme.people import queries as organisations
from stemme.people import roles
from stemme.people.gate import needs
from stemme.people.viewer import Viewer
from stemme.setup import actions, queries, steps
from stemme.setup.wording import step_words, view_of
from stemme.ui.responses import see_other


@needs(roles.MANAGE_ORGANISATION)
@require_safe
def setup(request: HttpRequest) -> HttpResponse:
    """What is left of the first steps, for owners: the next one, and all of them."""
    return render(request, "setup/setup.html", rail(request, ""))


@needs(roles.MANAGE_ORGANISATION)
@require_POST
def dismiss(request: HttpRequest) -> HttpResponse:
    """Enough of it, or again: whether the open steps are shown as left to do."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    actions.dismiss(actor=viewer, now=None if "undo" in request.POST else timezone.now())
    return see_other("/setup/")


def rail(request: HttpRequest, here: str) -> dict[str, Any]:
    """What every page of the wizard shows: the steps with their states, the server, the way on. ``here``: this step."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    organisation = organisations.organisation(viewer.organisation_id)
    found = queries.steps_of(viewer, organisation, now=timezone.now())
    current = here or found.next
    rows = [
        step_words(key, url=reverse(view_of(key)), done=key in found.done, here=key == current) for key in steps.ORDER
    ]
    by_key = {row.key: row for row in rows}
    return {
        "organisation": organisation,
        "version": __version__,
        "rows": rows,
        "steps": found,
        "next": by_key.get(found.after(here) if here else found.next),
        "left": len(found.left),
        "embedded": connection.vendor == "sqlite",
        "secure": settings.PUBLIC_URL.startswith("https:"),
        "mail_kept": settings.SMTP_URL.startswith("mailbox:"),
        "mail_server": None if settings.SMTP_URL.startswith("mailbox:") else server_of(settings.SMTP_URL),
        "mail_from": settings.DEFAULT_FROM_EMAIL,
    }
