"""When the regular digests leave, as the studio's calendar is told."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from stemme.library.streams.mail_rhythm import mail_rhythm
from stemme.mailings.models import SendingRules
from stemme.people.models import Organisation


def test_digests_move_over_holidays(cast: SimpleNamespace) -> None:
    Organisation.objects.filter(id=cast.nordlys.id).update(country="no", digest_weekday=4)
    first, last = dt.date(2026, 12, 21), dt.date(2027, 1, 5)
    found = mail_rhythm(cast.nordlys.id, first, last)
    assert [digest.date() for digest in found.digests] == [dt.date(2026, 12, 28), dt.date(2027, 1, 4)]
    assert {digest.time() for digest in found.digests} == {dt.time(7, 45)}
    assert {dt.date(2026, 12, 25), dt.date(2027, 1, 1)} <= found.days_off
    assert dt.date(2026, 12, 26) in found.days_off and dt.date(2026, 12, 27) not in found.days_off, "only holidays"
    assert found.cap == 2


def test_the_cap_is_the_organisations_own(cast: SimpleNamespace) -> None:
    SendingRules.objects.create(organisation=cast.nordlys, cap=5)
    day = dt.date(2026, 11, 12)
    assert mail_rhythm(cast.nordlys.id, day, day + dt.timedelta(days=7)).cap == 5
    assert mail_rhythm(cast.other.id, day, day + dt.timedelta(days=7)).cap == 2
