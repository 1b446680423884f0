"""Everything that changes tracked links and their clicks."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.erasing import erased
from stemme.kit.hosted import is_hosted, is_landing
from stemme.kit.tenancy import across_organisations
from stemme.kit.tokens import new_link_code
from stemme.links.address_queries import is_measured, measured_hosts, own_hosts
from stemme.links.campaign import without_parameter
from stemme.links.cards import Card
from stemme.links.change_actions import announce
from stemme.links.click_ids import PARAMETER
from stemme.links.models import ClickInbox, DaySalt, LinkTarget, TrackedLink
from stemme.links.queries import LinkRow, link_facts
from stemme.links.targets import checked_target
from stemme.people import actions as people
from stemme.people.viewer import Viewer

_CODE_TRIES = 5
_SALT_KEPT = dt.timedelta(hours=24)


def make_link(
    *,
    organisation_id: int,
    person_id: int,
    story_id: int,
    channel: str,
    card: Card,
    counted: bool = True,
    now: dt.datetime,
) -> LinkRow:
    """The person's link to the story for this channel: made now, or the one there is.

    Pressing twice, also at the same moment, gives the same link. A link that exists leads where this card leads
    from now on, works again if the person had stopped it, and keeps its own ``counted``. Raises TargetError when the
    card's address cannot stand.
    """
    with transaction.atomic():
        target = _target_of(organisation_id=organisation_id, story_id=story_id, card=card, now=now)
        key = {
            "organisation_id": organisation_id,
            "person_id": person_id,
            "story_id": story_id,
            "channel": channel,
        }
        for attempt in range(_CODE_TRIES):
            existing = TrackedLink.objects.filter(**key).values_list("id", flat=True).first()
            if existing is not None:
                _changed(TrackedLink.objects.filter(id=existing).exclude(target=target).update(target=target))
                revive_link(organisation_id=organisation_id, person_id=person_id, link_id=existing, now=now)
                return link_facts([existing])[existing]
            try:
                with transaction.atomic():
                    made = TrackedLink.objects.create(
                        **key, code=new_link_code(), target=target, counted=counted, created_at=now
                    )
                return link_facts([made.id])[made.id]
            except IntegrityError:  # Made at the same moment by another process, or the code is taken.
                if attempt == _CODE_TRIES - 1:
                    raise
    raise AssertionError("the loop above returns or raises")


def _target_of(*, organisation_id: int, story_id: int, card: Card, now: dt.datetime) -> LinkTarget:
    fields = _card_fields(card, organisation_id)
    target, made = LinkTarget.objects.get_or_create(
        organisation_id=organisation_id,
        story_id=story_id,
        language=card.language,
        defaults={**fields, "changed_at": now},
    )
    if not made and any(getattr(target, name) != value for name, value in fields.items()):
        LinkTarget.objects.filter(id=target.id).update(**fields, changed_at=now)
        announce()
    return target


def _card_fields(card: Card, organisation_id: int) -> dict[str, Any]:
    fields = dataclasses.asdict(card)
    del fields["language"]
    # An editor who visited the page through a link may have copied their own click id with its address.
    url = without_parameter(card.url, PARAMETER)
    # The places on our own hosts that lead nowhere else: a story's public page, and landing pages.
    ends_here = is_hosted(url) or is_landing(url)
    fields["url"] = checked_target(url, own_hosts=() if ends_here else own_hosts())
    fields["measured"] = is_measured(fields["url"], measured_hosts(organisation_id))
    fields["title"] = card.title[:300]
    fields["site_name"] = card.site_name[:120]
    fields["image_alt"] = card.image_alt[:300]
    return fields


def set_card(*, organisation_id: int, story_id: int, card: Card, now: dt.datetime) -> bool:
    """Change what the links of this story in the card's language lead to and show. False when there are none yet.

    Raises TargetError when the address cannot stand.
    """
    targets = LinkTarget.objects.filter(organisation_id=organisation_id, story_id=story_id, language=card.language)
    fields = _card_fields(card, organisation_id)
    with transaction.atomic():
        if targets.filter(**fields).exists():
            return True
        return _changed(targets.update(**fields, changed_at=now)) > 0


def withdraw_story(*, organisation_id: int, story_id: int, now: dt.datetime) -> int:
    """Every link of the story answers 410 from now on. How many targets."""
    targets = LinkTarget.objects.filter(organisation_id=organisation_id, story_id=story_id, withdrawn_at=None)
    with transaction.atomic():
        return _changed(targets.update(withdrawn_at=now, changed_at=now))


def restore_story(*, organisation_id: int, story_id: int, now: dt.datetime) -> int:
    """The links of a withdrawn story lead somewhere again. How many targets."""
    targets = LinkTarget.objects.filter(organisation_id=organisation_id, story_id=story_id)
    with transaction.atomic():
        return _changed(targets.exclude(withdrawn_at=None).update(withdrawn_at=None, changed_at=now))


def set_counted(*, organisation_id: int, person_id: int, link_id: int, counted: bool) -> bool:
    """The person's own switch: are visits from this link counted? False when the link is not theirs."""
    links = TrackedLink.objects.filter(organisation_id=organisation_id, person_id=person_id, id=link_id)
    with transaction.atomic():
        return _changed(links.update(counted=counted)) > 0


def retire_link(*, organisation_id: int, person_id: int, link_id: int, now: dt.datetime) -> bool:
    """The person stops their own link: it answers 410 from now on, and its clicks so far stay.

    False when it is not theirs or has been stopped before.
    """
    return _set_retired(organisation_id, person_id, link_id, stopped=True, now=now)


def revive_link(*, organisation_id: int, person_id: int, link_id: int, now: dt.datetime) -> bool:
    """The person lets their own stopped link work again. False when it is not theirs or works."""
    return _set_retired(organisation_id, person_id, link_id, stopped=False, now=now)


def _set_retired(organisation_id: int, person_id: int, link_id: int, *, stopped: bool, now: dt.datetime) -> bool:
    links = TrackedLink.objects.filter(organisation_id=organisation_id, person_id=person_id, id=link_id)
    with transaction.atomic():
        changed = links.filter(retired_at__isnull=stopped).update(retired_at=now if stopped else None)
        if _changed(changed):
            kind = facts.LINK_STOPPED if stopped else facts.LINK_RESUMED
            record(kind, organisation_id=organisation_id, actor_id=person_id, subject_id=link_id, at=now)
    return changed > 0


def change_settings(*, actor: Viewer, link_host: str, office_networks: Sequence[str], now: dt.datetime) -> bool:
    """Set the organisation's own domain ("" for none) and office networks (as parsed); False when nothing changed.

    Raises people.actions.LinkHostTakenError.
    """
    with transaction.atomic():
        changed = people.change_link_settings(
            actor=actor, link_host=link_host, office_networks=office_networks, now=now
        )
        return _changed(len(changed)) > 0


def _changed(rows: int) -> int:
    """As many as were given; every process that serves links hears of it when the transaction is committed."""
    if rows:
        announce()
    return rows


@across_organisations("clicks of all organisations wait in one queue")
def drop_inbox(up_to: int) -> int:
    """Delete the clicks up to this id, which have been rolled up. How many."""
    return ClickInbox.objects.filter(id__lte=up_to).delete()[0]


def rotate_salts(now: dt.datetime) -> int:
    """Destroy the secrets of days that ended more than 24 hours ago. How many."""
    oldest = (now - _SALT_KEPT).astimezone(dt.UTC).date()
    return erased(DaySalt.objects.filter(day__lt=oldest))
