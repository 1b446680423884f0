"""The sign-in link: asked for by the person, ten minutes, once (security.md T-01, T-34)."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.tokens import new_token, new_typed_code, normal_token, normal_typed_code, token_hash
from stemme.people import buckets
from stemme.people.actions.doors import Admitted, TooManyTriesError, join
from stemme.people.actions.limits import take
from stemme.people.door_queries import MOST_WRONG_CODES, SAME_BROWSER_MAY_REPEAT
from stemme.people.models import Person, SignInLink
from stemme.people.sign_in_mail import Offer, send_sign_in_mail
from stemme.people.viewer import EMPLOYEE

VALID_FOR = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a try to sign in. ``kind``: in, code_needed, wrong_code or ended."""

    kind: str
    admitted: Admitted | None = None
    tries_left: int = 0


def ask_for_sign_in(*, address: str, browser: str, network: str, now: dt.datetime, to: str = "") -> bool:
    """Send a sign-in link to everybody active with this (normal) address; one mail, a link for each organisation.

    ``browser`` is the secret of the login cookie, ``network`` who asks (kit/client_address.py), ``to`` where to go
    after. True when a mail was sent; the page must look the same if not. Raises TooManyTriesError, counted also for
    unknown addresses, and sign_in_mail.MailFailedError.
    """
    if not take(buckets.ASK_BY_NETWORK, network, now=now) or not take(buckets.ASK_BY_ACCOUNT, address, now=now):
        raise TooManyTriesError
    people = list(
        Person.objects.select_related("organisation")
        .filter(email=address, deactivated_at=None)
        .order_by("organisation__name", "id")
    )
    return _send(people, browser=browser, now=now, to=to)


def ask_for_confirmation(*, person_id: int, browser: str, network: str, now: dt.datetime, to: str = "") -> bool:
    """Send a sign-in link to a person let in by a mail's link, who then need not type an address.

    Raises as ``ask_for_sign_in`` does.
    """
    people = list(Person.objects.select_related("organisation").filter(id=person_id, deactivated_at=None))
    allowed = take(buckets.ASK_BY_NETWORK, network, now=now)
    if not allowed or not all(take(buckets.ASK_BY_ACCOUNT, person.email, now=now) for person in people):
        raise TooManyTriesError
    return _send(people, browser=browser, now=now, to=to)


def _send(people: Sequence[Person], *, browser: str, now: dt.datetime, to: str) -> bool:
    """Make the links, and mail them after they are stored."""
    if not people:
        return False
    with transaction.atomic():
        offers = [_make_link(person, browser=browser, now=now) for person in people]
    send_sign_in_mail(people[0].email, people[0].language, offers, to=to)
    return True


def _make_link(person: Person, *, browser: str, now: dt.datetime) -> Offer:
    token, code = new_token("advs"), new_typed_code()
    SignInLink.objects.create(
        organisation_id=person.organisation_id,
        person=person,
        token_hash=token_hash(token),
        code_hash=_code_hash(token, code),
        browser_hash=token_hash(browser),
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    return Offer(person.organisation.name, person.given_name, token, code)


def _code_hash(token: str, code: str) -> bytes:
    """Of the code together with the token: 40 bits alone could be found in a stolen table."""
    return token_hash(f"{token}:{code}")


def redeem_sign_in(*, token: str, browser: str, code: str, now: dt.datetime) -> Answer:
    """Let in whoever holds the link and either the asking browser's secret or the code of the mail.

    Only one of two simultaneous tries wins; the same browser may repeat its own for 60 seconds. The fifth wrong code
    ends the link. Coming in by one's own wish is joining, too, unless the person has said no.
    """
    token = normal_token(token) or ""
    code = normal_typed_code(code)
    with transaction.atomic():
        link = (
            SignInLink.objects.select_for_update(of=("self",))
            .select_related("person")
            .filter(token_hash=token_hash(token), expires_at__gt=now, person__deactivated_at=None)
            .first()
        )
        if not token or link is None or link.wrong_codes >= MOST_WRONG_CODES:
            return Answer("ended")
        same_browser = bool(browser) and hmac.compare_digest(bytes(link.browser_hash), token_hash(browser))
        admitted = Admitted(link.person_id, link.organisation_id, EMPLOYEE)
        if link.used_at:
            repeated = same_browser and now - link.used_at <= SAME_BROWSER_MAY_REPEAT
            return Answer("in", admitted) if repeated else Answer("ended")
        if not same_browser and not hmac.compare_digest(bytes(link.code_hash), _code_hash(token, code)):
            return _wrong(link, code)
        link.used_at = now
        # From here on the browser that came in is the one that may repeat.
        link.browser_hash = token_hash(browser)
        link.save(update_fields=["used_at", "browser_hash"])
        if not link.person.joined_at and not link.person.declined_at:
            join(person_id=link.person_id, now=now)
        record(facts.SIGNED_IN, organisation_id=link.organisation_id, actor_id=link.person_id, at=now)
    return Answer("in", admitted)


def _wrong(link: SignInLink, code: str) -> Answer:
    """Count a wrong code. An empty one is no try: programs that submit every form must not end the link."""
    if not code:
        return Answer("code_needed", tries_left=MOST_WRONG_CODES - link.wrong_codes)
    link.wrong_codes += 1
    link.save(update_fields=["wrong_codes"])
    left = MOST_WRONG_CODES - link.wrong_codes
    return Answer("wrong_code", tries_left=left) if left else Answer("ended")
