"""Noting which visitor a signed-in employee would be."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings

from stemme.links.models import DaySalt, OwnBrowser
from stemme.links.visitors import forget_salts, new_salt, visitor_id


def note_own_browser(*, organisation_id: int, person_id: int, address: str, agent: bytes, now: dt.datetime) -> None:
    """Remember which visitor this employee would be today, by the very numbers of the redirect (redirect/answers.py).

    ``address`` is the client's behind our proxies, ``agent`` the raw User-Agent header. Not to be called for a person
    who refuses to be tracked (DNT, Global Privacy Control). Twice changes nothing.
    ``kept_actions.forget_visitors`` erases.
    """
    day = now.astimezone(dt.UTC).date()
    salt, _ = DaySalt.objects.get_or_create(day=day, defaults={"salt": new_salt()})
    visitor = visitor_id(
        salt=bytes(salt.salt),
        organisation_id=organisation_id,
        link_host=urlsplit(settings.LINK_URL).netloc.encode(),
        address=address,
        agent=agent,
    )
    forget_salts()  # The pages' process has no reason to remember a secret and an address.
    row = OwnBrowser(organisation_id=organisation_id, day=day, person_id=person_id, visitor=visitor)
    OwnBrowser.objects.bulk_create([row], ignore_conflicts=True)
