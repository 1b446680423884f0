"""/m/<code>: the script and the pixel for a company's own pages, and what the script posts (security.md T-15).

No answer sets a cookie, and none tells whether a click id or a goal is known.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from stemme.links.agents import PERSON, kind_of_agent
from stemme.outcomes.doors import site_actions, site_events
from stemme.outcomes.doors.actions import TooManyCallsError
from stemme.outcomes.doors.measuring_script import squeezed
from stemme.outcomes.doors.site_queries import by_code
from stemme.outcomes.kinds import PIXEL, SCRIPT
from stemme.people.gate import open_to_all
from stemme.people.visits import network

_KEPT = "public, max-age=3600"


@require_safe
@open_to_all
def script(request: HttpRequest, site_code: str) -> HttpResponse:
    """The script of a door. Pages of other sites may load it; everything may keep it for an hour."""
    if by_code(site_code, SCRIPT) is None:
        raise Http404
    endpoint = f"{settings.PUBLIC_URL}{reverse('outcomes:from_script', args=[site_code])}"
    source = squeezed(render_to_string("outcomes/measure.js", {"endpoint": endpoint}))
    headers = {"Cache-Control": _KEPT, "Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(source, content_type="text/javascript; charset=utf-8", headers=headers)


@csrf_exempt  # The script sends no cookie, so there is none to misuse; what it says is trusted with no money.
@require_POST
@open_to_all
def from_script(request: HttpRequest, site_code: str) -> HttpResponse:
    """Take what a script says: 204, whatever became of it; 403 to pages that are not of the door's sites."""
    door = by_code(site_code, SCRIPT)
    if door is None:
        raise Http404
    origin = request.headers.get("Origin", "")
    if site_events.host_of(origin) not in door.hosts:
        return HttpResponse(status=403)
    body = request.read(site_events.LARGEST_BODY + 1)
    event = site_events.from_body(body) if len(body) <= site_events.LARGEST_BODY else None
    status, now = 204, timezone.now()
    try:
        site_actions.take_from_site(door=door, event=event, network=network(request), now=now)
    except TooManyCallsError:
        status = 429
    headers = {"Access-Control-Allow-Origin": origin, "Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(status=status, headers={**headers, "Vary": "Origin"})


@require_safe
@open_to_all
def pixel(request: HttpRequest, site_code: str) -> HttpResponse:
    """A picture of one point that counts when a person's browser shows it on one of the door's sites."""
    door = by_code(site_code, PIXEL)
    if door is None:
        raise Http404
    asked = request.GET
    event = site_events.from_words(asked.get("goal"), asked.get("stemme_click"), asked.get("id"))
    referrer = request.headers.get("Referer", "")
    at_home = not referrer or site_events.host_of(referrer) in door.hosts
    if at_home and _is_shown(request):
        try:
            site_actions.take_from_site(door=door, event=event, network=network(request), now=timezone.now())
        except TooManyCallsError:
            return HttpResponse(status=429)
    headers = {"Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(site_events.GIF, content_type="image/gif", headers=headers)


def _is_shown(request: HttpRequest) -> bool:
    """False for looks ahead, for addresses opened by themselves, and for programs."""
    ahead = "prefetch" in (request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")).lower()
    picture = request.headers.get("Sec-Fetch-Dest", "image") == "image"
    return request.method == "GET" and picture and not ahead and _is_persons(request)


def _is_persons(request: HttpRequest) -> bool:
    return kind_of_agent(request.headers.get("User-Agent", ""))[0] == PERSON
