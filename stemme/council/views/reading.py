"""Papers to read: the notice for everybody, and previews of all of them as they would be issued now."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stemme.council import access, papers, queries
from stemme.council.papers import KIND_OF, NOTICE
from stemme.council.situation import Situation
from stemme.council.views import files
from stemme.council.views.pages import viewer_of
from stemme.council.wording import told
from stemme.kit.languages import LANGUAGES
from stemme.people import roles
from stemme.people.gate import for_readers, needs
from stemme.people.viewer import Viewer


def about_edition(found: queries.EditionRow, viewer: Viewer) -> dict[str, Any]:
    """What stands under the title of a paper of an edition."""
    issued_on = found.issued_at.astimezone(ZoneInfo(viewer.time_zone)).date()
    return {
        "organisation": viewer.organisation_name,
        "edition": found.number,
        "issued_on": issued_on,
        "fingerprint": found.fingerprint,
    }


def _preview(held: Situation) -> dict[str, Any]:
    day = held.local(held.at).date()
    return {"organisation": held.organisation, "edition": 0, "issued_on": day, "fingerprint": held.fingerprint}


@for_readers
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """What data Stemme takes, why, who sees it and when it goes: the newest edition, or what would be in the first."""
    viewer, now = viewer_of(request), timezone.now()
    language = access.language_of(viewer, request.GET.get("in", ""))
    state = queries.standing(viewer.organisation_id, now=now)
    if state.newest:
        content = access.paper_of(viewer, state.newest.id, NOTICE, language)
        about = about_edition(state.newest, viewer)
    else:
        content, about = papers.made(KIND_OF[NOTICE], state.held, language=language), _preview(state.held)
    context = {
        "content": content,
        "language": language,
        "languages": LANGUAGES,
        "areas": list(dict.fromkeys(told(difference).area for difference in state.different)),
        **about,
    }
    return render(request, "council/notice.html", context)


def _now(viewer: Viewer, now: dt.datetime) -> queries.Standing:
    """What holds, under the number that the next edition would have."""
    state = queries.standing(viewer.organisation_id, now=now)
    return replace(state, held=replace(state.held, edition=state.held.edition + 1))


@needs(roles.READ_SETTINGS)
@require_safe
def paper_now(request: HttpRequest, paper: str) -> HttpResponse:
    """A paper as it would be issued now."""
    viewer, kind = viewer_of(request), access.kind_of(paper)
    language = access.language_of(viewer, request.GET.get("in", ""))
    state = _now(viewer, timezone.now())
    content = papers.made(kind, state.held, language=language)
    context = {"content": content, "language": language, "languages": LANGUAGES, "kind": kind, **_preview(state.held)}
    return render(request, "council/paper.html", context)


@needs(roles.READ_SETTINGS)
@require_safe
def file_now(request: HttpRequest, paper: str) -> HttpResponse:
    """The same as a file that loads nothing."""
    viewer, kind = viewer_of(request), access.kind_of(paper)
    language = access.language_of(viewer, request.GET.get("in", ""))
    state = _now(viewer, timezone.now())
    content = papers.made(kind, state.held, language=language)
    text = files.as_html(content, language=language, about=_preview(state.held))
    name = f"{viewer.organisation_slug}-preview-{kind.key}-{language}.html"
    return files.answer(text, kind="text/html; charset=utf-8", name=name)


@needs(roles.READ_SETTINGS)
@require_safe
def all_now(request: HttpRequest) -> HttpResponse:
    """All papers in all languages as they would be issued now."""
    viewer, now = viewer_of(request), timezone.now()
    state = _now(viewer, now)
    packed = files.as_zip(
        papers.all_made(state.held), about=_preview(state.held), configuration=state.configuration, moment=now
    )
    return files.answer(packed, kind="application/zip", name=f"{viewer.organisation_slug}-papers-preview.zip")
