"""One story: reading it, keeping it, not wanting it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from stemme.feed import access, actions, queries
from stemme.feed.forms import DeclineForm
from stemme.feed.items import NO_LEANINGS
from stemme.feed.leaning_queries import leanings_of
from stemme.feed.showing import shown
from stemme.feed.views import wording
from stemme.feed.views.cards import Known, card, host
from stemme.feed.views.fetching import only_fetched_ahead
from stemme.feed.views.hint import hint_for
from stemme.feed.views.rungs import rung_of
from stemme.feed.views.way_back import way_back
from stemme.kit.languages import OWN_NAMES, best_language
from stemme.library.proposal_queries import proposer_named
from stemme.media import queries as media
from stemme.people.gate import for_readers
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_safe
@for_readers
def story(request: HttpRequest, story_id: int) -> HttpResponse:
    """Read a story here, or go where it lives. ``?in=`` is the language to read it in.

    Opening it counts as reading for those who signed in. For a visit by a mail's link it does not, because it might
    be a scanner's (security.md T-01); there the button on the list counts, see ``read``.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    page = access.story_to_read(viewer, story_id, now=now)
    if viewer.full and not only_fetched_ahead(request):
        actions.read(viewer=viewer, story_id=story_id, now=now)
    saved = queries.saved_stories(viewer.organisation_id, viewer.person_id)
    said = leanings_of(viewer.organisation_id, [viewer.person_id]).get(viewer.person_id, NO_LEANINGS)
    known = Known(before=[story_id], saved=saved, leanings=said)
    asked = request.GET.get("in", "")
    body = asked if asked in page.bodies else ""
    if page.bodies and not body:
        body = best_language(get_language() or "en", tuple(page.bodies))
    hint = hint_for(viewer, now=now)
    context = {
        "card": card(shown(page, viewer.language, viewer.story_languages), viewer, known, now=now),
        "body": page.bodies.get(body, ""),
        "body_language": body,
        "other_languages": [(code, OWN_NAMES[code]) for code in page.bodies if code != body],
        "host": host(page.target_url),
        "title": page.titles.get(body, ""),
        "rung": rung_of(viewer, now=now),
        "hint": hint,
        "hint_day": wording.weekday(hint.weekday) if hint and hint.weekday is not None else "",
        # A colleague's name is for those who signed in.
        "proposer": proposer_named(viewer.organisation_id, story_id) if viewer.full else "",
        "asset": media.asset(viewer.organisation_id, page.asset_id) if page.asset_id is not None else None,
    }
    return render(request, "feed/story.html", context)


@require_POST
@for_readers
def read(request: HttpRequest, story_id: int) -> HttpResponse:
    """The button of the list for visits by a mail's link: count the reading, then show the story."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    access.story_to_read(viewer, story_id, now=now)
    actions.read(viewer=viewer, story_id=story_id, now=now)
    return see_other(reverse("feed:story", args=[story_id]))


@require_POST
@for_readers
def save(request: HttpRequest, story_id: int) -> HttpResponse:
    """Put a story aside, or, with ``undo``, no longer; then back to where the button was."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    access.story_to_read(viewer, story_id, now=now)
    if "undo" in request.POST:
        actions.put_back(viewer=viewer, story_id=story_id)
    else:
        actions.save(viewer=viewer, story_id=story_id, now=now)
    return see_other(way_back(request))


@require_POST
@for_readers
def decline(request: HttpRequest, story_id: int) -> HttpResponse:
    """Not for me: take the story off the list for good, or, with ``undo``, put it on again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    access.story_to_read(viewer, story_id, now=now)
    path = reverse("feed:stories")
    if "undo" in request.POST:
        actions.undo_decline(viewer=viewer, story_id=story_id)
        return see_other(path)
    form = DeclineForm(request.POST)
    # A reason is a favour; whatever is wrong with it, no means no.
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.decline(viewer=viewer, story_id=story_id, reason=reason, now=now)
    return see_other(f"{path}?declined={story_id}")
