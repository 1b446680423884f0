"""The page behind a link: for whoever has it, without a session and without a cookie. Looking changes nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from stemme.kit import form_token
from stemme.kit.languages import CODES
from stemme.people.gate import open_to_all
from stemme.people.visits import pressed_by_a_program
from stemme.readiness import actions, wording
from stemme.readiness.asked_queries import Sheet, sheet_of
from stemme.readiness.forms import AnswerForm
from stemme.ui.responses import see_other


@csrf_exempt  # The page sets no cookie, so there is none to compare with; its address is a secret, the form has a mark.
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer, or change what one said, until the round is closed."""
    now = timezone.now()
    sheet = sheet_of(token, now=now)
    if sheet is None:
        return _kept_nowhere(render(request, "readiness/over.html", status=410))
    language = request.GET.get("lang", "")
    if language not in CODES:
        translation.activate(sheet.language)
        request.LANGUAGE_CODE = get_language()
    posted = request.method == "POST"
    form = AnswerForm(request.POST if posted else None, initial=AnswerForm.initial_of(sheet.answers, named=sheet.named))
    if posted and _sent_from_here(request, form, token) and form.is_valid() and not pressed_by_a_program(request):
        try:
            actions.answer(token=token, answers=form.answers(), named=form.cleaned_data["named"], now=now)
        except actions.RoundOverError:
            return _kept_nowhere(render(request, "readiness/over.html", status=410))
        chosen = f"&lang={language}" if language in CODES else ""
        return _kept_nowhere(see_other(f"{reverse('readiness:answer', args=[token])}?kept=1{chosen}"))
    return _kept_nowhere(_page(request, sheet, form, token, status=422 if posted else 200))


def _page(request: HttpRequest, sheet: Sheet, form: AnswerForm, token: str, *, status: int) -> HttpResponse:
    context = {
        "sheet": sheet,
        "role": wording.role_name(sheet.role),
        "form": form,
        "mark": form_token.new(token),
        "kept": sheet.answered and status == 200 and "kept" in request.GET,
    }
    return render(request, "readiness/answer.html", context, status=status)


def _sent_from_here(request: HttpRequest, form: AnswerForm, token: str) -> bool:
    """Whether the form is ours and not too old; else it says so and keeps what was chosen."""
    if form_token.holds(request.POST.get("mark", ""), page=token):
        return True
    form.add_error(None, _("The page lay open for long. Please press the button once more."))
    return False


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """Answers stand on the page: not even the browser keeps it."""
    response.headers["Cache-Control"] = "no-store"
    return response
