"""Whom to ask in the open round: by mail, or by a link that is handed over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.roles import LEAD_PROGRAMME
from stemme.people.viewer import Viewer
from stemme.readiness import access, actions, asked_queries, jobs, wording
from stemme.readiness.forms import LinkForm, MailForm
from stemme.ui.responses import see_other


@require_safe
@needs(LEAD_PROGRAMME)
def voices(request: HttpRequest) -> HttpResponse:
    """Who is asked, and who has answered: never what."""
    return _voices(request)


@require_POST
@needs(LEAD_PROGRAMME)
def by_mail(request: HttpRequest) -> HttpResponse:
    """Ask a colleague by mail."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.open_round_of(viewer)
    form = MailForm(request.POST, viewer=viewer, auto_id="mail_%s")
    if not form.is_valid():
        return _voices(request, mail=form)
    chosen = form.cleaned_data
    try:
        rater = actions.ask_person(actor=viewer, role=chosen["role"], person_id=chosen["email"], now=timezone.now())
    except actions.AskedAlreadyError:
        form.add_error("email", _("This colleague is asked already. You can write again below."))
        return _voices(request, mail=form)
    except actions.RoundFullError:
        return _full(request)
    except actions.RoundOverError:
        return _over(request)
    jobs.send_invitation.enqueue(viewer.organisation_id, rater)
    messages.success(request, _("The letter is on its way."))
    return see_other(reverse("readiness:voices"))


@require_POST
@needs(LEAD_PROGRAMME)
def by_link(request: HttpRequest) -> HttpResponse:
    """A link for somebody in a role; shown this once."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.open_round_of(viewer)
    form = LinkForm(request.POST, auto_id="link_%s")
    if not form.is_valid():
        return _voices(request, link=form)
    chosen = form.cleaned_data
    try:
        token = actions.make_link(actor=viewer, role=chosen["role"], language=chosen["language"], now=timezone.now())
    except actions.RoundFullError:
        return _full(request)
    except actions.RoundOverError:
        return _over(request)
    return _shown_once(request, chosen["role"], token)


@require_POST
@needs(LEAD_PROGRAMME)
def again(request: HttpRequest, rater_id: int) -> HttpResponse:
    """Write once more, or show another link; the one before stops working."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rater = access.rater_of(viewer, rater_id)
    if rater.answered:
        messages.info(request, _("This voice has answered by now."))
        return see_other(reverse("readiness:voices"))
    if rater.by_mail:
        jobs.send_invitation.enqueue(viewer.organisation_id, rater.id)
        messages.success(request, _("The letter is on its way."))
        return see_other(reverse("readiness:voices"))
    token = actions.new_link(organisation_id=viewer.organisation_id, rater_id=rater.id, now=timezone.now())
    return _shown_once(request, rater.role, token) if token else _over(request)


@require_POST
@needs(LEAD_PROGRAMME)
def take_back(request: HttpRequest, rater_id: int) -> HttpResponse:
    """The link works no more, as long as nobody has answered by it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rater = access.rater_of(viewer, rater_id)
    if actions.take_back(actor=viewer, rater_id=rater.id, now=timezone.now()):
        messages.success(request, _("Taken back. The link works no more."))
    else:
        messages.info(request, _("This voice has answered by now."))
    return see_other(reverse("readiness:voices"))


def _voices(request: HttpRequest, *, mail: MailForm | None = None, link: LinkForm | None = None) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    here = access.open_round_of(viewer)
    rows = asked_queries.asked(here.id)
    context: dict[str, Any] = {
        "round": here,
        "rows": [(row, wording.role_name(row.role)) for row in rows],
        "over": here.closes_on < viewer.today(timezone.now()),
        "mail": mail or MailForm(viewer=viewer, auto_id="mail_%s"),
        "link": link or LinkForm(initial={"language": viewer.language}, auto_id="link_%s"),
    }
    return render(request, "readiness/voices.html", context, status=422 if mail or link else 200)


def _shown_once(request: HttpRequest, role: str, token: str) -> HttpResponse:
    """The link, for this once: not even the browser keeps the page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    address = f"{people.organisation(viewer.organisation_id).page_url}{reverse('readiness:answer', args=[token])}"
    response = render(request, "readiness/link.html", {"role": wording.role_name(role), "address": address})
    response.headers["Cache-Control"] = "no-store"
    return response


def _over(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("The last day to answer is over."))
    return see_other(reverse("readiness:readiness"))


def _full(request: HttpRequest) -> HttpResponse:
    text = _("A round asks %(number)d people at most. Take an unanswered invitation back first.")
    messages.error(request, text % {"number": actions.MOST_RATERS})
    return see_other(reverse("readiness:voices"))
