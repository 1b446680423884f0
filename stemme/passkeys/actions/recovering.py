"""A recovery code: all devices are gone, and a new one is to be added (security.md T-07, T-34)."""

from __future__ import annotations

import datetime as dt
import hmac

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.tenancy import across_organisations
from stemme.passkeys.codes import code_hash, new_salt, typed
from stemme.passkeys.limits import CODES_BY_ACCOUNT, CODES_BY_NETWORK
from stemme.passkeys.models import RecoveryCode
from stemme.people.actions import Admitted, TooManyTriesError, take


def redeem_code(
    *, address: str, code: str, network: str, now: dt.datetime, organisation_id: int | None = None
) -> Admitted | None:
    """Whose code this is, used up with it; None when it is nobody's at this (normal) address.

    ``organisation_id``: nobody of another one, because the page is at that organisation's own host.
    What comes of it opens no visit: it is good for adding a passkey only (entry.py). An unknown address costs as
    much time as a known one. Raises TooManyTriesError, counted also for unknown addresses.
    """
    if not take(CODES_BY_NETWORK, network, now=now) or not take(CODES_BY_ACCOUNT, address, now=now):
        raise TooManyTriesError
    wanted = typed(code)
    with transaction.atomic():
        codes = RecoveryCode.objects.select_for_update(of=("self",)).order_by("id")
        with across_organisations("who types an address and a code says no organisation"):
            found = list(codes.filter(person__email=address, person__deactivated_at=None, used_at=None))
        rows = [row for row in found if organisation_id in {None, row.organisation_id}]
        salts = {bytes(row.salt) for row in rows} or {new_salt()}
        hashes = {salt: code_hash(wanted, salt) for salt in salts}
        for row in rows:
            if hmac.compare_digest(bytes(row.code_hash), hashes[bytes(row.salt)]):
                return _use(row, now)
    return None


def _use(row: RecoveryCode, now: dt.datetime) -> Admitted:
    row.used_at = now
    row.save(update_fields=["used_at"])
    record(facts.RECOVERY_CODE_USED, organisation_id=row.organisation_id, actor_id=row.person_id, at=now)
    # Nothing but a passkey comes of it, so there is no scope.
    return Admitted(row.person_id, row.organisation_id, "")
