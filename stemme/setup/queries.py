"""Reading how far setting up has come."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import DatabaseError, connections

from stemme.kit.secret_texts import SecretLostError, unseal
from stemme.kit.tokens import normal_token, token_hash
from stemme.library.streams import table_queries as library
from stemme.links.addresses import link_base
from stemme.people import queries as people
from stemme.people.queries import OrganisationRow
from stemme.people.viewer import Viewer
from stemme.policy import queries as policy
from stemme.setup import steps
from stemme.setup.models import Canary, FirstStart, Progress
from stemme.setup.steps import Steps

CANARY_PURPOSE, CANARY_TEXT = "stemme.setup.canary", "this database belongs to this key"
#: What became of the canary.
SINGS, MISSING, SILENT = "sings", "missing", "silent"


def open_first_start(token: str, *, now: dt.datetime) -> int | None:
    """The id of the one-time address behind this token; None for a wrong, used or expired one, or if somebody is in."""
    whole = normal_token(token)
    if whole is None:
        return None
    found = FirstStart.objects.filter(token_hash=token_hash(whole), expires_at__gt=now)
    return found.values_list("id", flat=True).first() if not people.organisations() else None


def has_open_first_start(*, now: dt.datetime) -> bool:
    """Whether anybody may still claim this installation."""
    return FirstStart.objects.filter(expires_at__gt=now).exists() and not people.organisations()


def addresses_of(organisation: OrganisationRow) -> tuple[str, str]:
    """Where its pages and its links are."""
    return organisation.page_url, link_base(settings.LINK_URL, organisation.link_host)


def steps_of(viewer: Viewer, organisation: OrganisationRow, *, now: dt.datetime) -> Steps:
    """The organisation's first steps as the tables say. ``viewer``: the owner who asks; the passkey is theirs."""
    progress = Progress.objects.filter(organisation_id=organisation.id).first()
    stories = library.tab_counts(organisation.id, now=now)
    done = {
        steps.ORGANISATION: True,
        steps.PASSKEY: viewer.strong,
        steps.BRAND: bool(organisation.brand.accent or organisation.brand.logo),
        steps.ADDRESS: progress is not None and progress.addresses == " ".join(addresses_of(organisation)),
        steps.MAIL: progress is not None and progress.mail_accepted_at is not None,
        steps.PEOPLE: people.present_people(organisation.id) > 1,
        steps.GUIDELINES: policy.current(organisation.id) is not None,
        steps.STORY: any(stories[tab] for tab in (library.LIVE, library.SCHEDULED, library.ENDED)),
    }
    return Steps(
        frozenset(key for key, is_done in done.items() if is_done),
        dismissed=progress is not None and progress.dismissed_at is not None,
    )


def canary() -> str:
    """Whether the secret key is the one that the data was made with: SINGS, SILENT, or MISSING when none is planted."""
    try:
        sealed = Canary.objects.order_by("id").values_list("sealed", flat=True).first()
    except DatabaseError:
        return MISSING  # No tables yet.
    if sealed is None:
        return MISSING
    try:
        unseal(sealed, keys=(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS), purpose=CANARY_PURPOSE)
    except SecretLostError:
        return SILENT
    return SINGS


def database_power() -> str:
    """What the PostgreSQL role may do that it should not: "superuser", "bypassrls" or "" (also on SQLite)."""
    connection = connections["default"]
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        superuser, bypass = cursor.fetchone()
    return "superuser" if superuser else "bypassrls" if bypass else ""
