"""Rounds that are opened and answered, for tests."""

from __future__ import annotations

import datetime as dt

from stemme.readiness import actions
from stemme.readiness.statements import BY_KEY

DAY = dt.timedelta(days=1)


def opened(viewer, now):
    return actions.open_round(actor=viewer, closes_on=now.date() + 14 * DAY, now=now)


def said(value, **more):
    return {**dict.fromkeys(BY_KEY, value), **more}


def voice(viewer, now, role, answers, *, named=False, person=None):
    """Somebody asked by a link (or by name), who has answered; the rater's token."""
    if person is None:
        token = actions.make_link(actor=viewer, role=role, language="en", now=now)
    else:
        rater = actions.ask_person(actor=viewer, role=role, person_id=person.id, now=now)
        token = actions.new_link(organisation_id=viewer.organisation_id, rater_id=rater, now=now)
    actions.answer(token=token, answers=answers, named=named, now=now)
    return token
