"""The one-time address that the console printed: whoever holds it makes the organisation and is its owner (T-08)."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stemme import __version__
from stemme.people.actions.limits import has_left, take
from stemme.people.buckets import Limit
from stemme.people.gate import open_to_all
from stemme.people.visits import let_in, network
from stemme.setup import actions, queries
from stemme.setup.actions import NewOrganisation
from stemme.setup.forms import FirstStartForm

#: Guesses from one network. The token has 256 bits, so this keeps the table quiet rather than the guesser out.
GUESSES = Limit("first-start", 10, dt.timedelta(minutes=10))


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def first_start(request: HttpRequest, token: str) -> HttpResponse:
    """Make the organisation and its owner. 404 without the token of the console, and for ever once somebody is in."""
    now = timezone.now()
    if not queries.has_open_first_start(now=now) or not has_left(GUESSES, network(request), now=now):
        raise Http404
    if queries.open_first_start(token, now=now) is None:
        take(GUESSES, network(request), now=now)
        raise Http404
    if request.method != "POST":
        form = FirstStartForm(initial={"language": request.LANGUAGE_CODE})
        return render(request, "setup/first_start.html", {"form": form, "version": __version__})
    form = FirstStartForm(request.POST)
    if not form.is_valid():
        return render(request, "setup/first_start.html", {"form": form, "version": __version__}, status=422)
    admitted = actions.claim(token=token, new=_new(form), now=now)
    if admitted is None:
        raise Http404
    return let_in(request, admitted, way="link", now=now, to=reverse("setup:setup"))


def _new(form: FirstStartForm) -> NewOrganisation:
    given = form.cleaned_data
    return NewOrganisation(
        name=given["name"],
        slug=actions.short_name(given["name"]),
        language=given["language"],
        time_zone=given["time_zone"],
        country=given["country"],
        owner_given_name=given["given_name"],
        owner_family_name=given["family_name"],
        owner_address=given["address"],
    )
