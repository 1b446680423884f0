"""A sign-in that is under way is kept by the browser that began it, sealed, for ten minutes; nothing of it here."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from stemme.kit.secret_texts import SecretLostError, seal, unseal
from stemme.oidc import attempts, discovery
from stemme.oidc.attempts import LASTS, Attempt

COOKIE = "__Host-oidc" if settings.SESSION_COOKIE_SECURE else "oidc"
_PURPOSE = "oidc.Attempt"
_LONGEST = 4_000


def keys() -> tuple[str, ...]:
    """The installation's secret keys, the present one first."""
    return (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))


def is_local() -> bool:
    """True when this installation is for one machine alone, so that the company's sign-in may be there as well."""
    return urlsplit(settings.PUBLIC_URL).hostname in discovery.LOOPBACK


def keep(response: HttpResponse, attempt: Attempt) -> None:
    """Give the attempt to the browser. Lax, because the answer comes from another site."""
    response.set_cookie(
        COOKIE,
        seal(attempts.written(attempt), keys=keys(), purpose=_PURPOSE),
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def found(request: HttpRequest, *, organisation: str, now: dt.datetime) -> Attempt | None:
    """The attempt that this browser began at this organisation, unless it is over."""
    try:
        attempt = attempts.read(unseal(request.COOKIES.get(COOKIE, "")[:_LONGEST], keys=keys(), purpose=_PURPOSE))
    except (SecretLostError, ValueError, TypeError, KeyError):
        return None
    return attempt if attempt.organisation == organisation and not attempt.over(now) else None


def forget(response: HttpResponse) -> None:
    """Take the attempt out of the browser."""
    response.delete_cookie(COOKIE, path="/", samesite="Lax")
