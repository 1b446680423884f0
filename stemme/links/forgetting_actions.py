"""Taking names out of links and clicks. Links go on working, owned by the organisation (security.md P-13)."""

from __future__ import annotations

import datetime as dt

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import portions
from stemme.kit.tenancy import across_organisations
from stemme.links.change_actions import announce
from stemme.links.models import Click, OwnBrowser, TrackedLink


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Links that are a year old belong to the organisation from now on; how many."""
    old = TrackedLink.objects.filter(person__isnull=False, created_at__lt=before("links", now=now))
    done = sum(some.update(person=None) for some in portions(old, size=AT_ONCE))
    if done:
        announce()
    return done


def forget_person(*, organisation_id: int, person_id: int, lot: int) -> None:
    """One person's links belong to the organisation and work, also those they had stopped counting; kept clicks say
    ``lot`` instead of the person, so that rebuilt figures stay the same."""
    TrackedLink.objects.filter(organisation_id=organisation_id, person_id=person_id).update(person=None)
    Click.objects.filter(organisation_id=organisation_id, person_id=person_id).update(person_id=lot)
    OwnBrowser.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
    announce()


def count_visits(*, organisation_id: int, person_id: int, counted: bool) -> int:
    """Whether visits through this person's links are counted, all of them at once; how many links changed."""
    links = TrackedLink.objects.filter(organisation_id=organisation_id, person_id=person_id).exclude(counted=counted)
    changed = links.update(counted=counted)
    if changed:
        announce()
    return changed
