"""Unsubscribing with one press, and the demonstration's mailbox."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from stemme.mailings import access, mailbox
from stemme.mailings.actions import choosing
from stemme.people.gate import open_to_all
from stemme.people.viewer import Viewer
from stemme.people.visits import pressed_by_a_program

#: The HTML of a mail in its frame. Mails carry their style inside, so this answer, and no other, allows inline style;
#: nothing may be loaded or run, and links open in the whole window because the frame may not go anywhere by itself.
_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
    "sandbox allow-top-navigation-by-user-activation"
)
#: The page around it: as everywhere, and a frame with a mail of ours.
_MAILBOX_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; frame-src 'self'"
)


@csrf_exempt  # A mail program posts here without cookies (RFC 8058); the token can stop mails and nothing else.
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button, because scanners follow links; POST stops the mails."""
    reader = access.reader_with(token)
    if "lang" not in request.GET:
        translation.activate(reader.language)
        request.LANGUAGE_CODE = reader.language
    # A mail program says so in its own words; on the page it takes a press, and a scanner's is none.
    one_click = request.POST.get("List-Unsubscribe") == "One-Click"
    pressed = request.method == "POST" and (one_click or not pressed_by_a_program(request))
    stopped = pressed and choosing.stop(token=token, now=timezone.now())
    return render(request, "mailings/unsubscribe.html", {"name": reader.given_name, "token": token, "stopped": stopped})


def _zone(request: HttpRequest) -> str:
    """The viewer's time zone; the demonstration's, if nobody is signed in."""
    viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]
    return viewer.time_zone if viewer else "Europe/Oslo"


@require_safe
@open_to_all
def mailbox_list(request: HttpRequest) -> HttpResponse:
    """The mails of the demonstration, newest first."""
    mails = mailbox.newest_first(access.demo_mailbox(), zone=_zone(request))
    return render(request, "mailings/mailbox.html", {"mails": mails})


@require_safe
@open_to_all
def mailbox_mail(request: HttpRequest, key: str) -> HttpResponse:
    """One mail: its HTML part in a frame, and its text part."""
    response = render(request, "mailings/mail.html", {"mail": access.demo_mail(key, zone=_zone(request))})
    response["Content-Security-Policy"] = _MAILBOX_POLICY
    return response


@require_safe
@open_to_all
@xframe_options_sameorigin
def mailbox_body(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML part of a mail as it was sent, shut in: no script, nothing loaded."""
    html = access.demo_mail(key, zone="UTC").html.replace(' target="_blank"', "")
    html = html.replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(html, headers={"Content-Security-Policy": _MAIL_POLICY})
