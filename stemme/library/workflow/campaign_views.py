"""Campaigns: making, renaming, dates, putting away, and the stories in them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.library.workflow import access, campaign_actions, campaign_queries
from stemme.library.workflow.forms import CampaignForm
from stemme.people.gate import needs
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
def campaigns(request: HttpRequest) -> HttpResponse:
    """All campaigns, and a new one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = CampaignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = campaign_actions.make_campaign(actor=viewer, now=timezone.now(), **form.cleaned_data)
        except campaign_actions.CampaignNameTakenError:
            form.add_error("name", _("There is a campaign of this name already."))
        else:
            messages.success(request, _("The campaign is there. Choose it on the page of a story."))
            return see_other(reverse("library:campaign", args=[made]))
    rows = campaign_queries.campaigns(viewer.organisation_id, own=viewer.streams_for(WRITE_STORIES))
    context = {
        "rows": rows,
        "form": form,
        "today": viewer.today(timezone.now()),
    }
    return render(request, "library/campaigns.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
def campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """One campaign: its name and days, and those of its stories that the viewer may edit."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    row = access.campaign_to_change(viewer, campaign_id)
    initial = {"name": row.name, "first_day": row.first_day, "last_day": row.last_day}
    form = CampaignForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            campaign_actions.change_campaign(actor=viewer, campaign_id=row.id, now=now, **form.cleaned_data)
        except campaign_actions.CampaignNameTakenError:
            form.add_error("name", _("There is a campaign of this name already."))
        else:
            messages.success(request, _("Saved."))
            return see_other(reverse("library:campaign", args=[row.id]))
    own = viewer.streams_for(WRITE_STORIES)
    stories = campaign_queries.stories_of(viewer.organisation_id, row.id, now=now, own=own)
    context = {"row": row, "form": form, "stories": stories}
    return render(request, "library/campaign.html", context, status=422 if form.errors else 200)


@require_POST
@needs(WRITE_STORIES)
def put_away(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Put a campaign away, or with ``away=0`` back."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = access.campaign_to_change(viewer, campaign_id)
    away = request.POST.get("away") != "0"
    campaign_actions.put_away_campaign(actor=viewer, campaign_id=row.id, away=away, now=timezone.now())
    messages.success(request, _("It is put away.") if away else _("It is back."))
    return see_other(reverse("library:campaign", args=[row.id]))
