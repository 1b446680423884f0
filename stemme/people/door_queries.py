"""Reading links. Looking never changes anything (security.md T-01)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.kit.tokens import normal_token, token_hash
from stemme.people.brand import Brand
from stemme.people.models import DoorLink, SignInLink
from stemme.people.queries import brand_of

#: A double click must not end in an error page.
SAME_BROWSER_MAY_REPEAT = dt.timedelta(seconds=60)
#: So many wrong codes end a sign-in link.
MOST_WRONG_CODES = 5


@dataclass(frozen=True, slots=True)
class Door:
    """What the page of a personal link may tell, and whom it lets in."""

    person_id: int
    organisation_id: int
    organisation_name: str
    given_name: str
    language: str
    scope: str
    expires_on: dt.datetime
    brand: Brand
    joined: bool
    declined: bool


@dataclass(frozen=True, slots=True)
class SignInOffer:
    """What the page of a sign-in link may tell: no address, no family name."""

    person_id: int
    organisation_id: int
    organisation_name: str
    given_name: str
    initials: str
    language: str
    joined: bool
    asked_here: bool


def live_door(token: str, *, now: dt.datetime) -> Door | None:
    """The door behind a personal link, or None for a cut, unknown, ended or expired one."""
    token = normal_token(token) or ""
    link = (
        DoorLink.objects.select_related("person", "organisation")
        .filter(token_hash=token_hash(token), ended_at=None, expires_at__gt=now, person__deactivated_at=None)
        .first()
    )
    if not token or link is None:
        return None
    return Door(
        person_id=link.person_id,
        organisation_id=link.organisation_id,
        organisation_name=link.organisation.name,
        given_name=link.person.given_name,
        language=link.person.language,
        scope=link.scope,
        expires_on=link.expires_at,
        brand=brand_of(link.organisation),
        joined=link.person.joined_at is not None,
        declined=link.person.declined_at is not None,
    )


def live_sign_in(token: str, *, browser: str, now: dt.datetime) -> SignInOffer | None:
    """The sign-in behind a link, or None when it is over. ``browser`` is the value of the login cookie, or empty."""
    token = normal_token(token) or ""
    link = (
        SignInLink.objects.select_related("person", "organisation")
        .filter(
            token_hash=token_hash(token),
            expires_at__gt=now,
            wrong_codes__lt=MOST_WRONG_CODES,
            person__deactivated_at=None,
        )
        .first()
    )
    if not token or link is None:
        return None
    asked_here = bool(browser) and bytes(link.browser_hash) == token_hash(browser)
    if link.used_at and not (asked_here and now - link.used_at <= SAME_BROWSER_MAY_REPEAT):
        return None
    return SignInOffer(
        person_id=link.person_id,
        organisation_id=link.organisation_id,
        organisation_name=link.organisation.name,
        given_name=link.person.given_name,
        initials=link.person.initials,
        language=link.person.language,
        joined=link.person.joined_at is not None,
        asked_here=asked_here,
    )
