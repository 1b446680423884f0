"""Where Microsoft's bot service calls us: only to say who installed our bot or took it away."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from stemme.chat import answers, bot_token, incoming_actions, jobs
from stemme.people.gate import open_to_all

logger = logging.getLogger(__name__)
_LARGEST = 64_000


@csrf_exempt  # The service sends no cookie; its call carries a signed token (bot_token.py).
@require_POST
@open_to_all
def teams_bot(request: HttpRequest, organisation: str) -> HttpResponse:
    """200 for a call of the bot service, whatever it says; 403 for anybody else's."""
    body = request.read(_LARGEST + 1)
    activity = answers.document(body) if len(body) <= _LARGEST else {}
    try:
        heard = incoming_actions.take_in(
            organisation_slug=organisation,
            header=request.headers.get("Authorization", ""),
            activity=activity,
            now=timezone.now(),
        )
    except bot_token.TokenError as error:
        logger.info("a call to the bot of %s was refused: %s", organisation, error.kind)
        return HttpResponse(status=403)
    if heard is None:
        raise Http404
    if found := heard.installed:
        jobs.learn_teams_account.enqueue(
            organisation_id=heard.organisation_id,
            service_url=found.service_url,
            conversation=found.conversation,
            user=found.user,
        )
    return HttpResponse(status=200)
