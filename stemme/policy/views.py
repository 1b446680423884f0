"""Reading the guidelines, and publishing a new version of them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stemme.kit.languages import LANGUAGES
from stemme.people import roles
from stemme.people.gate import for_readers, needs
from stemme.people.viewer import Viewer
from stemme.policy import access, actions
from stemme.policy.forms import GuidelinesForm
from stemme.policy.queries import GuidelinesRow
from stemme.ui.responses import see_other


@require_safe
@for_readers
def guidelines(request: HttpRequest) -> HttpResponse:
    """What we say about work, and how: in the reader's language, or in the one asked for by ``?lang=``."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    current = access.guidelines_of(viewer)
    context: dict[str, Any] = {"current": current, "may_edit": viewer.may(roles.MANAGE_ORGANISATION)}
    if current is not None:
        text = current.text_for(get_language() or "en")
        others = [(code, name) for code, name in LANGUAGES if code in current.texts and code != text.language]
        context |= {"text": text, "others": others, "published_on": _day(current, viewer)}
    return render(request, "policy/guidelines.html", context)


def _day(current: GuidelinesRow, viewer: Viewer) -> dt.date:
    """The day of publishing at the viewer's organisation."""
    return current.published_at.astimezone(ZoneInfo(viewer.time_zone)).date()


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.MANAGE_ORGANISATION)
def edit(request: HttpRequest) -> HttpResponse:
    """Write a new version, beginning with the words of the current one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    current = access.guidelines_of(viewer)
    sent = request.POST if request.method == "POST" else None
    form = GuidelinesForm(sent, current=current, first=viewer.language)
    if request.method == "POST" and form.is_valid():
        version = actions.publish(
            actor=viewer, organisation_id=viewer.organisation_id, texts=form.texts(), now=timezone.now()
        )
        messages.success(request, _("Version %(n)d is published.") % {"n": version})
        return see_other(reverse("policy:guidelines"))
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "current": current, "published_on": _day(current, viewer) if current else None}
    return render(request, "policy/edit.html", context, status=status)
