"""Reading one's own export on one's own device, and sending the numbers of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.archives.forms import NetworkForm, NumbersForm
from stemme.archives.networks import BY_KEY, NETWORKS, Network
from stemme.archives.queries import handed_in
from stemme.archives.wording import by_hand, steps_for
from stemme.maturity.actions import forget_counts, keep_counts
from stemme.people.gate import for_employees
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@for_employees
def start(request: HttpRequest) -> HttpResponse:
    """Get the file from a network, have it counted on this device, look at the numbers, send those one wants."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    network = BY_KEY.get(request.GET.get("network", ""), NETWORKS[0])
    sent = request.POST if request.method == "POST" else None
    form = NumbersForm(sent, network=network, today=viewer.today(now))
    if request.method == "POST" and form.is_valid():
        keep_counts(actor=viewer, source=network.key, counts=form.counts(), until=form.cleaned_data["until"], now=now)
        messages.success(
            request, _("Your numbers from %(network)s are in. Only you see them.") % {"network": network.name}
        )
        return see_other(reverse("growth:growth"))
    status = 422 if request.method == "POST" else 200
    return render(request, "archives/start.html", _context(viewer, network, form), status=status)


def _context(viewer: Viewer, network: Network, form: NumbersForm) -> dict[str, Any]:
    return {
        "networks": NETWORKS,
        "network": network,
        "steps": steps_for(network),
        "by_hand": by_hand(network),
        "form": form,
        "handed": handed_in(viewer.organisation_id, viewer.person_id),
    }


@require_POST
@for_employees
def forget(request: HttpRequest) -> HttpResponse:
    """Delete the numbers of one network."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = NetworkForm(request.POST)
    if not form.is_valid():
        raise Http404
    network = BY_KEY[form.cleaned_data["network"]]
    forget_counts(actor=viewer, source=network.key)
    messages.success(request, _("Your numbers from %(network)s are deleted.") % {"network": network.name})
    return see_other(f"{reverse('archives:start')}?network={network.key}")
