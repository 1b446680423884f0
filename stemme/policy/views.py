"""Reading the guidelines, and publishing a new version of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stemme.kit.languages import LANGUAGES
from stemme.people import roles
from stemme.people.gate import for_readers, needs
from stemme.people.viewer import Viewer
from stemme.policy import access, actions, queries
from stemme.policy.changes import changes
from stemme.policy.expectations.queries import ExpectationRow, expectation_for
from stemme.policy.forms import GuidelinesForm, with_starter
from stemme.policy.queries import GuidelinesRow
from stemme.policy.texts import TextRow
from stemme.ui.responses import see_other


@require_safe
@for_readers
def guidelines(request: HttpRequest) -> HttpResponse:
    """What we say about work, and how: in the reader's language, or in the one asked for by ``?lang=``."""
    return guidelines_page(request)


def guidelines_page(request: HttpRequest, *, unticked: bool = False) -> HttpResponse:
    """The page. ``unticked``: "Yes, I have read it" was pressed without the tick; it says so, and is a 422."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    current = access.guidelines_of(viewer)
    context: dict[str, Any] = {"current": current, "may_edit": viewer.may(roles.MANAGE_ORGANISATION)}
    if current is not None:
        reading = queries.acknowledged(viewer.organisation_id, viewer.person_id)
        context |= _shown(current, viewer) | {
            "reading": reading,
            "read_on": viewer.today(reading.at) if reading.at else None,
            "unticked": unticked,
            "how_many": queries.how_many_read(viewer.organisation_id),
            "contacts": queries.contacts(viewer.organisation_id),
            "expectation": _expectation(viewer),
            **_news(current, reading, viewer),
        }
    return render(request, "policy/guidelines.html", context, status=422 if unticked else 200)


@require_safe
@for_readers
def one_version(request: HttpRequest, number: int) -> HttpResponse:
    """An earlier version, or this one, as it was published."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = access.version_for(viewer, number)
    earlier = queries.version_of(viewer.organisation_id, number - 1)
    context = {"current": found, **_shown(found, viewer), **_changes(earlier, found)}
    return render(request, "policy/version.html", context)


def _expectation(viewer: Viewer) -> ExpectationRow | None:
    """What is hoped for in the viewer's function; not for a visit by a mail's link, which may be forwarded."""
    if not viewer.full:
        return None
    return expectation_for(viewer.organisation_id, viewer.person_id, get_language() or "en")


def _shown(found: GuidelinesRow, viewer: Viewer) -> dict[str, Any]:
    """One version in the language of the page."""
    text = _text_of(found)
    others = [(code, name) for code, name in LANGUAGES if code in found.texts and code != text.language]
    return {"text": text, "others": others, "published_on": viewer.today(found.published_at)}


def _text_of(found: GuidelinesRow) -> TextRow:
    return found.text_for(get_language() or "en")


def _news(current: GuidelinesRow, reading: queries.Acknowledged, viewer: Viewer) -> dict[str, Any]:
    """What is new since the version the reader knows, else since the one before."""
    known = reading.version if reading.version and reading.version < current.version else current.version - 1
    return _changes(queries.version_of(viewer.organisation_id, known), current)


def _changes(before: GuidelinesRow | None, after: GuidelinesRow) -> dict[str, Any]:
    """``news`` and the number of the version they are compared with; nothing where it was not told in the language."""
    text = _text_of(after)
    if before is None or text.language not in before.texts:
        return {"news": [], "news_since": 0}
    return {"news": changes(before.texts[text.language], text), "news_since": before.version}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.MANAGE_ORGANISATION)
def edit(request: HttpRequest) -> HttpResponse:
    """Write a new version, beginning with the words of the current one or with ours."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    current = access.guidelines_of(viewer)
    if request.method != "POST":
        return _edit_page(request, GuidelinesForm(current=current, first=viewer.language))
    if begin := request.POST.get("begin"):
        form = GuidelinesForm(None, current=current, first=viewer.language)
        form.initial = {**form.initial, **with_starter(request.POST, begin).dict()}
        form.initial["before_sharing"] = "before_sharing" in request.POST
        return _edit_page(request, form, begun=begin)
    form = GuidelinesForm(request.POST, current=current, first=viewer.language)
    if not form.is_valid():
        return _edit_page(request, form, status=422)
    if "preview" in request.POST:
        return _edit_page(request, form, preview=form.texts())
    return _publish(request, form)


def _publish(request: HttpRequest, form: GuidelinesForm) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    data = form.cleaned_data
    try:
        version = actions.publish(
            actor=viewer,
            organisation_id=viewer.organisation_id,
            texts=form.texts(),
            now=timezone.now(),
            asks_again=data.get("change") != "small",
            made_with=data["made_with"],
            before_sharing=data["before_sharing"],
            after=data["after"],
        )
    except actions.WrittenMeanwhileError:
        newest = access.guidelines_of(viewer)
        again = GuidelinesForm(None, current=newest, first=viewer.language)
        again.initial = {**again.initial, **request.POST.dict()}
        again.initial["before_sharing"] = data["before_sharing"]
        again.initial["after"] = newest.version if newest else 0
        return _edit_page(request, again, meanwhile=True, status=409)
    messages.success(request, _("Version %(n)d is published.") % {"n": version})
    return see_other(reverse("policy:guidelines"))


def _edit_page(
    request: HttpRequest,
    form: GuidelinesForm,
    *,
    preview: list[TextRow] | None = None,
    begun: str = "",
    meanwhile: bool = False,
    status: int = 200,
) -> HttpResponse:
    """``begun``: which language or section was just filled with our words. ``meanwhile``: another one was published."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    current = form.current
    context = {
        "form": form,
        "current": current,
        "published_on": viewer.today(current.published_at) if current else None,
        "preview": preview,
        "begun": begun,
        "meanwhile": meanwhile,
    }
    return render(request, "policy/edit.html", context, status=status)
