"""The studio of landing pages: the list, a new one, and the editor of one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stemme.kit.languages import CODES
from stemme.landing.studio import access, actions, queries
from stemme.landing.studio.arranging import pressed
from stemme.landing.studio.content import Content
from stemme.landing.studio.edit_page import Editing, choices_for, page_context
from stemme.landing.studio.forms import EditorForm, base_of, first_form
from stemme.landing.studio.new_form import TAKEN, NewPageForm
from stemme.landing.studio.queries import PageRow
from stemme.landing.studio.wording import STATE_NAMES, sentence
from stemme.people.gate import needs, viewer_of
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.ui.responses import see_other


@require_safe
@needs(WRITE_STORIES)
@in_office_time
def pages(request: HttpRequest) -> HttpResponse:
    """The organisation's landing pages, with what they brought in the last thirty days."""
    viewer = viewer_of(request)
    rows = queries.pages(viewer, now=timezone.now())
    context = {"rows": [(row, STATE_NAMES[row.page.state]) for row in rows], "days": queries.DAYS}
    return render(request, "landing/studio/pages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
def new(request: HttpRequest) -> HttpResponse:
    """A new page: its name and address, and what it begins with."""
    viewer, now = viewer_of(request), timezone.now()
    choices = choices_for(viewer, now)
    start = {"language": viewer.language, "starter": "offer", "owner": viewer.person_id}
    data = request.POST if request.method == "POST" else None
    form = NewPageForm(data, choices=choices, reader=viewer.language, initial=start)
    if data is not None and form.is_valid():
        try:
            made = actions.create_page(actor=viewer, new=form.new(), now=now)
        except actions.SlugTakenError:
            form.add_error("slug", TAKEN)
        else:
            messages.success(request, _("It is a draft: nobody sees it before you publish it."))
            return see_other(reverse("landing:page", args=[made]))
    context = {"form": form, "starters": form.starters()}
    return render(request, "landing/studio/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
@in_office_time
def page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Settings, and the words of one language (``?in=``; with ``from=`` of one that begins as a copy).

    ``do``: save, publish (saves first), or a button of a list, which keeps nothing and loses nothing. 409 when somebody
    else saved meanwhile and both changed the same part: the page shows both.
    """
    viewer, now = viewer_of(request), timezone.now()
    row = access.page_of(viewer, page_id)
    language, like = _language(request, row)
    stored = queries.content(viewer.organisation_id, row.id, language, like=like)
    choices = choices_for(viewer, now, stored)
    editing = Editing(row, language, like, first_form(stored, choices=choices, language=language), choices, stored)
    status = 200
    if request.method == "POST":
        editing.base, editing.revision = base_of(request.POST.get("base", "")), _number(request, "revision")
        saved = _sent(request, editing)
        if saved.done:
            return see_other(f"{reverse('landing:page', args=[row.id])}?in={language}")
        status = saved.status
    return render(request, "landing/studio/page.html", page_context(viewer, editing, now), status=status)


@dataclass(slots=True)
class _Outcome:
    done: bool = False
    status: int = field(default=200)


def _sent(request: HttpRequest, editing: Editing) -> _Outcome:
    """Do what the pressed button says; ``editing`` then holds what the page shows."""
    values = {name: str(value) for name, value in request.POST.items()}
    do = values.get("do", "")
    arranged = pressed(values, do)
    editing.form = _form(editing, values if arranged is None else arranged, sent=arranged is None)
    if arranged is not None:
        return _Outcome()
    if not editing.form.is_valid():
        return _Outcome(status=422)
    try:
        _save(request, editing, values)
    except actions.ClashError as clash:
        editing.revision, editing.clash = clash.revision, clash
        editing.base = None
        editing.stored = clash.theirs
        editing.form = first_form(clash.content, choices=editing.choices, language=editing.language)
        return _Outcome(status=409)
    except actions.IncompleteError as error:
        for problem in error.problems:
            editing.form.add_error(None, sentence(problem))
        return _Outcome(status=422)
    if do == "publish":
        _publish(request, editing.row)
    return _Outcome(done=True)


def _form(editing: Editing, values: Mapping[str, str], *, sent: bool) -> EditorForm:
    given: dict[str, Any] = {"choices": editing.choices, "stored": editing.stored, "language": editing.language}
    return EditorForm(values, sent=sent, **given)


def _save(request: HttpRequest, editing: Editing, values: Mapping[str, str]) -> None:
    content: Content = editing.form.content()
    take = {name.removeprefix("pick.") for name, value in values.items() if value == "saved" and name[:5] == "pick."}
    kept = actions.save_page(
        actor=viewer_of(request), page_id=editing.row.id, language=editing.language, like=editing.like, content=content,
        base=editing.base or {}, revision=editing.revision, take=take, now=timezone.now(),
    )  # fmt: skip
    if values.get("do") != "publish":
        messages.success(request, _("Saved.") if kept else _("Nothing was changed."))


def _publish(request: HttpRequest, row: PageRow) -> None:
    try:
        actions.publish(actor=viewer_of(request), page_id=row.id, now=timezone.now())
    except actions.IncompleteError:
        messages.warning(request, _("It is saved, but not public yet: something is missing. The page says what."))
    else:
        messages.success(request, _("It is public now."))


def _language(request: HttpRequest, row: PageRow) -> tuple[str, str]:
    """The language to edit, and the one that a new one is copied from ("" if it is there already)."""
    asked, like = request.GET.get("in", ""), request.GET.get("from", "")
    if asked in CODES and asked not in row.languages and like in row.languages:
        return asked, like
    return access.language_of(row, asked), ""


def _number(request: HttpRequest, name: str) -> int:
    written = request.POST.get(name, "")
    return int(written) if written.isdecimal() and len(written) < 10 else 0
