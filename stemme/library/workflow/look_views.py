"""A look at a story by a colleague: asking for it, reading, answering."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stemme.kit.languages import OWN_NAMES
from stemme.library import queries as library
from stemme.library.actions import StoryError
from stemme.library.studio_queries import StoryDraft
from stemme.library.wording import audience_in_words, problem
from stemme.library.workflow import access, desk_queries, letter_jobs, review_actions
from stemme.library.workflow.desk_queries import LookRow
from stemme.library.workflow.forms import AnswerForm, AskForm
from stemme.people import queries as people
from stemme.people import role_queries
from stemme.people.gate import for_employees
from stemme.people.office_time import in_office_time
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@for_employees
@in_office_time
def look(request: HttpRequest, story_id: int) -> HttpResponse:
    """A story as readers will see it, for those who may edit it or were asked. ``do``: ask, answer or take_back."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    draft = access.story_to_look_at(viewer, story_id, now=now)
    edits = access.may_edit(viewer, draft)
    rows = desk_queries.looks(viewer.organisation_id, story_id)
    waiting = next((row for row in rows if row.open), None)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    asking = AskForm(request.POST if do == "ask" else None, colleagues=_colleagues(viewer, draft)) if edits else None
    answering = AnswerForm(request.POST if do == "answer" else None, initial={"revision": draft.revision})
    if do and _done(request, draft, asking, answering, now):
        return see_other(reverse("library:look", args=[story_id]))
    context = _context(viewer, draft, waiting, now) | {
        "edits": edits,
        "answered": [row for row in rows if not row.open and (edits or row.answered_by_id == viewer.person_id)],
        "asking": asking,
        "answering": answering if waiting and _may_answer(viewer, draft, waiting) else None,
    }
    return render(request, "library/look.html", context, status=422 if do else 200)


def _done(
    request: HttpRequest, draft: StoryDraft, asking: AskForm | None, answering: AnswerForm, now: dt.datetime
) -> bool:
    """Do what the button says; False when a form says what is wrong."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    do = request.POST.get("do")
    try:
        if do == "answer":
            return _answered(request, draft, answering, now)
        if asking is None:
            return False
        if do == "take_back":
            review_actions.take_back(actor=viewer, story_id=draft.id, now=now)
            messages.success(request, _("Nobody is asked any more."))
            return True
        return _asked(request, draft, asking, now)
    except StoryError as error:
        messages.error(request, problem(error.reason))
        return True


def _asked(request: HttpRequest, draft: StoryDraft, form: AskForm, now: dt.datetime) -> bool:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not form.is_valid():
        return False
    wanted = int(form.cleaned_data["who"]) if form.cleaned_data["who"] else None
    field = "who"
    if address := form.cleaned_data["address"]:
        field, wanted = "address", people.person_by_address(viewer.organisation_slug, address) or 0
    try:
        with transaction.atomic():
            note = form.cleaned_data["note"]
            asked = review_actions.ask(actor=viewer, story_id=draft.id, wanted_id=wanted, note=note, now=now)
            letter_jobs.tell_asked.enqueue(organisation_id=viewer.organisation_id, look_id=asked)
    except review_actions.LookError as error:
        form.add_error(field, _PROBLEMS[error.reason]())
        return False
    messages.success(request, _("Asked. You get a mail with the answer."))
    return True


def _answered(request: HttpRequest, draft: StoryDraft, form: AnswerForm, now: dt.datetime) -> bool:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not form.is_valid():
        return False
    values = form.cleaned_data
    try:
        with transaction.atomic():
            answered = review_actions.answer(
                actor=viewer,
                story_id=draft.id,
                verdict=values["verdict"],
                answer=values["answer"],
                revision=values["revision"],
                now=now,
            )
            letter_jobs.tell_answer.enqueue(organisation_id=viewer.organisation_id, look_id=answered)
    except review_actions.LookError as error:
        form.add_error(None, _PROBLEMS[error.reason]())
        again = request.POST.copy()
        again["revision"] = str(draft.revision)
        form.data = again
        return False
    messages.success(request, _("Thank you. Who asked gets your answer by mail."))
    return True


_PROBLEMS = {
    "self": lambda: _("This is you. Somebody else should look."),
    "unknown": lambda: _("We know nobody with this address."),
    "own": lambda: _("You saved or asked for this yourself. Somebody else should look."),
    "closed": lambda: _("Nobody waits for this answer any more."),
    "changed": lambda: _("The story was saved while you read. Please look at it once more; here it is as it is now."),
    "words": lambda: _("Please say what should change."),
}


def _may_answer(viewer: Viewer, draft: StoryDraft, waiting: LookRow) -> bool:
    asked = waiting.wanted_id == viewer.person_id or access.may_edit(viewer, draft)
    return asked and waiting.asked_by_id != viewer.person_id


def _colleagues(viewer: Viewer, draft: StoryDraft) -> list[tuple[int, str]]:
    writers = role_queries.writers(viewer.organisation_id, draft.content.stream_id)
    return [(writer.person_id, writer.name) for writer in writers if writer.person_id != viewer.person_id]


def _context(viewer: Viewer, draft: StoryDraft, waiting: LookRow | None, now: dt.datetime) -> dict[str, Any]:
    page = library.story(viewer.organisation_id, draft.id, now=now)
    bodies = page.bodies if page else {}
    codes = sorted(draft.content.texts, key=lambda code: (code != draft.content.language, code))
    return {
        "draft": draft,
        "waiting": waiting,
        "readings": [
            {
                "code": code,
                "name": OWN_NAMES.get(code, code),
                "words": draft.content.texts[code],
                "body": bodies.get(code, ""),
                "share_texts": [text for text in draft.content.share_texts if text.language == code],
            }
            for code in codes
        ],
        "audience_words": audience_in_words(draft.content.audience, people.team_names(viewer.organisation_id)),
        "viewer_id": viewer.person_id,
    }
