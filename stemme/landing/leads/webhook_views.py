"""/landing/webhooks/: where confirmed leads are sent."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.landing.leads import webhook_actions, webhook_queries
from stemme.landing.leads.forms import WebhookForm
from stemme.landing.leads.wording import why
from stemme.people.actions import take
from stemme.people.buckets import Limit
from stemme.people.gate import after_step_up, needs, viewer_of
from stemme.people.office_time import in_office_time
from stemme.people.roles import MANAGE_ORGANISATION
from stemme.ui.responses import see_other

#: Each try asks a foreign host on somebody's behalf.
_TRIES = Limit("lead-webhooks", 30, dt.timedelta(hours=1))


@require_safe
@needs(MANAGE_ORGANISATION)
@in_office_time
def webhooks(request: HttpRequest) -> HttpResponse:
    """The webhooks, and a new one."""
    return _page(request)


@require_POST
@needs(MANAGE_ORGANISATION)
@after_step_up
@in_office_time
def make(request: HttpRequest) -> HttpResponse:
    """Make a webhook. Its secret stands on the answer and nowhere else: so that is a page and no way to one."""
    viewer = viewer_of(request)
    form = WebhookForm(request.POST, pages=webhook_queries.pages_to_choose(viewer.organisation_id))
    if form.is_valid():
        url, page_id = form.cleaned_data["url"], form.cleaned_data["page"]
        try:
            made = webhook_actions.make(actor=viewer, url=url, page_id=page_id, now=timezone.now())
        except webhook_actions.WebhookError:
            form.add_error(None, _("There are too many webhooks already. End one first."))
        else:
            return _page(request, made=made)
    return _page(request, form=form)


@require_POST
@needs(MANAGE_ORGANISATION)
def end(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """End a webhook."""
    viewer, now = viewer_of(request), timezone.now()
    ended = webhook_actions.end(
        organisation_id=viewer.organisation_id, webhook_id=webhook_id, actor_id=viewer.person_id, now=now
    )
    if not ended:
        raise Http404
    messages.success(request, _("The webhook has ended. Nothing is sent there any more."))
    return see_other(reverse("landing:webhooks"))


@require_POST
@needs(MANAGE_ORGANISATION)
def test(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Send an invented lead, and say what the other side answered."""
    viewer, now = viewer_of(request), timezone.now()
    if not take(_TRIES, str(viewer.organisation_id), now=now):
        messages.error(request, _("That was often. Try again in a while."))
        return see_other(reverse("landing:webhooks"))
    answer = webhook_actions.send_test(organisation_id=viewer.organisation_id, webhook_id=webhook_id, now=now)
    if answer is None:
        raise Http404
    if answer.taken:
        messages.success(request, _("The test was taken (%(answer)s).") % {"answer": answer.words})
    else:
        refused = _("The test was not taken.")
        messages.error(request, f"{refused} {why(answer.words)}")
    return see_other(reverse("landing:webhooks"))


def _page(
    request: HttpRequest, *, form: WebhookForm | None = None, made: webhook_actions.MadeWebhook | None = None
) -> HttpResponse:
    ours = viewer_of(request).organisation_id
    rows = webhook_queries.webhooks(ours)
    context = {
        "rows": [(row, why(row.answer)) for row in rows],
        "form": form or WebhookForm(pages=webhook_queries.pages_to_choose(ours)),
        "made": made,
    }
    return render(request, "landing/leads/webhooks.html", context, status=422 if form else 200)
