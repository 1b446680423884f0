"""The sign-in link: asked for by the person, ten minutes, once (security.md T-01, T-34)."""

from __future__ import annotations

import datetime as dt
import hmac
from dataclasses import dataclass

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.tenancy import across_organisations
from stemme.kit.tokens import normal_token, normal_typed_code, token_hash
from stemme.people import buckets
from stemme.people.actions.doors import Admitted, TooManyTriesError, join
from stemme.people.actions.limits import take
from stemme.people.actions.sign_in_mailing import code_hash
from stemme.people.actions.watching import note_wrong_code
from stemme.people.door_queries import MOST_WRONG_CODES, SAME_BROWSER_MAY_REPEAT
from stemme.people.models import Person, SignInLink
from stemme.people.viewer import EMPLOYEE


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a try to sign in. ``kind``: in, code_needed, wrong_code or ended."""

    kind: str
    admitted: Admitted | None = None
    tries_left: int = 0


def ask_for_sign_in(*, address: str, network: str, now: dt.datetime, organisation_id: int | None = None) -> list[int]:
    """Who gets a sign-in link: the ids of everybody active with this (normal) address, one for each organisation.

    ``organisation_id``: only there, because the page belongs to it (hosts.py). ``network`` is who asks
    (kit/client_address.py). A job mails the links (sign_in_jobs.mail_links), so known and unknown addresses take as
    long and look the same. Raises TooManyTriesError, counted also for unknown addresses.
    """
    if not take(buckets.ASK_BY_NETWORK, network, now=now) or not take(buckets.ASK_BY_ACCOUNT, address, now=now):
        raise TooManyTriesError
    people = Person.objects.filter(email=address, deactivated_at=None).order_by("id")
    if organisation_id is not None:
        people = people.filter(organisation_id=organisation_id)
    with across_organisations("who types an address says no organisation; one link goes out for each that knows it"):
        return list(people.values_list("id", flat=True))


def ask_for_confirmation(*, person_id: int, network: str, now: dt.datetime) -> list[int]:
    """The same for a person who is in already, and so need not type an address. Raises TooManyTriesError."""
    people = list(Person.objects.filter(id=person_id, deactivated_at=None))
    allowed = take(buckets.ASK_BY_NETWORK, network, now=now)
    if not allowed or not all(take(buckets.ASK_BY_ACCOUNT, person.email, now=now) for person in people):
        raise TooManyTriesError
    return [person.pk for person in people]


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
        if not same_browser and not hmac.compare_digest(bytes(link.code_hash), code_hash(token, code)):
            return _wrong(link, code, now=now)
        link.used_at = now
        # From here on the browser that came in is the one that may repeat.
        link.browser_hash = token_hash(browser)
        link.save(update_fields=["used_at", "browser_hash"])
        if not link.person.joined_at and not link.person.declined_at:
            join(person_id=link.person_id, now=now)
        record(facts.SIGNED_IN, organisation_id=link.organisation_id, actor_id=link.person_id, at=now)
    return Answer("in", admitted)


def _wrong(link: SignInLink, code: str, *, now: dt.datetime) -> Answer:
    """Count a wrong code. An empty one is no try: programs that submit every form must not end the link."""
    if not code:
        return Answer("code_needed", tries_left=MOST_WRONG_CODES - link.wrong_codes)
    link.wrong_codes += 1
    link.save(update_fields=["wrong_codes"])
    note_wrong_code(organisation_id=link.organisation_id, person_id=link.person_id, now=now)
    left = MOST_WRONG_CODES - link.wrong_codes
    return Answer("wrong_code", tries_left=left) if left else Answer("ended")
