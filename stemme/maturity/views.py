"""What people say about their place, and the open page on how it is found. The place itself stands on /growth/."""

from __future__ import annotations

from typing import TypeVar

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.maturity import actions, explaining, forms
from stemme.people.gate import for_employees, open_to_all
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

SomeForm = TypeVar("SomeForm", bound=django_forms.Form)


@require_POST
@for_employees
def answer(request: HttpRequest) -> HttpResponse:
    """Answers to the eight questions."""
    form = _valid(forms.AnswersForm(request.POST))
    actions.answer(actor=_viewer(request), answers=form.answers(), now=timezone.now())
    return _back(request, _("Your place is worked out anew. Only you see it."), "place")


@require_POST
@for_employees
def correct(request: HttpRequest) -> HttpResponse:
    """ "I am rather a …"; or back to what the map says."""
    form = _valid(forms.TypeForm(request.POST))
    actions.correct(actor=_viewer(request), type_key=form.cleaned_data["type"], now=timezone.now())
    return _back(request, _("Noted. Your own word weighs more than your answers."), "place")


@require_POST
@for_employees
def target(request: HttpRequest) -> HttpResponse:
    """As far as the person wants to go."""
    form = _valid(forms.TypeForm(request.POST))
    actions.set_target(actor=_viewer(request), type_key=form.cleaned_data["type"], now=timezone.now())
    return _back(request, _("Kept. No step will lead beyond it."), "self")


@require_POST
@for_employees
def off_map(request: HttpRequest) -> HttpResponse:
    """Off the company's map, or back on it."""
    form = _valid(forms.OnForm(request.POST))
    if form.wanted():
        actions.return_to_map(actor=_viewer(request), now=timezone.now())
        return _back(request, _("You are on the company’s map again, without a name."), "self")
    actions.leave_map(actor=_viewer(request), now=timezone.now())
    return _back(request, _("You are off the company’s map. Your own page goes on as before."), "self")


@require_POST
@for_employees
def by_stemme(request: HttpRequest) -> HttpResponse:
    """Let Stemme place the person by what they share here, or no longer."""
    form = _valid(forms.OnForm(request.POST))
    actions.let_stemme_place(actor=_viewer(request), wanted=form.wanted(), now=timezone.now())
    said = _("What you share here counts for your place now.") if form.wanted() else _("That counts no longer.")
    return _back(request, said, "place" if form.wanted() else "self")


@require_safe
@open_to_all
def how(request: HttpRequest) -> HttpResponse:
    """How a place is found, what it rests on, who sees it; the numbers come from the code."""
    return render(request, "maturity/how.html", {"told": explaining.told()})


def _viewer(request: HttpRequest) -> Viewer:
    found: Viewer = request.viewer  # type: ignore[attr-defined]
    return found


def _valid(form: SomeForm) -> SomeForm:
    """The form, if what was sent can have come from our page. Raises Http404."""
    if not form.is_valid():
        raise Http404
    return form


def _back(request: HttpRequest, said: str, part: str) -> HttpResponse:
    messages.success(request, said)
    return see_other(f"{reverse('growth:growth')}#{part}")
