"""Who is in front of the screen, and in which language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from stemme.kit.languages import CODES
from stemme.people import queries
from stemme.people.actions.visiting import visit_goes_on
from stemme.people.hosts import is_at_home, page_of
from stemme.people.sessions import has_ended
from stemme.people.viewer import Viewer as Person
from stemme.people.visits import renew_key

Next = Callable[[HttpRequest], HttpResponse]
#: A running session is written back at most this often.
_TOUCH_EVERY = dt.timedelta(minutes=5)


def Viewer(get_response: Next) -> Next:
    """Set ``request.viewer`` to the person (viewer.Viewer) or None, and ``request.page`` (hosts.py).

    The person is read anew at each request, so that leaving the company, a new role or an ended pause count at once.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.page = page_of(request)  # type: ignore[attr-defined]
        request.viewer = _viewer_of(request)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _viewer_of(request: HttpRequest) -> Person | None:
    visit = request.session.get("visit") if request.COOKIES.get(settings.SESSION_COOKIE_NAME) else None
    if not visit:
        return None
    now = timezone.now()
    started, last_seen = (dt.datetime.fromisoformat(visit[key]) for key in ("started", "seen"))
    viewer = queries.viewer(visit["person"], scope=visit["scope"], started=started, way=visit.get("way", ""))
    if viewer is None or has_ended(
        now, started=started, last_seen=last_seen, scope=visit["scope"], rights=viewer.rights
    ):
        request.session.flush()
        return None
    if not is_at_home(request, viewer.organisation_id):
        # Its cookie belongs to another host; here it is no session, and there it goes on.
        return None
    if now - last_seen > _TOUCH_EVERY:
        request.session["visit"] = {**visit, "seen": now.isoformat()}
        visit_goes_on(session_key=str(request.session.session_key), now=now)
    renew_key(request, viewer, now=now)
    return viewer


def Language(get_response: Next) -> Next:
    """Speak the viewer's language; on pages without one, ``?lang=``, else what the browser prefers. No cookie."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        if asked in CODES:
            code = asked
        elif request.viewer:  # type: ignore[attr-defined]
            code = request.viewer.language  # type: ignore[attr-defined]
        else:
            code = translation.get_language_from_request(request)
        translation.activate(code)
        request.LANGUAGE_CODE = translation.get_language()
        response = get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
        return response

    return middleware
