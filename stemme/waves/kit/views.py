"""The launch kit: its pieces, the words of one, and the stories to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.kit.languages import LANGUAGES, best_language
from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import LEAD_PROGRAMME, MANAGE_PEOPLE, READ_OVERVIEW
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other
from stemme.waves.kit import access, actions, queries
from stemme.waves.kit.forms import StoriesForm, TextForm
from stemme.waves.kit.pieces import PIECE_OF, Piece
from stemme.waves.kit.queries import ChosenStory, OwnText, PieceState
from stemme.waves.kit.starters import starter
from stemme.waves.kit.wording import ICONS, NAMES, WHEN
from stemme.waves.kit.words import Words, fill


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A piece on the overview, for the template."""

    piece: Piece
    name: Any
    when: Any
    icon: str
    #: (code, the language's own name, whether the organisation changed it).
    languages: tuple[tuple[str, str, bool], ...]
    last: OwnText | None


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story of the beginning in the viewer's language, for the template. ``languages``: in which it is told."""

    story: ChosenStory
    title: str
    language: str
    languages: str


@needs(READ_OVERVIEW)
@require_safe
@in_office_time
def kit(request: HttpRequest) -> HttpResponse:
    """All pieces with their state, the first stories, who keeps newcomers company, and the posters."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    context = {
        "pieces": [_piece_row(state) for state in queries.pieces_of(viewer.organisation_id)],
        "stories": [_story_row(row, viewer) for row in queries.chosen_stories(viewer.organisation_id, now=now)],
        "company": queries.company(viewer, now=now),
        "links": access.links_of(viewer, now=now),
        "may_change": viewer.may(LEAD_PROGRAMME),
        "may_invite": viewer.may(MANAGE_PEOPLE),
    }
    return render(request, "waves/kit/kit.html", context)


def _piece_row(state: PieceState) -> PieceRow:
    key = state.key
    languages = tuple((code, name, code in state.changed) for code, name in LANGUAGES)
    return PieceRow(PIECE_OF[key], NAMES[key], WHEN[key], ICONS[key], languages, state.last)


def _story_row(story: ChosenStory, viewer: Viewer) -> StoryRow:
    language = best_language(viewer.language, tuple(story.titles))
    told_in = ", ".join(name for code, name in LANGUAGES if code in story.titles)
    return StoryRow(story, story.titles[language], language, told_in)


@needs(READ_OVERVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
@in_office_time
def piece(request: HttpRequest, piece: str) -> HttpResponse:
    """One piece in one language (``?in=``): how it reads, and for who leads the programme the form to change it.

    409 when somebody else saved meanwhile: the page shows both, and nothing is kept until it is saved again.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    kind = access.piece_of(piece)
    language = access.language_of(request.GET.get("in", ""), viewer)
    may_change = viewer.may(LEAD_PROGRAMME)
    form, status = None, 200
    if request.method == "POST":
        access.may_change(viewer)
        form = TextForm(request.POST, piece=kind, words=starter(piece, language), language=language)
        status = 422
        if form.is_valid():
            try:
                kept = _save(request, kind, language, form.words())
            except actions.ChangedMeanwhileError:
                status = 409
            else:
                messages.success(request, _("Saved.") if kept else _("Nothing was changed."))
                return see_other(_address(piece, language))
    own = queries.own_text(viewer.organisation_id, piece, language)
    words = own.words if own else starter(piece, language)
    if form is None and may_change:
        form = TextForm(piece=kind, words=words, language=language)
    context = {"kind": kind, "form": form, "own": own, "words": words, "conflict": status == 409}
    return render(request, "waves/kit/piece.html", context | _shown(viewer, kind, words, language), status=status)


def _save(request: HttpRequest, kind: Piece, language: str, words: Words) -> bool:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    mark = request.POST.get("mark", "")
    return actions.change_text(
        actor=viewer, piece=kind.key, language=language, words=words, mark=mark, now=timezone.now()
    )


def _shown(viewer: Viewer, kind: Piece, words: Words, language: str) -> dict[str, Any]:
    """What a page says about a piece, with the text as the viewer would get or send it."""
    base = people.organisation(viewer.organisation_id).page_url
    filled = fill(
        words,
        given_name=viewer.given_name,
        organisation=viewer.organisation_name,
        sender=viewer.name,
        link=f"{base}{reverse(kind.leads_to)}" if kind.leads_to else "",
    )
    return {
        "name": NAMES[kind.key],
        "when": WHEN[kind.key],
        "filled": filled,
        "language": language,
        "languages": [(code, name, code == language) for code, name in LANGUAGES],
        "copy": f"{filled.subject}\n\n{filled.body}",
    }


@needs(LEAD_PROGRAMME)
@require_POST
def ours(request: HttpRequest, piece: str) -> HttpResponse:
    """Our text again, in the language of the form."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    kind = access.piece_of(piece)
    language, mark = access.language_of(request.POST.get("in", ""), viewer), request.POST.get("mark", "")
    try:
        if actions.back_to_ours(actor=viewer, piece=kind.key, language=language, mark=mark, now=timezone.now()):
            messages.success(request, _("It is our text again."))
    except actions.ChangedMeanwhileError:
        messages.warning(request, _("Somebody else changed the text meanwhile. It was left as it is now."))
    return see_other(_address(piece, language))


def _address(piece: str, language: str) -> str:
    return f"{reverse('waves:kit_piece', args=[piece])}?in={language}"


@needs(LEAD_PROGRAMME)
@require_http_methods(["GET", "HEAD", "POST"])
def stories(request: HttpRequest) -> HttpResponse:
    """Choose up to three stories that newcomers begin with. Nothing chosen yet: the form begins with a suggestion."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    rows = queries.story_choices(viewer.organisation_id, now=now)
    chosen = [row.id for row in queries.chosen_stories(viewer.organisation_id, now=now)]
    suggested = queries.suggestion(viewer, rows)
    choices = [(row.id, _option(_story_row(row, viewer))) for row in rows]
    sent = request.POST if request.method == "POST" else None
    form = StoriesForm(sent, choices=choices, chosen=chosen or suggested)
    if request.method == "POST" and form.is_valid():
        actions.choose_stories(actor=viewer, story_ids=form.story_ids(), now=now)
        messages.success(request, _("Newcomers begin with these stories now."))
        return see_other(reverse("waves:kit"))
    by_id = {row.id: row for row in rows}
    context = {
        "form": form,
        "any": bool(rows),
        "chosen": bool(chosen),
        "suggested": [_story_row(by_id[story_id], viewer) for story_id in suggested],
    }
    return render(request, "waves/kit/stories.html", context, status=422 if form.errors else 200)


def _option(row: StoryRow) -> str:
    """A story in a list of choices."""
    rate = row.story.involvement
    took_part = "" if rate is None else _("%d per cent took part") % round(rate) + "; "
    return f"{row.title} ({took_part}{row.languages})"
