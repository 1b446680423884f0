"""Answers that several pages of this app give."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render


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


def mail_failed(request: HttpRequest) -> HttpResponse:
    """503: the mail server did not take our mail."""
    return render(request, "people/mail_failed.html", status=503)
