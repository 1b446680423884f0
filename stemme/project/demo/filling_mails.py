"""The first mails of the demo, so that its mailbox is not empty: a digest for each person with a printed link."""

from __future__ import annotations

import datetime as dt

from stemme.mailings.actions import choosing, delivery, planning
from stemme.people.queries import viewer
from stemme.people.viewer import SUGGEST
from stemme.project.demo.company import ROLE_HOLDERS
from stemme.project.demo.stage import Stage

_HOLDERS = frozenset(address for _role, address in ROLE_HOLDERS)
_WISHES = (("twice", None), ("fortnightly", None), ("monthly", None), ("weekly", 3), ("weekly", 4), ("twice", 0))


def send_first_mails(stage: Stage) -> None:
    """Send them the ordinary way; in the demo they land in the mailbox folder."""
    _choose_rhythms(stage)
    holders = {stage.by_address[address].id for _role, address in ROLE_HOLDERS}
    organisation_id = stage.organisation.id
    planning.plan_at_once(organisation_id=organisation_id, now=stage.now, only=holders)
    delivery.send_planned(now=stage.now, organisation_id=organisation_id, heed_hours=False, seconds=60)


def _choose_rhythms(stage: Stage) -> None:
    """Some have chosen a rhythm, a day or quiet weeks of their own."""
    others = [person for address, person in sorted(stage.by_address.items()) if address not in _HOLDERS]
    for number, person in enumerate(others[:: len(others) // 60]):
        reader = viewer(person.id, scope=SUGGEST)
        if reader is None or person.joined_at is None:
            continue
        every, weekday = _WISHES[number % len(_WISHES)]
        choosing.choose(viewer=reader, every=every, weekday=weekday, now=stage.now)
        if number % 4 == 0:
            first = stage.today + dt.timedelta(days=number % 20)
            choosing.add_quiet(viewer=reader, first=first, last=first + dt.timedelta(days=13), now=stage.now)
