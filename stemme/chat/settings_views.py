"""The owner's page: channels of Slack and Teams, and the apps that write to persons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.chat import access, answers, queries, settings_actions, wording
from stemme.chat.answers import Outcome
from stemme.chat.clouds import KINDS, SLACK, TEAMS
from stemme.chat.forms import RoomForm, SlackForm, TeamsForm
from stemme.chat.settings_actions import SCOPES, NotTakenError, WantedRoom
from stemme.people import actions as people
from stemme.people import queries as organisations
from stemme.people import roles
from stemme.people.buckets import Limit
from stemme.people.gate import after_step_up, needs
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

#: Each try asks a foreign host on somebody's behalf.
_TRIES = Limit("chat-settings", 30, dt.timedelta(hours=1))


@require_http_methods(["GET", "HEAD"])
@needs(roles.MANAGE_ORGANISATION)
def chat_settings(request: HttpRequest) -> HttpResponse:
    """What there is, and the forms to change it."""
    return _page(request)


@require_POST
@needs(roles.MANAGE_ORGANISATION)
@after_step_up
def add_room(request: HttpRequest) -> HttpResponse:
    """Enter a channel."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    names = [room.name for room in queries.rooms(viewer.organisation_id)]
    form = RoomForm(request.POST, names=names)
    if not form.is_valid():
        return _page(request, room=form, status=422)
    settings_actions.add_room(actor=viewer, wanted=WantedRoom(**form.cleaned_data), now=timezone.now())
    messages.success(request, _("The channel is there. Send a test message to see that it works."))
    return _back()


@require_POST
@needs(roles.MANAGE_ORGANISATION)
@after_step_up
def test_room(request: HttpRequest, room_id: int) -> HttpResponse:
    """Post a test message into a channel."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.room_to_manage(viewer, room_id)
    if not people.take(_TRIES, str(viewer.organisation_id), now=timezone.now()):
        return _page(request, status=429)
    _say(request, settings_actions.test_room(actor=viewer, room_id=room_id))
    return _back()


@require_POST
@needs(roles.MANAGE_ORGANISATION)
@after_step_up
def remove_room(request: HttpRequest, room_id: int) -> HttpResponse:
    """Take a channel away."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    settings_actions.remove_room(actor=viewer, room_id=access.room_to_manage(viewer, room_id), now=timezone.now())
    messages.success(request, _("The channel is taken away here. What was posted there stays."))
    return _back()


@require_POST
@needs(roles.MANAGE_ORGANISATION)
@after_step_up
def save_slack(request: HttpRequest) -> HttpResponse:
    """Ask Slack about the token and keep it, or show what is wrong with it."""
    return _connected(request, "slack", SlackForm(request.POST), settings_actions.connect_slack)


@require_POST
@needs(roles.MANAGE_ORGANISATION)
@after_step_up
def save_teams(request: HttpRequest) -> HttpResponse:
    """Ask Microsoft for a token with what was entered and keep it, or show what is wrong."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = TeamsForm(request.POST, has_secret=queries.teams_app(viewer.organisation_id) is not None)
    return _connected(request, "teams", form, settings_actions.connect_teams)


def _connected(
    request: HttpRequest, part: str, form: SlackForm | TeamsForm, connect: Callable[..., None]
) -> HttpResponse:
    """Ask with what was entered and keep it, or show what is wrong in this part of the page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    if not form.is_valid():
        return _page(request, **{part: form}, status=422)
    if not people.take(_TRIES, str(viewer.organisation_id), now=now):
        return _page(request, **{part: form}, status=429)
    try:
        connect(actor=viewer, **form.cleaned_data, now=now)
    except NotTakenError as error:
        form.refused(error)
        return _page(request, **{part: form}, status=422)
    messages.success(request, _("Saved."))
    return _back()


@require_POST
@needs(roles.MANAGE_ORGANISATION)
@after_step_up
def test_app(request: HttpRequest, way: str) -> HttpResponse:
    """Send a test message to oneself."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    if way not in KINDS:
        raise Http404
    if not people.take(_TRIES, str(viewer.organisation_id), now=now):
        return _page(request, status=429)
    _say(request, settings_actions.test_app(actor=viewer, way=way, now=now))
    return _back()


@require_POST
@needs(roles.MANAGE_ORGANISATION)
@after_step_up
def remove_app(request: HttpRequest, way: str) -> HttpResponse:
    """Take an app away."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if way not in KINDS:
        raise Http404
    settings_actions.remove_app(actor=viewer, way=way, now=timezone.now())
    messages.success(request, _("It is taken away. Who had chosen it gets mail again."))
    return _back()


def _back() -> HttpResponse:
    return see_other(reverse("chat:settings"))


def _say(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.state == answers.SENT:
        messages.success(request, _("The test message was taken. Look whether it is there."))
    elif outcome.state == answers.UNCLEAR:
        messages.warning(request, wording.why(outcome.why))
    else:
        messages.error(request, f"{_('The test message was not taken.')} {wording.why(outcome.why)}")


def _page(request: HttpRequest, *, status: int = 200, **bound: Any) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    organisation = organisations.organisation(viewer.organisation_id)
    teams = queries.teams_app(viewer.organisation_id)
    ids = {"app_id": teams.app_id, "tenant_id": teams.tenant_id} if teams else {}
    slack = queries.slack_app(viewer.organisation_id)
    context = {
        "rooms": [
            (room, wording.NAMES[room.kind], wording.why(room.trouble))
            for room in queries.rooms(viewer.organisation_id)
        ],
        "room_form": bound.get("room") or RoomForm(initial={"language": organisation.language}),
        "slack": slack,
        "slack_trouble": wording.why(slack.trouble) if slack else "",
        "slack_form": bound.get("slack") or SlackForm(),
        "teams": teams,
        "teams_trouble": wording.why(teams.trouble) if teams else "",
        "teams_form": bound.get("teams") or TeamsForm(has_secret=teams is not None, initial=ids),
        "endpoint": organisation.page_url + reverse("chat:teams_bot", args=[organisation.slug]),
        "scopes": SCOPES,
        "ways": {"slack": SLACK, "teams": TEAMS},
        "too_often": status == 429,
    }
    return render(request, "chat/settings.html", context, status=status)
