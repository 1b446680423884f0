"""Who may do what: the list of roles, giving one, taking one away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.people import actions, list_queries, queries, role_queries, role_wording, roles
from stemme.people.access import colleague_to_give, grant_to_take
from stemme.people.gate import after_step_up, needs
from stemme.people.list_filters import Filters
from stemme.people.models import Person
from stemme.people.role_form import GrantForm
from stemme.people.stream_names import stream_names
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@needs(roles.GRANT_ROLES)
@require_safe
def role_list(request: HttpRequest) -> HttpResponse:
    """Who may do what, where, since when and by whom."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    context = {
        "grants": [(row, role_wording.role_name(row.role)) for row in role_queries.grants(viewer)],
        "explained": role_wording.explained(),
        "own_teams_only": viewer.teams_for(roles.GRANT_ROLES) is not None,
        "decides": viewer.may(roles.MANAGE_ORGANISATION),
        "need_strong": queries.organisation(viewer.organisation_id).roles_need_strong,
    }
    return render(request, "people/roles.html", context)


@needs(roles.MANAGE_ORGANISATION)
@require_POST
@after_step_up
def role_sign_in(request: HttpRequest) -> HttpResponse:
    """Whether what roles allow needs more than a mail. Only somebody who has more themselves can ask for it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    needed = request.POST.get("needed") == "yes"
    if needed and not viewer.strong:
        messages.error(request, _("Add a passkey for yourself first: otherwise this would shut you out."))
    elif actions.set_roles_need_strong(actor=viewer, needed=needed, now=timezone.now()):
        messages.success(request, _("Saved."))
    return see_other(reverse("people:roles"))


@needs(roles.GRANT_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
@after_step_up
def role_grant(request: HttpRequest) -> HttpResponse:
    """Give a colleague a role: first find them, then choose what and where."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    chosen = request.POST.get("person") or request.GET.get("person")
    if request.method != "POST" and not chosen:
        return _search(request, viewer)
    person = colleague_to_give(viewer, chosen or "")
    organisation = viewer.organisation_id
    form = GrantForm(
        request.POST if request.method == "POST" else None,
        viewer=viewer,
        streams=stream_names(organisation),
        teams=queries.teams(organisation),
        below=role_queries.teams_below(organisation),
    )
    if request.method == "POST" and form.is_valid() and _given(request, viewer, person, form):
        return see_other(reverse("people:roles"))
    held = [row for row in role_queries.grants(viewer) if row.person_id == person.id]
    context = {
        "person": person,
        "form": form,
        "held": [(row, role_wording.role_name(row.role)) for row in held],
    }
    return render(request, "people/role_grant.html", context, status=422 if form.errors else 200)


def _search(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    words = request.GET.get("q", "")[:100].replace("\x00", "").strip()
    context: dict[str, Any] = {"words": words}
    if words:
        page = list_queries.people_page(
            viewer.organisation_id,
            Filters(words=words),
            page=1,
            today=viewer.today(timezone.now()),
            teams=viewer.teams_for(roles.GRANT_ROLES),
        )
        context["found"] = [row for row in page.object_list if row.id != viewer.person_id]
        context["more"] = page.has_next()
    return render(request, "people/role_search.html", context)


def _given(request: HttpRequest, viewer: Viewer, person: Person, form: GrantForm) -> bool:
    """Give the role. False when the form now says why not."""
    values = form.cleaned_data
    role = role_wording.role_name(values["role"])
    try:
        made = actions.grant_role(
            actor_id=viewer.person_id,
            organisation_id=viewer.organisation_id,
            person_id=person.id,
            role=values["role"],
            team_id=values["team_id"],
            stream_id=values["stream_id"],
            now=timezone.now(),
        )
    except actions.NotAllowedError:
        form.add_error("role", _("You do not hold this role there, so you cannot give it."))
        return False
    except actions.ClashingRolesError as error:
        form.add_error("role", role_wording.clash_sentence(error.roles))
        return False
    told = {"name": person.name, "role": role}
    if made:
        messages.success(request, _("%(name)s is now: %(role)s. It holds when they sign in again.") % told)
    else:
        messages.info(request, _("%(name)s was that already: %(role)s.") % told)
    return True


@needs(roles.GRANT_ROLES)
@require_POST
@after_step_up
def role_take(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Take a role away, or give up one's own. The person is signed out everywhere."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = grant_to_take(viewer, grant_id)
    try:
        actions.take_role(
            actor_id=viewer.person_id, organisation_id=viewer.organisation_id, grant_id=grant_id, now=timezone.now()
        )
    except actions.LastOwnerError:
        messages.warning(request, role_wording.last_owner_sentence())
    else:
        told = {"name": row.name, "role": role_wording.role_name(row.role)}
        messages.success(request, _("%(name)s is no longer: %(role)s.") % told)
    return see_other(reverse("people:roles"))
