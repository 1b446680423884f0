"""Answers that several pages of this app give."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from stemme.people.actions.doors import Admitted
from stemme.people.devices import device_of
from stemme.people.sign_in_jobs import tell_of_sign_in
from stemme.people.visits import knows_person, open_visit, remember_person


class _SeeOther(HttpResponseRedirect):
    status_code = 303


def see_other(path: str) -> HttpResponse:
    """303: done, look there with GET."""
    return _SeeOther(path)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: a limit of T-34 is reached."""
    response = render(request, "people/too_many.html", status=429)
    response.headers["Retry-After"] = "900"
    return response


def let_in(request: HttpRequest, admitted: Admitted, *, way: str, now: dt.datetime, to: str) -> HttpResponse:
    """Open the visit of somebody who has just shown who they are, and go on. With a new browser they get a mail."""
    open_visit(request, admitted, way=way, now=now)
    if not knows_person(request, admitted.person_id):
        device = device_of(request.headers.get("User-Agent", ""))
        tell_of_sign_in.enqueue(admitted.person_id, device.browser, device.system, now.isoformat())
    response = see_other(to or reverse("front_door"))
    remember_person(request, response, admitted.person_id)
    return response
