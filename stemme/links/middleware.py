"""Which browsers are a signed-in employee's own, so that visits of one's own links count for nothing (T-12)."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from stemme.links.own_browser_actions import note_own_browser
from stemme.links.redirect.clients import Proxies
from stemme.links.visitors import network

log = logging.getLogger(__name__)

Next = Callable[[HttpRequest], HttpResponse]
_REMEMBERED = "own_browser"


def OwnBrowsers(get_response: Next) -> Next:
    """Note the browser of whoever is signed in, once for a session, day and network. Stands behind the viewer's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.viewer:  # type: ignore[attr-defined]
            _note(request)
        return get_response(request)

    return middleware


def _note(request: HttpRequest) -> None:
    if request.headers.get("DNT") == "1" or request.headers.get("Sec-GPC") == "1":
        return
    viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    address = _client(request)
    agent = request.META.get("HTTP_USER_AGENT", "").encode("latin-1", "replace")
    mark = _mark(f"{now:%Y-%m-%d}", viewer.person_id, network(address), agent)
    if request.session.get(_REMEMBERED) == mark:
        return
    try:
        note_own_browser(
            organisation_id=viewer.organisation_id, person_id=viewer.person_id, address=address, agent=agent, now=now
        )
    except DatabaseError:  # The clicks' file is busy: the page matters more, and the next one tries again.
        log.warning("an employee's own browser could not be noted", exc_info=True)
        return
    request.session[_REMEMBERED] = mark


def _mark(day: str, person_id: int, network_part: bytes, agent: bytes) -> str:
    """Changes with the day and the network. 16 bits under the server's key: too few to find a network by."""
    message = b"\x00".join((day.encode(), b"%d" % person_id, network_part, agent))
    return f"{day} {hmac.digest(settings.SECRET_KEY.encode(), message, 'sha256')[:2].hex()}"


def _client(request: HttpRequest) -> str:
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").encode("latin-1", "replace")
    peer = request.META.get("REMOTE_ADDR", "")
    return _proxies(tuple(settings.TRUSTED_PROXIES)).client(peer, [(b"x-forwarded-for", forwarded)])


@lru_cache(maxsize=4)
def _proxies(trusted: tuple[str, ...]) -> Proxies:
    return Proxies(trusted)
