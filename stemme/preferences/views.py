"""One page for what reaches somebody: what, how often, when, where; and the No."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.feed import actions as feed
from stemme.mailings.actions import choosing
from stemme.people import actions as people
from stemme.people.gate import for_readers
from stemme.people.viewer import Viewer
from stemme.preferences import queries
from stemme.preferences.forms import AppsForm, BreakForm, QuietForm, ReachForm, RhythmForm, TopicsForm
from stemme.preferences.wording import way_name, why_not
from stemme.sharing import app_actions
from stemme.ui.responses import see_other

_FOUR_WEEKS = dt.timedelta(weeks=4)
BREAK = "break"


@dataclass(frozen=True, slots=True)
class _Page:
    """Who looks, when, and what was asked for."""

    viewer: Viewer
    now: dt.datetime
    asked: str

    def forms(self, chosen: queries.Chosen) -> dict[str, forms.Form]:
        """All forms of the page as they stand, by the part of the page; those who came by a mail see the first two."""
        own, today = chosen.own.wish, self.viewer.today(self.now)
        rhythms = {choice for choice, _label in RhythmForm.base_fields["every"].choices}  # type: ignore[attr-defined]
        every = self.asked if self.asked in rhythms else own.every
        start = {"every": every, "weekday": own.weekday, "hour": own.hour, "way": chosen.own.way}
        made: dict[str, forms.Form] = {
            "rhythm": self.rhythm(chosen, initial=start),
            "break": BreakForm(initial={"until": chosen.own.paused_until or today + _FOUR_WEEKS}, today=today),
        }
        if self.viewer.full:
            reach = queries.reach(self.viewer)
            made |= {
                "quiet": QuietForm(today=today),
                "reach": ReachForm(
                    initial={
                        "story_languages": reach.story_languages,
                        "time_zone": reach.time_zone,
                        "country": reach.country,
                    },
                    zone=chosen.organisation_zone,
                ),
                "topics": TopicsForm(offered=reach.topics, initial={"topics": reach.followed}),
                "apps": AppsForm(offered=reach.channels, initial={"channels": reach.apps}),
            }
        return made

    def rhythm(self, chosen: queries.Chosen, data: Any = None, **start: Any) -> RhythmForm:
        """The form of how often, with what was sent or with what stands."""
        return RhythmForm(data, ways=[(way, way_name(way)) for way in chosen.ways], usual=chosen.usual, **start)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def preferences(request: HttpRequest) -> HttpResponse:
    """What reaches me. ``?choice=`` (from the foot of a mail) only marks a choice; keeping it takes a press."""
    page = _page(request)
    if request.method != "POST":
        return _shown(request, page)
    part = request.POST.get("part", "rhythm")
    save = _SAVING.get(part)
    if save is None or (part != "rhythm" and not page.viewer.full):
        raise Http404
    return save(request, page)


def _save_rhythm(request: HttpRequest, page: _Page) -> HttpResponse:
    form = page.rhythm(queries.chosen(page.viewer, now=page.now), request.POST)
    if not form.is_valid():
        return _shown(request, page, rhythm=form)
    choosing.choose(viewer=page.viewer, now=page.now, **{"way": "mail", **form.cleaned_data})
    return _saved(request)


def _save_reach(request: HttpRequest, page: _Page) -> HttpResponse:
    form = ReachForm(request.POST, zone=page.viewer.time_zone)
    if not form.is_valid():
        return _shown(request, page, reach=form)
    data = form.cleaned_data
    people.choose_reach(
        person_id=page.viewer.person_id,
        story_languages=data["story_languages"] or None,
        time_zone=data["time_zone"],
        country=data["country"],
    )
    return _saved(request)


def _save_topics(request: HttpRequest, page: _Page) -> HttpResponse:
    form = TopicsForm(request.POST, offered=queries.reach(page.viewer).topics)
    if not form.is_valid():
        return _shown(request, page, topics=form)
    feed.follow(viewer=page.viewer, topic_ids=form.cleaned_data["topics"], now=page.now)
    return _saved(request)


def _save_apps(request: HttpRequest, page: _Page) -> HttpResponse:
    form = AppsForm(request.POST, offered=queries.reach(page.viewer).channels)
    if not form.is_valid():
        return _shown(request, page, apps=form)
    app_actions.choose_apps(actor=page.viewer, channels=form.cleaned_data["channels"], now=page.now)
    return _saved(request)


_SAVING: dict[str, Callable[[HttpRequest, _Page], HttpResponse]] = {
    "rhythm": _save_rhythm,
    "reach": _save_reach,
    "topics": _save_topics,
    "apps": _save_apps,
}


@require_POST
@for_readers
def take_break(request: HttpRequest) -> HttpResponse:
    """No mails until a day; ``end`` ends the break now."""
    page = _page(request)
    if "end" in request.POST:
        people.take_break(person_id=page.viewer.person_id, until=None, now=page.now)
        return _saved(request)
    form = BreakForm(request.POST, today=page.viewer.today(page.now))
    if not form.is_valid():
        return _shown(request, page, **{"break": form})
    choosing.break_until(viewer=page.viewer, day=form.cleaned_data["until"], now=page.now)
    return _saved(request)


@require_POST
@for_readers
def add_quiet(request: HttpRequest) -> HttpResponse:
    """Plan days without mails."""
    page = _page(request)
    form = QuietForm(request.POST, today=page.viewer.today(page.now))
    if not form.is_valid():
        return _shown(request, page, quiet=form)
    try:
        choosing.add_quiet(viewer=page.viewer, now=page.now, **form.cleaned_data)
    except ValueError:  # The form has checked the days; what is left is the number of them.
        form.add_error(None, _("So many quiet days are planned already. Take some back first."))
        return _shown(request, page, quiet=form)
    return _saved(request)


@require_POST
@for_readers
def drop_quiet(request: HttpRequest, quiet_id: int) -> HttpResponse:
    """Take planned quiet days back; of somebody else's: 404."""
    page = _page(request)
    if not choosing.drop_quiet(viewer=page.viewer, quiet_id=quiet_id, now=page.now):
        raise Http404
    return _saved(request)


@require_POST
@for_readers
def no(request: HttpRequest) -> HttpResponse:
    """Not for me: one press, no reason. ``undo`` is as easy, and everything is as it was."""
    page = _page(request)
    if "undo" in request.POST:
        people.take_back_no(person_id=page.viewer.person_id)
        messages.success(request, _("Good to have you back. Everything is as you had chosen it."))
    else:
        people.decline(person_id=page.viewer.person_id, now=page.now)
    return _back()


def _page(request: HttpRequest) -> _Page:
    return _Page(request.viewer, timezone.now(), request.GET.get("choice", ""))  # type: ignore[attr-defined]


def _shown(request: HttpRequest, page: _Page, **sent: forms.Form) -> HttpResponse:
    chosen = queries.chosen(page.viewer, now=page.now)
    coming = chosen.own.next_mail
    context = {
        "chosen": chosen,
        "forms": {**page.forms(chosen), **sent},
        "why_not": why_not(coming.why_not),
        # Without a zone, so that the template shows the hour on the reader's clock and not in UTC.
        "next_at": coming.at.replace(tzinfo=None) if coming.at else None,
        "not_yet": bool(page.asked) and page.asked not in {chosen.own.wish.every, BREAK},
        "break_asked": page.asked == BREAK and chosen.own.paused_until is None,
    }
    return render(request, "preferences/preferences.html", context, status=422 if sent else 200)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    return _back()


def _back() -> HttpResponse:
    return see_other(reverse("preferences:preferences"))
