"""Opening and ending a visit: what the session and the login cookie hold."""

from __future__ import annotations

import datetime as dt
import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from stemme.kit.client_address import client_address, network_of
from stemme.people.actions.doors import Admitted
from stemme.people.actions.visiting import note_visit
from stemme.people.actions.watching import note_sign_in
from stemme.people.devices import device_of
from stemme.people.queries import viewer as viewer_of
from stemme.people.sessions import STEP_UP_LASTS, limits_for
from stemme.people.sign_in_jobs import tell_of_sign_in
from stemme.people.viewer import EMPLOYEE, SUGGEST, Viewer
from stemme.ui.responses import see_other

#: Ties a sign-in link to the browser that asked for it (security.md T-01).
LOGIN_COOKIE = "__Host-login" if settings.SESSION_COOKIE_SECURE else "login"
_LOGIN_COOKIE_AGE = 15 * 60
#: Holds marks of the people who signed in with this browser, so that only a new one is worth a mail (T-02).
KNOWN_COOKIE = "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"
_KNOWN_COOKIE_AGE = 180 * 24 * 3600
_MOST_KNOWN = 5
_SECRET = re.compile(r"[\w-]{43}")


def open_visit(request: HttpRequest, admitted: Admitted, *, way: str, now: dt.datetime, remember: bool = True) -> None:
    """Start the person's visit with a new session key. A stronger visit of the same person goes on as it is.

    ``way``: what they came in with (models.way_choices). ``remember``: keep the cookie as long as the visit may last,
    instead of until the browser is closed.
    """
    current = request.viewer  # type: ignore[attr-defined]
    if current and current.person_id == admitted.person_id and current.full and admitted.scope != EMPLOYEE:
        return
    if current and current.person_id != admitted.person_id:
        request.session.flush()
    person = viewer_of(admitted.person_id, scope=admitted.scope, way=way)
    moment = now.isoformat()
    request.session["visit"] = {
        "person": admitted.person_id,
        "scope": admitted.scope,
        "started": moment,
        "seen": moment,
        "way": way,
        "roles": _roles(person),
        "program": pressed_by_a_program(request),
    }
    limits = limits_for(admitted.scope, rights=person.rights if person else frozenset())
    request.session.set_expiry(int(limits.absolute.total_seconds()) if remember else 0)
    _change_key(request, admitted, way=way, started=now, now=now)
    if admitted.scope == EMPLOYEE:
        note_sign_in(organisation_id=admitted.organisation_id, person_id=admitted.person_id, way=way, now=now)


def let_in(request: HttpRequest, admitted: Admitted, *, way: str, now: dt.datetime, to: str) -> HttpResponse:
    """Open the visit of somebody who has just shown who they are, and go on. With a new browser they get a mail."""
    open_visit(request, admitted, way=way, now=now)
    if not knows_person(request, admitted.person_id):
        device = device_of(request.headers.get("User-Agent", ""))
        tell_of_sign_in.enqueue(admitted.person_id, device.browser, device.system, now.isoformat())
    response = see_other(to or reverse("front_door"))
    remember_person(request, response, admitted.person_id)
    return response


def renew_key(request: HttpRequest, viewer: Viewer, *, now: dt.datetime) -> None:
    """Give the session another key when roles have come or gone since the last request (T-04)."""
    visit = request.session["visit"]
    if "roles" not in visit or visit["roles"] == _roles(viewer):
        return
    request.session["visit"] = {**visit, "roles": _roles(viewer)}
    admitted = Admitted(viewer.person_id, viewer.organisation_id, viewer.scope)
    started = dt.datetime.fromisoformat(visit["started"])
    _change_key(request, admitted, way=visit["way"], started=started, now=now)


def _roles(person: Viewer | None) -> list[str]:
    return sorted({grant.role for grant in person.held}) if person else []


def _change_key(request: HttpRequest, admitted: Admitted, *, way: str, started: dt.datetime, now: dt.datetime) -> None:
    request.session.cycle_key()
    key, device = str(request.session.session_key), device_of(request.headers.get("User-Agent", ""))
    note_visit(session_key=key, admitted=admitted, way=way, device=device, started=started, now=now)
    rotate_token(request)


def step_up_is_fresh(request: HttpRequest, *, now: dt.datetime) -> bool:
    """True when the person showed within the last ten minutes that it is them: they signed in anew (T-04).

    For whoever has a strong way, only that one counts (T-07). A visit that another system vouched for says when the
    person showed it there ("proved", empty if that is not known): coming in again with one press proves nothing.
    """
    visit = request.session.get("visit")
    if not visit or not request.viewer.proven:  # type: ignore[attr-defined]
        return False
    proved = visit.get("proved", visit["started"])
    return bool(proved) and dt.timedelta() <= now - dt.datetime.fromisoformat(proved) <= STEP_UP_LASTS


def end_visit(request: HttpRequest) -> None:
    """Forget who is in front of the screen, on this device."""
    request.session.flush()


def browser_secret(request: HttpRequest) -> str:
    """The secret of the login cookie, or an empty text if the browser has none of ours."""
    value = request.COOKIES.get(LOGIN_COOKIE, "")
    return value if _SECRET.fullmatch(value) else ""


def new_browser_secret() -> str:
    """32 random bytes for the login cookie."""
    return secrets.token_urlsafe(32)


def keep_browser_secret(response: HttpResponse, secret: str) -> None:
    """Put the login cookie on the answer."""
    response.set_cookie(
        LOGIN_COOKIE,
        secret,
        max_age=_LOGIN_COOKIE_AGE,
        path="/",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",  # the click comes from webmail, which is another site
    )


def knows_person(request: HttpRequest, person_id: int) -> bool:
    """True when the person has signed in with this browser within the last half year."""
    return _mark_of(person_id) in _known(request)


def remember_person(request: HttpRequest, response: HttpResponse, person_id: int) -> None:
    """Put the person's mark into the browser. Only we can make it, and it tells nobody who it is; we keep no copy."""
    mark = _mark_of(person_id)
    known = [mark, *(other for other in _known(request) if other != mark)][:_MOST_KNOWN]
    response.set_cookie(
        KNOWN_COOKIE,
        ".".join(known),
        max_age=_KNOWN_COOKIE_AGE,
        path="/",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> list[str]:
    return request.COOKIES.get(KNOWN_COOKIE, "")[:400].split(".")


def _mark_of(person_id: int) -> str:
    return salted_hmac("stemme.people.known", str(person_id), algorithm="sha256").hexdigest()[:32]


def network(request: HttpRequest) -> str:
    """Who is asking, for limits: the client's IPv4 address or IPv6 /64. Never stored in the open."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    address = client_address(request.META.get("REMOTE_ADDR", ""), forwarded, trusted=settings.TRUSTED_PROXIES)
    return network_of(address)


def safe_path(written: str) -> str:
    """The path to go on to, if it is one of ours; else an empty text."""
    ours = written.startswith("/") and url_has_allowed_host_and_scheme(written, allowed_hosts=None)
    return written if ours and len(written) <= 500 else ""


def is_a_programs(request: HttpRequest) -> bool:
    """True for a visit by a mail's link whose door a program opened, until a person presses something in it.

    A scanner that runs scripts gets in with a cookie of its own. It may look around; what it presses counts nowhere.
    """
    visit = request.session.get("visit") or {}
    if not visit.get("program") or visit.get("scope") != SUGGEST:
        return False
    if request.headers.get("Sec-Fetch-User") == "?1":
        request.session["visit"] = {**visit, "program": False}
        return False
    return True


def pressed_by_a_program(request: HttpRequest) -> bool:
    """True when Chromium says that no human act sent the form.

    Chromium adds ``Sec-Fetch-User: ?1`` to a navigation that a person started and leaves it away when a script
    submits. Mail scanners run headless Chromium. Other browsers are believed.
    """
    headers = request.headers
    chromium = "Chrome/" in headers.get("User-Agent", "") and headers.get("Sec-Fetch-Mode") == "navigate"
    return chromium and headers.get("Sec-Fetch-User") != "?1"
