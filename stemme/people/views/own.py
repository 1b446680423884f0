"""What a person sets for themselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.people import actions
from stemme.people.forms import LooksForm
from stemme.people.gate import for_employees, for_readers
from stemme.people.visits import end_visit
from stemme.ui.responses import see_other


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Language and look."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if request.method != "POST":
        form = LooksForm(initial={"language": viewer.language, "theme": viewer.theme})
        return render(request, "people/me.html", {"form": form})
    form = LooksForm(request.POST)
    if not form.is_valid():
        return render(request, "people/me.html", {"form": form}, status=422)
    actions.choose_looks(person_id=viewer.person_id, now=timezone.now(), **form.cleaned_data)
    with translation.override(form.cleaned_data["language"]):
        messages.success(request, _("Saved."))
    return see_other(reverse("people:me"))


@for_employees
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Leave, on all devices."""
    actions.sign_out_everywhere(person_id=request.viewer.person_id, now=timezone.now())  # type: ignore[attr-defined]
    end_visit(request)
    messages.info(request, _("You are signed out on all devices."))
    return see_other(reverse("people:sign_in"))
