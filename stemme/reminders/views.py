"""Asking to be reminded, the file for one's own calendar, and one's reminders."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.feed.showing import Ranked, shown
from stemme.library.queries import StoryPage
from stemme.people import queries as people
from stemme.people.gate import for_employees, for_readers
from stemme.people.viewer import Viewer
from stemme.reminders import actions, queries
from stemme.reminders.access import story_to_remember
from stemme.reminders.calendar_file import Entry, calendar_file, uid_of
from stemme.reminders.forms import BEST, FILE, TOMORROW, ReminderForm
from stemme.reminders.times import FURTHEST, NEAREST, next_time, tomorrow
from stemme.stats.best_time_queries import best_of
from stemme.ui.responses import see_other

_STAMP = "%Y%m%dT%H%M%SZ"


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def new(request: HttpRequest, story_id: int) -> HttpResponse:
    """Choose when to be reminded of a story, by mail or by a file for one's own calendar."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, zone = timezone.now(), viewer.clock
    story = story_to_remember(viewer, story_id, now=now)
    best = best_of(viewer.organisation_id, viewer.person_id, now=now)
    suggested = {
        TOMORROW: tomorrow(now, zone),
        BEST: next_time(best.hour, best.weekday, now=now, zone=zone),
    }
    # What would come when the story is over is not suggested.
    suggested = {key: at for key, at in suggested.items() if story.ends_at is None or at < story.ends_at}
    data = request.POST if request.method == "POST" else None
    form = ReminderForm(data, suggested=suggested, zone=zone, ends_at=story.ends_at, now=now)
    if data is not None and form.is_valid() and (done := _set(request, viewer, story_id, form, now)):
        return done
    context = {
        "form": form,
        "story": story,
        "shown": _in_words(viewer, story),
        "suggested": suggested,
        "best": best,
        "by_mail": queries.gets_mail(viewer.organisation_id, viewer.person_id, now=now),
        "there": queries.reminder_of(viewer.organisation_id, viewer.person_id, story_id),
        "zone": zone,
        "most": queries.MOST_OPEN,
    }
    return render(request, "reminders/new.html", context, status=422 if form.errors else 200)


def _set(
    request: HttpRequest, viewer: Viewer, story_id: int, form: ReminderForm, now: dt.datetime
) -> HttpResponse | None:
    """What the valid form asks for; None when the form now says why not."""
    at: dt.datetime = form.cleaned_data["at"]
    if form.moved:
        messages.info(
            request,
            _("The clock skips that hour on that day. The reminder is for %(time)s.")
            % {"time": date_format(at, "TIME_FORMAT")},
        )
    if form.cleaned_data["how"] == FILE:
        stamp = at.astimezone(dt.UTC).strftime(_STAMP)
        return see_other(reverse("reminders:calendar", args=[story_id]) + "?" + urlencode({"at": stamp}))
    if not queries.gets_mail(viewer.organisation_id, viewer.person_id, now=now):
        form.add_error(None, _("You get no mails from us. Take the file for your calendar."))
        return None
    channel = request.GET.get("channel", "")
    try:
        actions.remind(actor=viewer, story_id=story_id, channel=channel, at=at, now=now)
    except actions.TooManyError:
        form.add_error(
            None, _("Ten reminders are open already. Take one away first, or put this one in your calendar.")
        )
        return None
    messages.success(
        request,
        _("We will remind you on %(day)s at %(time)s.")
        % {"day": date_format(at, "WEEKDAY_FORMAT"), "time": date_format(at, "TIME_FORMAT")},
    )
    return see_other(reverse("reminders:list") if viewer.full else reverse("feed:stories"))


@require_safe
@for_readers
def calendar(request: HttpRequest, story_id: int) -> HttpResponse:
    """The reminder as a file, for ``?at=`` or tomorrow at eight. Nothing is kept, so asking for it changes nothing."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    story = story_to_remember(viewer, story_id, now=now)
    zone = viewer.clock
    try:
        asked = request.GET.get("at", "")
        at = dt.datetime.strptime(asked, _STAMP).replace(tzinfo=dt.UTC) if asked else tomorrow(now, zone)
    except ValueError:
        raise Http404 from None
    if not NEAREST - dt.timedelta(hours=1) <= at - now <= FURTHEST + dt.timedelta(hours=1):
        raise Http404
    base = people.organisation(viewer.organisation_id).page_url
    words = _in_words(viewer, story)
    entry = Entry(
        uid=uid_of(
            settings.SECRET_KEY, organisation_id=viewer.organisation_id, person_id=viewer.person_id,
            story_id=story_id, host=urlsplit(base).hostname or "stemme",
        ),
        at=at.astimezone(zone),
        title=_("Share, if you still like: %(title)s") % {"title": words.title},
        text=_("You wanted to be reminded of this story. Nobody else knows."),
        url=base + reverse("feed:story", args=[story_id]),
        language=viewer.language,
    )  # fmt: skip
    response = HttpResponse(calendar_file(entry, now=now), content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response.headers["Content-Disposition"] = 'attachment; filename="reminder.ics"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
@for_employees
def own(request: HttpRequest) -> HttpResponse:
    """One's open reminders."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "rows": queries.open_reminders(viewer.organisation_id, viewer.person_id),
        "zone": viewer.clock,
        "most": queries.MOST_OPEN,
    }
    return render(request, "reminders/list.html", context)


@require_POST
@for_employees
def drop(request: HttpRequest, reminder_id: int) -> HttpResponse:
    """Take a reminder away; of somebody else's: 404."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not actions.drop(actor=viewer, reminder_id=reminder_id, now=timezone.now()):
        raise Http404
    messages.success(request, _("The reminder is gone."))
    return see_other(reverse("reminders:list"))


def _in_words(viewer: Viewer, story: StoryPage) -> Ranked:
    """The story's title in a language that this person reads."""
    return shown(story, viewer.language, viewer.story_languages)
