"""The pack: what holds, whether the papers still say it, and what an owner does about it."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.audit import queries as audit
from stemme.council import access, actions, phrases, queries
from stemme.council.countries import country_of
from stemme.council.forms import ParticularsForm
from stemme.council.functions import LOCKED, OFF, ON
from stemme.council.papers import KINDS
from stemme.council.wording import FIELD_NAMES, basis_name, told
from stemme.journal import fact_groups
from stemme.journal.queries import Asked, audit_rows
from stemme.kit.languages import LANGUAGES
from stemme.people import roles
from stemme.people.gate import after_step_up, needs
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

#: So many of the latest decisions stand on the page.
_DECISIONS = 5


def viewer_of(request: HttpRequest) -> Viewer:
    """The person in front of the screen; the gate has seen to it that there is one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


@needs(roles.READ_SETTINGS)
@require_safe
def pack(request: HttpRequest) -> HttpResponse:
    """The papers for the works council, what is measured, and whether the newest edition still says what holds."""
    viewer = viewer_of(request)
    state = actions.notice_changes(organisation_id=viewer.organisation_id, now=timezone.now())
    held = state.held
    language = access.language_of(viewer, request.GET.get("in", ""))
    deciding = fact_groups.kinds_in((fact_groups.SETTINGS, fact_groups.MEASUREMENT))
    rows = audit_rows(viewer.organisation_id, Asked(deciding), limit=_DECISIONS)
    context: dict[str, Any] = {
        "state": state,
        "held": held,
        "different": [told(difference) for difference in state.different],
        "missing": [FIELD_NAMES[name] for name in actions.missing(held.about)],
        "editions": queries.editions(viewer.organisation_id),
        "kinds": KINDS,
        "language": language,
        "languages": LANGUAGES,
        "on": [(f.name(), f.what(), phrases.longest(f.kept), f.choice) for f in ON],
        "opened": phrases.opened(held),
        "locked": [f.name() for f in LOCKED if not held.opened(f.lock)],
        "off": [f.name() for f in OFF],
        "roles": phrases.who_may(held).rows,
        "decisions": audit.lines(viewer.organisation_id, rows),
        "country": country_of(held.about.country).name() if held.about.country else "",
        "basis": basis_name(held.about.basis) if held.about.basis else "",
        "outside": phrases.outside(held),
        "may_edit": viewer.may(roles.MANAGE_ORGANISATION),
        "zone": viewer.time_zone,
    }
    return render(request, "council/pack.html", context)


def _back(name: str, **values: Any) -> HttpResponse:
    return see_other(reverse(f"council:{name}", kwargs=values))


@needs(roles.MANAGE_ORGANISATION)
@require_http_methods(["GET", "HEAD", "POST"])
def particulars(request: HttpRequest) -> HttpResponse:
    """Write down who answers for the data, whom to ask, in which country, on which basis."""
    viewer, now = viewer_of(request), timezone.now()
    about = queries.about(viewer.organisation_id)
    sent = request.POST if request.method == "POST" else None
    form = ParticularsForm(sent, about=about, today=now.astimezone(ZoneInfo(viewer.time_zone)).date())
    if request.method == "POST" and form.is_valid():
        changed = actions.write_down(actor=viewer, about=form.about(), now=now)
        messages.success(request, _("Saved.") if changed else _("Nothing was different."))
        return _back("pack")
    context = {"form": form, "law": country_of(about.country).law() if about.country else ""}
    return render(request, "council/settings.html", context, status=422 if form.errors else 200)


@needs(roles.MANAGE_ORGANISATION)
@after_step_up
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Freeze all papers as they are now, as a new edition."""
    viewer = viewer_of(request)
    try:
        edition_id = actions.issue(actor=viewer, now=timezone.now())
    except actions.NotReadyError as error:
        names = ", ".join(str(FIELD_NAMES[name]) for name in error.missing)
        missing = _("Not issued. Still missing: %(names)s.") % {"names": names}
        messages.error(request, missing if names else _("Not issued: nothing is different from the newest edition."))
        return _back("pack")
    messages.success(request, _("The edition is issued. Now tell the employees and their representatives."))
    return _back("edition", edition_id=edition_id)
