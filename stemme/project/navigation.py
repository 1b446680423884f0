"""The way around: which pages a person sees in the menu. The only place that knows all apps' pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stemme.agreements import queries as agreements
from stemme.agreements.wording import LOCK_NAMES
from stemme.people import roles
from stemme.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a menu."""

    label: Any
    url: str
    icon: str
    #: "page" when it is the page one is on, "true" when it is what that page belongs to.
    current: str = ""


#: (view, label, icon)
EMPLOYEE = (
    ("feed:stories", _("Stories"), "newspaper"),
    ("dashboard:impact", _("My impact"), "chart-no-axes-column"),
    ("growth:growth", _("My growth"), "sprout"),
    ("recognition:team", _("Team"), "house"),
)
#: Apps whose pages belong to an entry of the employee's menu.
_UNDER = {
    "feed": "feed:stories",
    "scores": "dashboard:impact",
    "scorecards": "dashboard:impact",
    "reactions": "dashboard:impact",
    "reminders": "feed:stories",
    "proposals": "feed:stories",
    "sharing": "feed:stories",
    "growth": "growth:growth",
    "archives": "growth:growth",
    "recognition": "recognition:team",
    "buddies": "recognition:team",
    "rewards": "recognition:team",
}
#: (heading, ((view, label, icon, right), …))
ADMINISTRATOR = (
    (
        "",
        (
            ("dashboard:overview", _("Overview"), "gauge", roles.READ_OVERVIEW),
            ("programme:programme", _("Programme"), "milestone", roles.READ_OVERVIEW),
            ("funnel:goals", _("Goals and funnel"), "target", roles.READ_OVERVIEW),
            ("dashboard:analysis", _("Link analysis"), "link", roles.READ_OVERVIEW),
            ("uplift:lotteries", _("Caused or only touched"), "scale", roles.READ_OVERVIEW),
            ("reports:reports", _("Reports"), "file-chart-column", roles.READ_OVERVIEW),
        ),
    ),
    (
        _("Stories"),
        (
            ("library:studio", _("Studio"), "library", roles.WRITE_STORIES),
            ("library:compose", _("New story"), "square-pen", roles.WRITE_STORIES),
            ("library:inbox", _("Inbox"), "inbox", roles.WRITE_STORIES),
            ("landing:pages", _("Landing pages"), "panels-top-left", roles.WRITE_STORIES),
            ("landing:leads", _("Leads"), "contact", roles.WRITE_STORIES),
            ("media:assets", _("Pictures and files"), "image", roles.WRITE_STORIES),
            ("library:sources", _("Feeds"), "rss", roles.WRITE_STORIES),
        ),
    ),
    (
        _("People"),
        (
            ("atlas:map", _("Maturity map"), "grid-3x3", roles.READ_OVERVIEW),
            ("waves:rollout", _("Roll-out"), "waves", roles.READ_OVERVIEW),
            ("readiness:readiness", _("Readiness"), "radar", roles.READ_OVERVIEW),
            ("scorecards:support", _("My team"), "hand-helping", roles.SUPPORT_TEAM),
            ("people:people", _("People"), "users", roles.MANAGE_PEOPLE),
            ("joining:links", _("Ways to join"), "qr-code", roles.MANAGE_PEOPLE),
            ("people:roles", _("Roles"), "key-round", roles.GRANT_ROLES),
            ("privacy:leavers", _("People who left"), "log-out", roles.MANAGE_PEOPLE),
        ),
    ),
    (
        _("Running it"),
        (
            ("mailings:outbox", _("Outbox"), "send", roles.MANAGE_PEOPLE),
            ("installation", _("Installation"), "monitor", roles.RUN_INSTALLATION),
        ),
    ),
    (
        _("House rules"),
        (
            ("setup:setup", _("First steps"), "sprout", roles.MANAGE_ORGANISATION),
            ("setup:brand", _("Brand"), "sun", roles.MANAGE_ORGANISATION),
            ("policy:edit", _("Guidelines"), "scroll-text", roles.MANAGE_ORGANISATION),
            ("policy:functions", _("Expectations"), "clipboard-check", roles.LEAD_PROGRAMME),
            ("agreements:agreements", _("Agreements"), "lock", roles.READ_SETTINGS),
            ("mailings:settings", _("Mails"), "mail", roles.MANAGE_ORGANISATION),
            ("chat:settings", _("Slack and Teams"), "message-circle", roles.MANAGE_ORGANISATION),
            ("reactions:settings", _("Reactions"), "refresh-cw", roles.MANAGE_ORGANISATION),
            ("recognition:challenges", _("Team challenges"), "house", roles.READ_OVERVIEW),
            ("rewards:settings", _("Rewards"), "hand-heart", roles.MANAGE_ORGANISATION),
            ("pulse:results", _("Pulse"), "heart-handshake", roles.READ_SETTINGS),
            ("links:settings", _("Links"), "globe", roles.MANAGE_ORGANISATION),
            ("outcomes:doors", _("Doors for outcomes"), "door-open", roles.MANAGE_ORGANISATION),
            ("oidc:settings", _("Company sign-in"), "badge-check", roles.MANAGE_ORGANISATION),
            ("council:pack", _("Papers"), "file-text", roles.READ_SETTINGS),
            ("audit:audit", _("Audit"), "shield-check", roles.READ_AUDIT),
        ),
    ),
)


def _item(request: HttpRequest, view: str, label: Any, icon: str) -> Item | None:
    try:
        url = reverse(view)
    except NoReverseMatch:
        return None
    here = request.resolver_match.view_name if request.resolver_match else ""
    belongs = _UNDER.get(here.partition(":")[0]) == view
    return Item(label, url, icon, current="page" if here == view else "true" if belongs else "")


def context(request: HttpRequest) -> dict[str, Any]:
    """Menus for the base page: ``viewer``, ``employee_menu``, ``administrator_menu``, ``demo``; ``above_pages``: the
    templates that stand above each page of whoever signed in. What they need is asked for when they are shown."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        page = getattr(request, "page", None)
        return {"viewer": None, "brand": page.brand if page else None, "demo": settings.DEMO}
    groups = []
    for heading, entries in ADMINISTRATOR:
        items = [_item(request, v, label, icon) for v, label, icon, right in entries if viewer.may(right)]
        groups.append((heading, [item for item in items if item]))
    return {
        "viewer": viewer,
        "brand": viewer.brand,
        "employee_menu": [item for entry in EMPLOYEE if (item := _item(request, *entry))],
        "administrator_menu": [group for group in groups if group[1]],
        "demo": settings.DEMO,
        "above_pages": ("agreements/_announced.html",) if viewer.full else (),
        "announced": lambda: _announced(viewer),
    }


def _announced(viewer: Viewer) -> list[tuple[Any, agreements.Announced]]:
    """(name of the lock, what changes when) for each agreement that the viewer still has to hear of. One query."""
    today = viewer.today(timezone.now())
    found = agreements.announced_to(viewer.organisation_id, viewer.person_id, on=today)
    return [(LOCK_NAMES[one.lock], one) for one in found]
