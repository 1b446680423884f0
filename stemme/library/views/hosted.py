"""A story's public page, for visitors of tracked links when the story lives nowhere else; an event's calendar file."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urljoin

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stemme.kit.hosted import hosted_url, story_of
from stemme.kit.languages import OWN_NAMES, best_language
from stemme.library import hosted_queries
from stemme.library.calendar import Happening, calendar_file
from stemme.library.card_pictures import CARD_SIZE
from stemme.library.hosted_queries import PublicStory
from stemme.library.picture_queries import card_url
from stemme.people.gate import open_to_all

#: A changed story is on its page as soon as a network's robot comes again.
_KEPT_SECONDS = 300


@open_to_all
@require_safe
def hosted(request: HttpRequest, key: str) -> HttpResponse:
    """Read the story, whoever one is: no cookie, no script, no count. ``?in=`` is the language."""
    story = _public(key, timezone.now())
    if story.page.target_url:
        raise Http404
    page = story.page
    asked = request.GET.get("in", "")
    language = asked if asked in page.titles else best_language(get_language() or "en", tuple(page.titles))
    with translation.override(language), timezone.override(story.time_zone):
        width, height = CARD_SIZE
        context = {
            "page": page,
            "organisation": story.organisation,
            "language": language,
            "title": page.titles[language],
            "summary": page.summaries.get(language, ""),
            "body": page.bodies.get(language, ""),
            "others": [(code, OWN_NAMES[code], hosted_url(page.id, code)) for code in page.titles],
            # Whoever asks for no language has one chosen here: that address is the page for all, and itself.
            "canonical": hosted_url(page.id, language if asked == language else ""),
            "this_language": hosted_url(page.id, language),
            "any_language": hosted_url(page.id),
            "card": urljoin(hosted_url(page.id), card_url(page)),
            "card_width": width,
            "card_height": height,
            "asset": story.asset,
        }
        answer = render(request, "library/hosted.html", context)
    answer.headers["Cache-Control"] = f"public, max-age={_KEPT_SECONDS}"
    answer.headers["Content-Language"] = language
    return answer


@open_to_all
@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The event as a file for one's own calendar, in the reader's language."""
    now = timezone.now()
    page = _public(key, now).page
    if page.happens_at is None:
        raise Http404
    language = best_language(get_language() or "en", tuple(page.titles))
    happening = Happening(
        uid=f"{key}@stemme",
        title=page.titles[language],
        begins=page.happens_at,
        ends=page.happens_until,
        place=page.place,
        about=page.summaries.get(language, ""),
        url=page.target_url or hosted_url(page.id, language),
    )
    answer = HttpResponse(calendar_file(happening, now=now), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="event.ics"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _public(key: str, now: dt.datetime) -> PublicStory:
    story_id = story_of(key)
    found = hosted_queries.public_story(story_id, now=now) if story_id is not None else None
    if found is None:
        raise Http404
    return found
