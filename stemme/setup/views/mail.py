"""Does mail leave? One real test."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stemme.people import actions as people
from stemme.people import queries as organisations
from stemme.people import roles
from stemme.people.buckets import Limit
from stemme.people.gate import needs
from stemme.people.viewer import Viewer
from stemme.setup import actions
from stemme.setup.views.wizard import rail

_TRIES = Limit("try-mail", 5, dt.timedelta(minutes=10))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.MANAGE_ORGANISATION)
def mail(request: HttpRequest) -> HttpResponse:
    """How mail leaves this server; on POST a test mail to oneself, and what the server said."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    own = organisations.person_card(viewer.organisation_id, viewer.person_id)
    address = own.email if own else ""
    now = timezone.now()
    if request.method != "POST":
        return render(request, "setup/mail.html", {**rail(request, "mail"), "address": address})
    if not people.take(_TRIES, str(viewer.organisation_id), now=now):
        context = {**rail(request, "mail"), "address": address, "too_often": True}
        return render(request, "setup/mail.html", context, status=429)
    answer = actions.try_mail(actor=viewer, address=address, language=viewer.language, now=now)
    return render(request, "setup/mail.html", {**rail(request, "mail"), "address": address, "answer": answer})
