"""Joining by a link or a code: ask, look into the mailbox, confirm. Asking needs no cookie before a form is sent."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from stemme.joining import actions, queries
from stemme.joining.forms import CodeForm, JoinForm, NameForm
from stemme.joining.jobs import answer_request
from stemme.kit import form_token
from stemme.kit.languages import CODES
from stemme.kit.tokens import token_hash
from stemme.people.actions import TooManyTriesError
from stemme.people.gate import open_to_all
from stemme.people.visits import (
    browser_secret,
    keep_browser_secret,
    network,
    new_browser_secret,
    pressed_by_a_program,
)
from stemme.ui.responses import see_other

_CODE_PAGE = "code"


@csrf_exempt  # The page sets no cookie, so there is none to compare with; the form carries a signed mark (T-35).
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    """Type the code of a poster."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _sent_from_here(request, form, _CODE_PAGE) and form.is_valid():
        found = queries.token_of_code(form.cleaned_data["code"])
        try:
            token = actions.find_by_code(found=found, network=network(request), now=timezone.now())
        except TooManyTriesError:
            return _too_many(request)
        if token:
            return _see_other("joining:join", token, lang=request.GET.get("lang", ""))
        form.add_error("code", _("We do not know this code. Compare it with the poster once more."))
    context = {"form": form, "mark": form_token.new(_CODE_PAGE)}
    return render(request, "joining/code.html", context, status=422 if request.method == "POST" else 200)


@csrf_exempt  # As above.
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Say who one is. Nobody exists afterwards who did not before: a mail is sent, or an administrator asked."""
    now = timezone.now()
    link = queries.live_link(token, now=now)
    if link is None:
        return _over(request)
    if "Accept-Language" not in request.headers:
        _speak(request, link.language)
    first = {"language": get_language()}
    form = JoinForm(request.POST, link=link) if request.method == "POST" else JoinForm(link=link, initial=first)
    if request.method == "POST" and _sent_from_here(request, form, link.token) and form.is_valid():
        try:
            asked = actions.ask(
                token=token,
                address=form.cleaned_data["email"],
                given_name=form.cleaned_data["given_name"],
                family_name=form.cleaned_data["family_name"],
                language=form.cleaned_data["language"],
                network=network(request),
                now=now,
            )
        except TooManyTriesError:
            return _too_many(request)
        except actions.LinkOverError:
            return _over(request)
        secret = browser_secret(request) or new_browser_secret()
        answer_request.enqueue(asked.request_id, token_hash(secret).hex(), now.isoformat())
        response = _see_other("joining:sent", lang=request.GET.get("lang", ""), waits="1" if asked.waits else "")
        keep_browser_secret(response, secret)
        return response
    context = {"form": form, "link": link, "mark": form_token.new(link.token)}
    return render(request, "joining/join.html", context, status=422 if request.method == "POST" else 200)


@open_to_all
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Look into your mailbox, or wait for a yes: the same words for everybody who typed such an address."""
    return render(request, "joining/sent.html", {"waits": "waits" in request.GET})


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the confirmation mail: looking changes nothing, nor does a program that presses the button."""
    now = timezone.now()
    asked = queries.confirmable(token, now=now)
    if asked is None:
        return _over(request)
    _speak(request, asked.language)
    first = {"given_name": asked.given_name, "family_name": asked.family_name}
    form = NameForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid() and not pressed_by_a_program(request):
        try:
            door = actions.confirm(token=token, now=now, **form.cleaned_data)
        except actions.LinkOverError:
            return _over(request)
        return _over(request) if door is None else _see_other("people:door", door, lang=request.GET.get("lang", ""))
    context = {"form": form, "asked": asked}
    status = 422 if request.method == "POST" and not form.is_valid() else 200
    return render(request, "joining/confirm.html", context, status=status)


def _sent_from_here(request: HttpRequest, form: Any, page: str) -> bool:
    """Whether the form is ours and not too old; else it says so and keeps what was typed."""
    if form_token.holds(request.POST.get("mark", ""), page=page):
        return True
    form.add_error(None, _("The page lay open for long. Please press the button once more."))
    return False


def _over(request: HttpRequest) -> HttpResponse:
    """410 for every link that does not work, whatever the reason."""
    return render(request, "joining/over.html", status=410)


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "people/too_many.html", status=429)
    response.headers["Retry-After"] = "900"
    return response


def _speak(request: HttpRequest, language: str) -> None:
    """This language, unless the address asks for another."""
    if request.GET.get("lang", "") not in CODES:
        translation.activate(language)
        request.LANGUAGE_CODE = get_language()


def _see_other(name: str, *values: str, **query: str) -> HttpResponse:
    asked = {key: value for key, value in query.items() if value}
    end = f"?{urlencode(asked)}" if asked else ""
    return see_other(f"{reverse(name, args=values)}{end}")
