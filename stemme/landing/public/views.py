"""What visitors open: a landing page, its form, what is stored of it. No cookie, no session, no third party."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.landing.leads.actions import leave
from stemme.landing.leads.asking_actions import queue_mail
from stemme.landing.leads.lead_errors import FormClosedError
from stemme.landing.page_queries import PublicPage, public_page
from stemme.landing.public import limits
from stemme.landing.public.forms import LeadForm
from stemme.landing.public.languages import chosen_language
from stemme.landing.public.showing import render_page
from stemme.landing.step_actions import note_step
from stemme.links.click_ids import PARAMETER
from stemme.links.hits import HUMAN, Hit, classify, fetches_ahead
from stemme.people.actions.limits import take
from stemme.people.gate import open_to_all
from stemme.people.visits import network, pressed_by_a_program
from stemme.ui.responses import see_other

#: A click id is shorter; what is longer is none.
_LONGEST_CLICK = 64


@gzip_page  # Nothing secret stands on it, so its size tells nobody anything.
@csrf_exempt  # The page sets no cookie, so there is none to compare with; the form carries a signed mark (T-35).
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the page, or leave one's name."""
    now = timezone.now()
    found = _found(request, slug, now)
    if request.method == "POST":
        return _sent(request, found, now)
    click = _click(request.GET.get(PARAMETER, ""))
    if click and by_a_person(request):
        _note(found, "seen", click, now)
    return render_page(request, found, click=click)


@gzip_page
@open_to_all
@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Look into your mail: the same words for everybody who sent the form."""
    return render_page(request, _found(request, slug, timezone.now()), step="asked")


@gzip_page
@open_to_all
@require_safe
def privacy(request: HttpRequest, slug: str) -> HttpResponse:
    """What is stored of somebody who leaves their name, for how long, and how they take it back."""
    return render_page(request, _found(request, slug, timezone.now()), step="privacy")


@csrf_exempt  # As above. It carries nothing but the click id that stands in the page's own address.
@open_to_all
@require_POST
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """The page was read for five seconds, says its script. Always 204: nobody learns whether a click id is genuine."""
    now = timezone.now()
    click = _click(request.GET.get(PARAMETER, ""))
    real = click and sent_from_here(request) and by_a_person(request)
    if real and take(limits.STEPS_BY_NETWORK, network(request), now=now):
        _note(_found(request, slug, now), "stayed", click, now)
    return HttpResponse(status=204)


def sent_from_here(request: HttpRequest) -> bool:
    """Whether a page of ours asked for this: browsers say where a form stood (T-35)."""
    origin = request.headers.get("Origin")
    ours = {urlsplit(settings.PUBLIC_URL).netloc, request.get_host()}
    return origin is None or urlsplit(origin).netloc in ours


def by_a_person(request: HttpRequest) -> bool:
    """As far as one can tell: no program by its own name, nothing fetched ahead. The same rules as for links."""
    headers = {name.lower().encode(): value.encode("latin-1", "replace") for name, value in request.headers.items()}
    method = "GET" if request.method == "POST" else str(request.method)
    agent = request.headers.get("User-Agent", "")
    return classify(Hit(method, agent, fetches_ahead(headers))).hit == HUMAN


def _sent(request: HttpRequest, found: PublicPage, now: dt.datetime) -> HttpResponse:
    if not sent_from_here(request):
        return render(request, "ui/errors/403.html", status=403)
    if int(request.META.get("CONTENT_LENGTH") or 0) > limits.LARGEST_FORM:
        return render_page(request, found, status=413)
    if not found.with_form:
        raise Http404
    with translation.override(found.language):
        form = LeadForm(request.POST, page=found)
        valid = form.is_valid()
    if form.by_a_program or pressed_by_a_program(request):
        return _thanked(found)
    click = _click(request.POST.get(PARAMETER, ""))
    if not valid:
        return render_page(request, found, form=form, click=click, status=422)
    if not take(limits.BY_NETWORK, network(request), now=now):
        answer = render_page(request, found, step="too_many", status=429)
        answer.headers["Retry-After"] = "3600"
        return answer
    _keep(found, form, click, now)
    return _thanked(found)


def _keep(found: PublicPage, form: LeadForm, click: str, now: dt.datetime) -> None:
    """Keep what was left, and ask by mail. An address that was written to too often gets no more; nobody is told."""
    given = form.cleaned_data
    if found.consent is None or not take(limits.BY_ADDRESS, f"{found.page_id} {given['email']}", now=now):
        return
    try:
        with transaction.atomic():
            leave(
                page=found, language=found.language, name=given["name"], email=given["email"], answers=form.answers,
                consent_id=found.consent.id, tell_colleague=given.get("colleague", False),
                click_ids=[click] if click else [], now=now,
            )  # fmt: skip
            queue_mail(page_id=found.page_id, email=given["email"], organisation_id=found.organisation_id, now=now)
    except FormClosedError:  # Withdrawn in between.
        raise Http404 from None
    _note(found, "form", click, now)


def _thanked(found: PublicPage) -> HttpResponse:
    return see_other(f"{reverse('landing:asked', args=[found.slug])}?in={found.language}")


def _found(request: HttpRequest, slug: str, now: dt.datetime) -> PublicPage:
    """The published page in the visitor's language. Raises Http404."""
    found = public_page(slug, request.GET.get("in", ""), now=now)
    language = chosen_language(request, found.languages) if found else ""
    if found is not None and language != found.language:
        found = public_page(slug, language, now=now)
    if found is None:
        raise Http404
    return found


def _click(written: str) -> str:
    """A click id as it came, if it can be one."""
    return written if len(written) <= _LONGEST_CLICK and written.isascii() else ""


def _note(found: PublicPage, what: str, click: str, now: dt.datetime) -> None:
    clicks = [click] if click else []
    note_step(organisation_id=found.organisation_id, page_id=found.page_id, step=what, click_ids=clicks, now=now)
