"""The audit: who did what in running the programme, and whether the record is whole."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.audit import actions, queries, sentences
from stemme.audit.asking import Wish, asked, groups_for, wish_from
from stemme.journal import chain_queries, fact_groups
from stemme.journal import queries as journal
from stemme.kit.tables import write_table
from stemme.people import roles
from stemme.people.gate import after_step_up, needs
from stemme.people.viewer import Viewer
from stemme.ui.responses import page_or_part

PAGE_SIZE = 50


def _groups(viewer: Viewer) -> tuple[str, ...]:
    return groups_for(viewer.may(roles.READ_WHOLE_AUDIT))


@needs(roles.READ_AUDIT)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what in running the programme, with filters, and whether the chain is unbroken."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    groups = _groups(viewer)
    wish = wish_from(request.GET.dict(), groups=groups)
    people = queries.actors(viewer.organisation_id, fact_groups.kinds_in(groups))
    if wish.person_id not in {person for person, _name in people}:
        wish = Wish(wish.group, None, wish.first, wish.last)
    actions.note_look(actor=viewer, person_id=wish.person_id, now=timezone.now())
    page = journal.audit_page(
        viewer.organisation_id,
        asked(wish, groups=groups, time_zone=viewer.time_zone),
        page=request.GET.get("page", 1),
        size=PAGE_SIZE,
    )
    query, last = urlencode(wish.fields), chain_queries.last_check(viewer.organisation_id)
    context = {
        "wish": wish,
        "groups": [(group, sentences.GROUP_NAMES[group]) for group in groups],
        "whole": groups == fact_groups.GROUPS,
        "people": people,
        "page": page,
        "lines": queries.lines(viewer.organisation_id, list(page.object_list)),
        "query": f"&{query}" if query else "",
        "head": chain_queries.head(viewer.organisation_id).hash.hex(),
        "check": last,
        "broken": queries.broken_words(last),
        "zone": viewer.time_zone,
    }
    return page_or_part(request, page="audit/audit.html", part="audit/_entries.html", context=context)


@needs(roles.READ_AUDIT)
@after_step_up
@require_POST
def entries(request: HttpRequest) -> HttpResponse:
    """What the filters show as a CSV file; taking it along is an entry itself."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    groups = _groups(viewer)
    wish = wish_from(request.POST.dict(), groups=groups)
    rows = actions.take_along(
        actor=viewer, asked=asked(wish, groups=groups, time_zone=viewer.time_zone), now=timezone.now()
    )
    names = queries.names_in(viewer.organisation_id, rows)
    header = [_("Number"), _("Time (UTC)"), _("Kind"), _("What happened"), _("Who"), _("Number of who did it")]
    table = [
        (
            str(row.id),
            row.happened_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            row.kind,
            sentences.sentence(row, names),
            names.person(row.actor_id),
            str(row.actor_id or ""),
        )
        for row in rows
    ]
    response = HttpResponse(write_table([header, *table]), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{viewer.organisation_slug}-audit.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@needs(roles.READ_AUDIT)
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Check the whole chain now."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    state = actions.check_chain(actor=viewer)
    if state.broken is None:
        messages.success(request, _("Checked: the record is unbroken."))
    response = HttpResponseRedirect(reverse("audit:audit"))
    response.status_code = 303
    return response
