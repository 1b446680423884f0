"""What the jobs of signing in do: make the links and mail them, tell of a sign-in on a new browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from stemme.kit.letters import MailFailedError
from stemme.kit.tokens import new_token, new_typed_code, token_hash
from stemme.people.devices import Device
from stemme.people.models import Person, SignInLink
from stemme.people.queries import page_url_of
from stemme.people.sign_in_mail import Offer, send_new_sign_in_mail, send_sign_in_mail

VALID_FOR = dt.timedelta(minutes=10)


def mail_sign_in_links(
    *, person_ids: Sequence[int], browser_hash: bytes, to: str, asked_at: dt.datetime, now: dt.datetime
) -> int:
    """One mail to the address that these people share, with a link for each; how many links.

    The secrets exist in this step only (T-03). Too late, or nobody there (any more): nothing happens. Raises
    MailFailedError; the links that did not leave are gone then, so that it can be tried again.
    """
    people = list(
        Person.objects.select_related("organisation")
        .filter(id__in=list(person_ids), deactivated_at=None)
        .order_by("organisation__name", "id")
    )
    if not people or now - asked_at > VALID_FOR:
        return 0
    with transaction.atomic():
        made = [_make_link(person, browser_hash=browser_hash, now=now) for person in people]
    try:
        send_sign_in_mail(people[0].email, people[0].language, [offer for _link, offer in made], to=to)
    except MailFailedError:
        SignInLink.objects.filter(id__in=[link for link, _offer in made]).delete()
        raise
    return len(made)


def _make_link(person: Person, *, browser_hash: bytes, now: dt.datetime) -> tuple[int, Offer]:
    token, code = new_token("advs"), new_typed_code()
    link = SignInLink.objects.create(
        organisation_id=person.organisation_id,
        person=person,
        token_hash=token_hash(token),
        code_hash=code_hash(token, code),
        browser_hash=browser_hash,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    return link.pk, Offer(person.organisation.name, page_url_of(person.organisation), person.given_name, token, code)


def code_hash(token: str, code: str) -> bytes:
    """Of the code together with the token: 40 bits alone could be found in a stolen table."""
    return token_hash(f"{token}:{code}")


def mail_new_sign_in(*, person_id: int, device: Device, at: dt.datetime) -> bool:
    """Tell the person that somebody came in as them with a browser not seen before. Raises MailFailedError."""
    person = Person.objects.select_related("organisation").filter(id=person_id, deactivated_at=None).first()
    if person is None:
        return False
    send_new_sign_in_mail(
        person.email,
        person.language,
        given_name=person.given_name,
        organisation_name=person.organisation.name,
        page_url=page_url_of(person.organisation),
        time_zone=person.organisation.time_zone,
        device=device,
        at=at,
    )
    return True
