"""Mail preferences, unsubscribing with one press, and the demonstration's mailbox."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from stemme.mailings import access, mailbox, queries
from stemme.mailings.actions import choosing
from stemme.mailings.forms import BREAK, PreferencesForm
from stemme.people.gate import for_readers, open_to_all
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

_FOUR_WEEKS = dt.timedelta(weeks=4)
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


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def preferences(request: HttpRequest) -> HttpResponse:
    """How often I get mail. ``?choice=`` (from the foot of a mail) only marks the choice; saving takes a press."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    today = viewer.today(now)
    chosen = queries.preferences(viewer.organisation_id, viewer.person_id, now=now)
    # Without a zone, so that the template shows the hour at the organisation and not in UTC.
    context = {"next_mail": chosen.next_mail.replace(tzinfo=None) if chosen.next_mail else None}
    if request.method == "POST":
        form = PreferencesForm(request.POST, today=today)
        if form.is_valid():
            _save(viewer, form, now)
            messages.success(request, _("Saved."))
            return see_other(reverse("mailings:preferences"))
        return render(request, "mailings/preferences.html", {**context, "form": form}, status=422)
    saved = BREAK if chosen.paused_until else chosen.every
    asked = request.GET.get("choice", saved)
    initial = {"choice": asked, "until": chosen.paused_until or today + _FOUR_WEEKS}
    form = PreferencesForm(initial=initial, today=today)
    return render(request, "mailings/preferences.html", {**context, "form": form, "not_yet": asked != saved})


def _save(viewer: Viewer, form: PreferencesForm, now: dt.datetime) -> None:
    choice = form.cleaned_data["choice"]
    if choice == BREAK:
        choosing.break_until(viewer=viewer, day=form.cleaned_data["until"], now=now)
    else:
        choosing.change_rhythm(viewer=viewer, every=choice, now=now)


@csrf_exempt  # A mail program posts here without cookies (RFC 8058); the token can stop mails and nothing else.
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button, because scanners follow links; POST stops the mails."""
    reader = access.reader_with(token)
    if "lang" not in request.GET:
        translation.activate(reader.language)
        request.LANGUAGE_CODE = reader.language
    stopped = request.method == "POST" and choosing.stop(token=token, now=timezone.now())
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
