"""What is hoped for in functions: the list, a function's page, its paragraphs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.kit.languages import LANGUAGES, OWN_NAMES
from stemme.people.gate import needs
from stemme.people.roles import LEAD_PROGRAMME
from stemme.people.viewer import Viewer
from stemme.policy.contact_queries import contacts
from stemme.policy.expectations import actions, function_queries, starters
from stemme.policy.expectations.access import function_to_change
from stemme.policy.expectations.forms import FunctionForm
from stemme.policy.expectations.function_queries import FunctionDetail
from stemme.policy.expectations.paragraphs import About, for_job_description, for_onboarding
from stemme.policy.expectations.queries import expectation_of
from stemme.policy.queries import current
from stemme.ui.responses import see_other


@require_safe
@needs(LEAD_PROGRAMME)
def functions(request: HttpRequest) -> HttpResponse:
    """All functions, titles that belong to none, and our own words to begin with."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = function_queries.functions(viewer.organisation_id)
    rows = [(row, [(code, OWN_NAMES[code]) for code in row.languages]) for row in found.rows]
    offered = [key for key in starters.KEYS if key != starters.EVERYBODY or not found.for_everybody]
    beginnings = [(key, starters.starter_name(key, viewer.language)) for key in offered]
    return render(request, "policy/functions.html", {"found": found, "rows": rows, "beginnings": beginnings})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(LEAD_PROGRAMME)
def new_function(request: HttpRequest) -> HttpResponse:
    """Write down a function that has nothing yet, from our words (``?starter=``) or from nothing."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = _form(request, viewer, _blank(request.GET.get("starter", ""), viewer))
    if request.method == "POST" and form.is_valid():
        try:
            function_id = actions.make_function(
                actor=viewer, organisation_id=viewer.organisation_id, choice=form.choice(), now=timezone.now()
            )
        except actions.FunctionError as error:
            _say_why(form, error)
        else:
            messages.success(request, _("Saved. Colleagues of this function see it at once."))
            return see_other(reverse("policy:function", args=[function_id]))
    return render(request, "policy/function.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(LEAD_PROGRAMME)
def function(request: HttpRequest, function_id: int) -> HttpResponse:
    """One function: its words by language, its titles, the working time given for it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = function_to_change(viewer, function_id)
    form = _form(request, viewer, row)
    context: dict[str, Any] = {"form": form, "function": row}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_function(
                actor=viewer,
                function_id=row.id,
                choice=form.choice(),
                seen_version=form.cleaned_data["seen"] or 0,
                now=timezone.now(),
            )
        except actions.FunctionError as error:
            if error.reason == "changed":
                context |= {"theirs": form.meet(row), "function": function_to_change(viewer, function_id)}
            _say_why(form, error)
        else:
            messages.success(request, _("Saved. Colleagues of this function see what is new."))
            return see_other(reverse("policy:function", args=[row.id]))
    return render(request, "policy/function.html", context, status=422 if form.errors else 200)


@require_POST
@needs(LEAD_PROGRAMME)
def archive_function(request: HttpRequest, function_id: int) -> HttpResponse:
    """Put a function away."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = function_to_change(viewer, function_id)
    actions.archive_function(actor=viewer, function_id=row.id, now=timezone.now())
    messages.success(request, _("“%(name)s” is put away. Its titles are free.") % {"name": row.name})
    return see_other(reverse("policy:functions"))


@require_safe
@needs(LEAD_PROGRAMME)
def paragraphs(request: HttpRequest, function_id: int) -> HttpResponse:
    """A paragraph for the job description and one for onboarding, in one language, to copy and to print."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = function_to_change(viewer, function_id)
    wanted = request.GET.get("in", viewer.language)
    words = expectation_of(viewer.organisation_id, row.id, wanted, now=timezone.now())
    if words is None:
        raise Http404
    guidelines = current(viewer.organisation_id)
    named = [f"{who.name} ({who.about})" if who.about else who.name for who in contacts(viewer.organisation_id)]
    about = About(viewer.organisation_name, guidelines.version if guidelines else None, named)
    context = {
        "function": row,
        "words": words,
        "languages": [language for language in LANGUAGES if language[0] in row.texts],
        "job": for_job_description(words, about),
        "onboarding": for_onboarding(words, about),
    }
    return render(request, "policy/paragraphs.html", context)


def _form(request: HttpRequest, viewer: Viewer, row: FunctionDetail) -> FunctionForm:
    titles = function_queries.titles_to_choose(viewer.organisation_id, row.titles)
    return FunctionForm(
        request.POST if request.method == "POST" else None, initial=row, titles=titles, first=viewer.language
    )


def _blank(key: str, viewer: Viewer) -> FunctionDetail:
    """A function that is not there yet, with our words if ``key`` names one of ours."""
    known = key in starters.KEYS
    return FunctionDetail(
        id=0,
        name=starters.starter_name(key, viewer.language) if known else "",
        everybody=key == starters.EVERYBODY,
        version=0,
        changed_at=timezone.now(),
        minutes_a_week=0,
        texts=starters.starter(key) if known else {},
        titles=frozenset(),
    )


def _say_why(form: FunctionForm, error: actions.FunctionError) -> None:
    if error.reason == "title":
        told = _("“%(title)s” belongs to another function. Take it away there first.")
        form.add_error("more_titles", told % {"title": error.title})
    elif error.reason == "taken":
        form.add_error("name", _("There is a function of this name, or one for everybody, already."))
    elif error.reason == "changed":
        form.add_error(None, _("Somebody else saved meanwhile. Nothing is lost: your words stand in the form."))
    else:
        raise Http404
