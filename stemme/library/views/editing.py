"""A new story, and the page on which a story gets its words, audience and time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.kit.languages import best_language
from stemme.library import access, actions, studio_queries
from stemme.library.addresses_of_pages import tidy
from stemme.library.content import Content, Words
from stemme.library.forms import FromAddressForm, OwnStoryForm
from stemme.library.reach import Reach, reach
from stemme.library.shared_how_far import how_far
from stemme.library.story_form import Choices, StoryForm, audience_of
from stemme.library.studio_queries import StoryDraft
from stemme.library.wording import audience_in_words, problem
from stemme.people import crowd_queries
from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
def compose(request: HttpRequest) -> HttpResponse:
    """Begin a story: from a page's address (``?url=`` fills it in), or with a title."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    streams = studio_queries.stream_names(viewer.organisation_id, viewer.streams_for(WRITE_STORIES))
    if not streams:
        messages.info(request, _("A story belongs to a stream. Please make the first one."))
        return see_other(f"{reverse('library:studio')}#streams")
    own = {"stream": studio_queries.own_stream(viewer.organisation_id, viewer.person_id)}
    fetching = FromAddressForm(initial={**own, "url": request.GET.get("url", "")}, streams=streams)
    writing = OwnStoryForm(initial={**own, "language": viewer.language}, streams=streams, prefix="own")
    if request.method == "POST":
        if "own-title" in request.POST:
            writing = OwnStoryForm(request.POST, streams=streams, prefix="own")
            story_id = _written(viewer, writing)
        else:
            fetching = FromAddressForm(request.POST, streams=streams)
            story_id = _fetched(request, fetching)
        if story_id is not None:
            return see_other(reverse("library:edit", args=[story_id]))
    context = {"fetching": fetching, "writing": writing}
    return render(request, "library/compose.html", context, status=422 if request.method == "POST" else 200)


def _fetched(request: HttpRequest, form: FromAddressForm) -> int | None:
    """The draft made of a page, or the story there is already; None when the form says what is wrong."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not form.is_valid():
        return None
    url = form.cleaned_data["url"]
    there = studio_queries.story_with_address(viewer.organisation_id, tidy(url))
    if there is not None and not studio_queries.works_in(viewer, there[1]):
        form.add_error("url", _("Another department has a story with this address already."))
        return None
    if there is not None:
        messages.info(request, _("There is a story with this address already. Here it is."))
        return there[0]
    try:
        return actions.create_story_from_url(
            actor=viewer, stream_id=form.cleaned_data["stream"], url=url, now=timezone.now()
        )
    except actions.StoryError as error:
        form.add_error("url", problem(error.reason))
        return None


def _written(viewer: Viewer, form: OwnStoryForm) -> int | None:
    if not form.is_valid():
        return None
    language = form.cleaned_data["language"]
    content = Content(
        stream_id=form.cleaned_data["stream"],
        language=language,
        target_url=form.cleaned_data["target_url"],
        texts={language: Words(title=form.cleaned_data["title"])},
    )
    try:
        return actions.create_story(actor=viewer, content=content, now=timezone.now())
    except actions.StoryError as error:
        form.add_error(None, problem(error.reason))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
@in_office_time
def edit(request: HttpRequest, story_id: int) -> HttpResponse:
    """A story's words, audience and time. ``do`` says which button was pressed: save, count or publish."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    draft = access.story_to_edit(viewer, story_id, now=now)
    choices = _choices(viewer)
    data = request.POST if request.method == "POST" else None
    form = StoryForm(data, content=draft.content, choices=choices, reader=viewer.language)
    status = 200
    if request.method == "POST":
        valid = form.is_valid()
        if valid and request.POST.get("do") != "count" and _saved(request, form, story_id, now):
            return see_other(reverse("library:edit", args=[story_id]))
        status = 422 if form.errors else 200
    return render(request, "library/edit.html", _context(viewer, draft, form, choices, now), status=status)


def _saved(request: HttpRequest, form: StoryForm, story_id: int, now: dt.datetime) -> bool:
    """Save, and publish if that button was pressed. False when the form now says what is wrong."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    content = form.content()
    try:
        made = actions.create_topics(actor=viewer, names=form.new_topic_names(), language=content.language, now=now)
        actions.change_story(actor=viewer, story_id=story_id, content=content, add_topics=made, now=now)
        if request.POST.get("do") == "publish":
            actions.publish(actor=viewer, story_id=story_id, now=now)
            later = content.starts_at is not None and content.starts_at > now
            messages.success(request, _("It is scheduled.") if later else _("Colleagues can see it now."))
        else:
            messages.success(request, _("Saved."))
    except actions.StoryError as error:
        form.add_error(None, problem(error.reason))
        return False
    return True


@require_POST
@needs(WRITE_STORIES)
def withdraw(request: HttpRequest, story_id: int) -> HttpResponse:
    """Take a story away from colleagues at once."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    access.story_to_edit(viewer, story_id, now=now)
    actions.withdraw(actor=viewer, story_id=story_id, now=now)
    messages.success(request, _("It is withdrawn. Nobody can share it, and its links end in a moment."))
    return see_other(reverse("library:edit", args=[story_id]))


def _choices(viewer: Viewer) -> Choices:
    there = people.languages_and_places(viewer.organisation_id)
    return Choices(
        streams=studio_queries.stream_names(viewer.organisation_id, viewer.streams_for(WRITE_STORIES)),
        topics=studio_queries.topics(viewer.organisation_id),
        teams=people.teams(viewer.organisation_id),
        languages=list(there.languages),
        places=list(there.places),
    )


def _context(viewer: Viewer, draft: StoryDraft, form: StoryForm, choices: Choices, now: dt.datetime) -> dict[str, Any]:
    audience = audience_of(form.cleaned_data) if form.is_bound else draft.content.audience
    crowds = crowd_queries.crowds(
        viewer.organisation_id,
        now=now,
        teams=bool(audience.team_ids),
        languages=bool(audience.languages),
        places=bool(audience.places),
    )
    counted = reach(audience, crowds, people.team_lines(viewer.organisation_id))
    language = best_language(draft.content.language, list(draft.content.texts)) if draft.content.texts else ""
    topic = next((t for t in choices.topics if t.id in draft.content.topic_ids and t.names), None)
    return {
        "draft": draft,
        "form": form,
        "words": draft.content.texts.get(language),
        "words_language": language,
        "topic": topic.names[best_language(viewer.language, list(topic.names))] if topic else "",
        "reach": counted,
        "bars": _bars(counted),
        "audience_words": audience_in_words(audience, {team.id: team.name for team in choices.teams}),
        "embargo": bool(draft.content.embargo_until and draft.content.embargo_until > now),
        "how_far": how_far(viewer.organisation_id, [draft.id]).get(draft.id) if draft.published_at else None,
        "floor": people.organisation(viewer.organisation_id).group_floor,
        "now": now,
    }


def _bars(counted: Reach) -> list[tuple[str, int]]:
    named = (
        (_("By team"), counted.by_team),
        (_("By language"), counted.by_language),
        (_("By place"), counted.by_place),
    )
    return [(name, people_) for name, people_ in named if people_ is not None]
