"""Sending one story by itself: who would get it, a test, starting, stopping, what became of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stemme.kit.languages import best_language
from stemme.mailings import sending_access, sending_queries
from stemme.mailings.actions import sending as actions
from stemme.mailings.sending import ADDRESS, AUDIENCE, AWAY, CAP, DONE, LANGUAGE, LOT, OWN_DAY, told
from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

REASONS = {
    AUDIENCE: gettext_lazy("the story is not for their team, language or place"),
    LANGUAGE: gettext_lazy("it is in no language they read"),
    DONE: gettext_lazy("have read, shared or declined it, or had it in a mail"),
    LOT: gettext_lazy("are held back by a lottery for a while"),
    AWAY: gettext_lazy("want no mails at the moment"),
    ADDRESS: gettext_lazy("mails to them come back"),
    OWN_DAY: gettext_lazy("want mails on their own day only, or less often than each week"),
    CAP: gettext_lazy("have had as many mails as they get in a week"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
@in_office_time
def send(request: HttpRequest, story_id: int) -> HttpResponse:
    """GET counts afresh; POST does ``do``: ``test``, ``send`` or ``stop``."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    draft = sending_access.story_to_send(viewer, story_id, now=now)
    if request.method == "POST":
        return _do(request, viewer, story_id, now)
    language = best_language(draft.content.language, list(draft.content.texts))
    context: dict[str, Any] = {
        "story": draft,
        "title": draft.content.texts[language].title,
        "title_language": language,
        "order": sending_queries.send_of(viewer.organisation_id, story_id),
    }
    context |= _counted(viewer, story_id, now)
    order = context["order"]
    progress = sending_queries.progress_of(viewer.organisation_id, story_id) if order else None
    context["progress"] = progress
    context["open"] = order is not None and (order.is_open(now) or bool(progress and progress.waiting))
    return render(request, "mailings/send.html", context)


def _counted(viewer: Viewer, story_id: int, now: dt.datetime) -> dict[str, Any]:
    story = sending_queries.story_to_send(viewer.organisation_id, story_id, now=now)
    if story is None:
        return {"live": False}
    floor = people.organisation(viewer.organisation_id).group_floor
    counts = told(sending_queries.Asked(viewer.organisation_id, story, now=now).outlook(), floor=floor)
    return {
        "live": True,
        "counts": counts,
        "held": [(number, REASONS[reason]) for reason, number in counts.held],
        "floor": floor,
    }


def _do(request: HttpRequest, viewer: Viewer, story_id: int, now: dt.datetime) -> HttpResponse:
    asked = request.POST.get("do", "")
    try:
        if asked == "test":
            sent = actions.send_test(actor=viewer, story_id=story_id, now=now)
            said = _("A test is on its way to you.") if sent else _("That were many tests today. Try again tomorrow.")
            messages.success(request, said)
        elif asked == "send" and actions.order_send(actor=viewer, story_id=story_id, now=now):
            messages.success(request, _("The story goes out, to each reader at the first moment they may get mail."))
        elif asked == "stop":
            actions.stop_send(actor=viewer, story_id=story_id, now=now)
            messages.success(request, _("Stopped. What has left has left; nobody else gets it."))
    except actions.NotLiveError:
        messages.error(request, _("Only a story that is live can go out."))
    return see_other(reverse("mailings:send", args=[story_id]))
