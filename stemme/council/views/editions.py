"""Editions that were issued: to read, to check against the journal, to take along, to note as seen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.council import access, actions, proof_queries, queries
from stemme.council.papers import KINDS
from stemme.council.views import files
from stemme.council.views.pages import viewer_of
from stemme.council.views.reading import about_edition
from stemme.kit.languages import LANGUAGES
from stemme.people import roles
from stemme.people.gate import needs
from stemme.ui.responses import see_other


@needs(roles.READ_SETTINGS)
@require_safe
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    """An edition: its papers, who has seen it, and whether it still is what was issued."""
    viewer = viewer_of(request)
    found = access.edition_of(viewer, edition_id)
    context = {
        "edition": found,
        "proof": proof_queries.proof(viewer.organisation_id, found.id),
        "kinds": KINDS,
        "languages": LANGUAGES,
        "language": access.language_of(viewer, request.GET.get("in", "")),
        "may_note": access.may_note(viewer) and not queries.has_seen(found.id, viewer.person_id),
        "zone": viewer.time_zone,
    }
    return render(request, "council/edition.html", context)


@needs(roles.READ_SETTINGS)
@require_POST
def seen(request: HttpRequest, edition_id: int) -> HttpResponse:
    """The employee representative notes that they have seen the edition."""
    if actions.note_seen(actor=viewer_of(request), edition_id=edition_id, now=timezone.now()):
        messages.success(request, _("Noted. It says that you have seen the edition, not that you agree."))
    return see_other(reverse("council:edition", kwargs={"edition_id": edition_id}))


@needs(roles.READ_SETTINGS)
@require_safe
def paper(request: HttpRequest, edition_id: int, paper: str) -> HttpResponse:
    """A paper of an edition, in any of the languages."""
    viewer = viewer_of(request)
    language = access.language_of(viewer, request.GET.get("in", ""))
    content = access.paper_of(viewer, edition_id, paper, language)
    context = {
        "content": content,
        "language": language,
        "languages": LANGUAGES,
        "kind": access.kind_of(paper),
        "edition_id": edition_id,
        **about_edition(access.edition_of(viewer, edition_id), viewer),
    }
    return render(request, "council/paper.html", context)


@needs(roles.READ_SETTINGS)
@require_safe
def file(request: HttpRequest, edition_id: int, paper: str) -> HttpResponse:
    """The same as a file that loads nothing."""
    viewer = viewer_of(request)
    language = access.language_of(viewer, request.GET.get("in", ""))
    content = access.paper_of(viewer, edition_id, paper, language)
    found = access.edition_of(viewer, edition_id)
    text = files.as_html(content, language=language, about=about_edition(found, viewer))
    name = f"{viewer.organisation_slug}-edition-{found.number}-{paper}-{language}.html"
    return files.answer(text, kind="text/html; charset=utf-8", name=name)


@needs(roles.READ_SETTINGS)
@require_safe
def all_issued(request: HttpRequest, edition_id: int) -> HttpResponse:
    """All papers of an edition in all languages; the same bytes every time."""
    viewer = viewer_of(request)
    found = access.edition_of(viewer, edition_id)
    packed = files.as_zip(
        queries.all_papers(viewer.organisation_id, found.id),
        about=about_edition(found, viewer),
        configuration=queries.edition_configuration(viewer.organisation_id, found.id),
        moment=found.issued_at,
    )
    name = f"{viewer.organisation_slug}-papers-edition-{found.number}.zip"
    return files.answer(packed, kind="application/zip", name=name)
