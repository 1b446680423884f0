"""What an organisation decides about its mails."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stemme.mailings.actions import ruling
from stemme.mailings.forms import RulesForm
from stemme.mailings.rhythm import House
from stemme.mailings.rhythm_queries import house_of
from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.roles import MANAGE_ORGANISATION
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MANAGE_ORGANISATION)
def mail_settings(request: HttpRequest) -> HttpResponse:
    """When digests come, when nothing leaves, and how many mails a person gets."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    house = house_of(people.organisation(viewer.organisation_id))
    form = RulesForm(request.POST if request.method == "POST" else None, house=house)
    if request.method == "POST" and form.is_valid():
        ruling.change_rules(actor=viewer, house=form.house(), now=timezone.now())
        messages.success(request, _("Saved."))
        return see_other(reverse("mailings:settings"))
    context = {"form": form, "house": house, **_in_words(house)}
    return render(request, "mailings/settings.html", context, status=422 if form.errors else 200)


def _in_words(house: House) -> dict[str, object]:
    hours = house.hours
    return {
        "day": WEEKDAYS[house.weekday],
        "second_day": WEEKDAYS[house.other_weekday],
        "time": dt.time(house.hour, house.minute),
        "quiet": hours.quiet_from != hours.quiet_until,
        "quiet_from": dt.time(hours.quiet_from),
        "quiet_until": dt.time(hours.quiet_until),
    }
