"""POST /api/conversions and /api/conversions/cancel: the door for servers (docs/api/conversions.md)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from stemme.kit.secret_texts import SecretLostError
from stemme.outcomes.conversion_errors import EventError
from stemme.outcomes.doors import actions, events, problems, queries
from stemme.outcomes.doors.queries import OpenDoor
from stemme.outcomes.doors.signing import is_signed
from stemme.people.gate import open_to_all

_ACCEPTED, _MIXED = 202, 207


@csrf_exempt  # A server sends no cookie; its call carries the door's token.
@require_POST
@open_to_all
def conversions(request: HttpRequest) -> HttpResponse:
    """202 for what was taken, now or before; else a problem. A batch with both: 207, each event with its own status."""
    now = timezone.now()
    let_in = _let_in(request, now)
    if isinstance(let_in, HttpResponse):
        return let_in
    door, body = let_in
    try:
        found, batch = events.documents(body)
    except events.WrongError as error:
        return _refused(problems.problem(problems.UNREADABLE, str(error)))
    answers = [_answer(door, document, now) for document in found]
    if batch:
        mixed = any(one["status"] != _ACCEPTED for one in answers)
        return JsonResponse({"results": answers}, status=_MIXED if mixed else _ACCEPTED)
    return JsonResponse(answers[0], status=_ACCEPTED) if answers[0]["status"] == _ACCEPTED else _refused(answers[0])


@csrf_exempt  # As above.
@require_POST
@open_to_all
def cancel(request: HttpRequest) -> HttpResponse:
    """Take an event back: 204, also the second time; 404 if the door never took it."""
    now = timezone.now()
    let_in = _let_in(request, now)
    if isinstance(let_in, HttpResponse):
        return let_in
    door, body = let_in
    try:
        event_id = events.named(body)
    except events.WrongError as error:
        return _refused(problems.problem(problems.UNREADABLE, str(error)))
    if not actions.take_back(door=door, event_id=event_id, now=now):
        return _refused(problems.problem(problems.NOT_HERE))
    return HttpResponse(status=204)


def _let_in(request: HttpRequest, now: dt.datetime) -> tuple[OpenDoor, bytes] | HttpResponse:
    """Whose call it is and what it says, once token, size, signature and limit are looked at; else what to answer."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    try:
        door = queries.by_token(token) if scheme.lower() == "bearer" else None
    except SecretLostError:
        return _refused(problems.problem(problems.SIGNATURE, "The door's secret is lost. Make a new door."))
    if door is None:
        return _refused(problems.problem(problems.TOKEN))
    body = request.read(events.LARGEST_BODY + 1)
    if len(body) > events.LARGEST_BODY:
        return _refused(problems.problem(problems.TOO_LARGE))
    if door.secret and not is_signed(request.headers.get("Stemme-Signature", ""), body, secret=door.secret, now=now):
        return _refused(problems.problem(problems.SIGNATURE))
    try:
        actions.note_call(door=door, now=now)
    except actions.TooManyCallsError:
        return _refused(problems.problem(problems.TOO_MANY))
    return door, body


def _answer(door: OpenDoor, document: Any, now: dt.datetime) -> dict[str, object]:
    """The same for an event that was taken before as for a new one, and for click ids that nobody knows."""
    named = document.get("event_id") if isinstance(document, dict) else None
    event_id = {"event_id": named} if isinstance(named, str) else {}
    try:
        recorded = actions.take_in(door=door, event=events.read(document), now=now)
    except events.WrongError as error:
        return {**event_id, **problems.problem(problems.UNREADABLE, str(error))}
    except EventError as error:
        return {**event_id, **problems.problem(error.key)}
    if recorded.state == "other":
        return {**event_id, **problems.problem(problems.OTHER_BODY)}
    return {**event_id, "status": _ACCEPTED}


def _refused(problem: dict[str, Any]) -> HttpResponse:
    response = JsonResponse(problem, status=problem["status"], content_type="application/problem+json")
    if response.status_code == 401:
        response["WWW-Authenticate"] = "Bearer"
    if response.status_code == 429:
        response["Retry-After"] = "60"
    return response
