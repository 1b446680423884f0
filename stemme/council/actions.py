"""Writing down what the papers need, issuing an edition, noting it as seen, noticing that it is stale."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, replace

from django.db import transaction

from stemme.council import access, papers, queries
from stemme.council.blocks import as_data
from stemme.council.legal_bases import AGREEMENT
from stemme.council.models import Edition, Paper, Particulars, Seen, Staleness
from stemme.council.situation import About
from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people import queries as people
from stemme.people.viewer import Viewer


class NotReadyError(Exception):
    """An edition cannot be issued: something is missing (``missing`` names the fields), or nothing is different."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing) or "nothing is different")
        self.missing = missing


def missing(about: About) -> tuple[str, ...]:
    """The fields without which a notice would be incomplete (Articles 13 and 14), in the form's order."""
    needed = ("controller", "address", "contact", "country", "basis")
    found = [name for name in needed if not getattr(about, name)]
    if about.basis == AGREEMENT:
        found += [name for name in ("agreement", "agreed_on") if not getattr(about, name)]
    return tuple(found)


def write_down(*, actor: Viewer, about: About, now: dt.datetime) -> frozenset[str]:
    """Keep what the owner wrote for the papers; the names of the fields that changed."""
    with transaction.atomic():
        Particulars.objects.get_or_create(organisation_id=actor.organisation_id)
        row = Particulars.objects.select_for_update().get(organisation_id=actor.organisation_id)
        changed = frozenset(name for name, value in asdict(about).items() if getattr(row, name) != value)
        for name in changed:
            setattr(row, name, getattr(about, name))
        if changed:
            row.save(update_fields=sorted(changed))
            record(
                facts.PAPERS_SETTINGS_CHANGED,
                organisation_id=actor.organisation_id,
                actor_id=actor.person_id,
                at=now,
                fields=sorted(changed),
            )
    return changed


def issue(*, actor: Viewer, now: dt.datetime) -> int:
    """Freeze all papers as they are now; the id of the new edition. Raises NotReadyError."""
    organisation_id = actor.organisation_id
    with transaction.atomic():
        # Two owners at once: the second waits here, and finds that nothing is different any more.
        Particulars.objects.select_for_update().filter(organisation_id=organisation_id).first()
        state = queries.standing(organisation_id, now=now)
        lacking = missing(state.held.about)
        if lacking or (state.newest and not state.different):
            raise NotReadyError(lacking)
        number = (state.newest.number if state.newest else 0) + 1
        contents = papers.all_made(replace(state.held, edition=number))
        made = Edition.objects.create(
            organisation_id=organisation_id,
            number=number,
            issued_at=now,
            created_by_id=actor.person_id,
            configuration=state.configuration,
            fingerprint=state.held.fingerprint,
            papers_hash=papers.hash_of(contents),
        )
        Paper.objects.bulk_create(
            Paper(organisation_id=organisation_id, edition=made, paper=key, language=language, content=as_data(content))
            for (key, language), content in contents.items()
        )
        record(
            facts.PAPERS_ISSUED,
            organisation_id=organisation_id,
            actor_id=actor.person_id,
            at=now,
            subject_id=made.pk,
            edition=number,
            configuration=made.fingerprint,
            papers=made.papers_hash,
        )
        Staleness.objects.filter(organisation_id=organisation_id).delete()
    return made.pk


def note_seen(*, actor: Viewer, edition_id: int, now: dt.datetime) -> bool:
    """The representative has seen an edition; False if they had noted it before. Raises Http404."""
    access.for_representatives(actor)
    found = access.edition_of(actor, edition_id)
    with transaction.atomic():
        if queries.has_seen(found.id, actor.person_id):
            return False
        Seen.objects.create(
            organisation_id=actor.organisation_id, edition_id=found.id, person_id=actor.person_id, noted_at=now
        )
        record(
            facts.PAPERS_SEEN,
            organisation_id=actor.organisation_id,
            actor_id=actor.person_id,
            at=now,
            subject_id=found.id,
            edition=found.number,
        )
    return True


def notice_changes(*, organisation_id: int, now: dt.datetime) -> queries.Standing:
    """Compare what holds with the newest edition, and remember since when it is different."""
    state = queries.standing(organisation_id, now=now)
    if state.newest and state.different:
        Staleness.objects.get_or_create(
            organisation_id=organisation_id, defaults={"edition_id": state.newest.id, "noticed_at": now}
        )
    else:
        Staleness.objects.filter(organisation_id=organisation_id).delete()
    return state


def notice_all_changes(*, now: dt.datetime) -> int:
    """The same for every organisation; how many have papers that are stale."""
    states = [notice_changes(organisation_id=row.id, now=now) for row in people.organisations()]
    return sum(bool(state.different) for state in states)
