"""What holds in an organisation, its editions, and whether the newest still is what holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings

from stemme.agreements import queries as agreements
from stemme.agreements.locks import LOCKS, OPEN
from stemme.council import papers
from stemme.council.blocks import Content, from_data
from stemme.council.catalogue_queries import tables_about_people
from stemme.council.configuration import Difference, configuration, differences, fingerprint
from stemme.council.models import Edition, Paper, Particulars, Seen, Staleness
from stemme.council.situation import About, ChainEnd, Decision, Holders, KeptData, Lock, Situation
from stemme.journal import chain_queries, fact_groups, facts
from stemme.journal import queries as journal
from stemme.kit.retention import OTHERS, ROWS
from stemme.oidc import queries as oidc
from stemme.people import name_queries, register_queries
from stemme.people import queries as people
from stemme.people.roles import ROLES
from stemme.privacy.held import SOURCES

#: So many of the latest decisions stand on the sheet.
_DECISIONS = 5
_DECIDING = fact_groups.kinds_in((fact_groups.SETTINGS, fact_groups.MEASUREMENT))


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition in the list. ``by`` is empty for whoever is gone; ``seen``: (name, when) of the representatives."""

    id: int
    number: int
    issued_at: dt.datetime
    by: str
    fingerprint: str
    seen: tuple[tuple[str, dt.datetime], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the newest edition stands to what holds now. ``since``: noticed then; None while nothing is different."""

    held: Situation
    configuration: Mapping[str, Any]
    newest: EditionRow | None
    different: tuple[Difference, ...]
    since: dt.datetime | None


def about(organisation_id: int) -> About:
    """What the owner wrote down for the papers; all empty at first."""
    row = Particulars.objects.filter(organisation_id=organisation_id).first()
    if row is None:
        return About()
    return About(
        row.controller, row.address, row.contact, row.officer, row.country, row.basis, row.agreement, row.agreed_on
    )


def situation(organisation_id: int, *, now: dt.datetime) -> Situation:
    """What holds now. The same number of queries whatever there is; ``fingerprint`` and ``edition`` are not filled."""
    organisation = people.organisation(organisation_id)
    numbers = register_queries.holders(organisation_id)
    return Situation(
        organisation=organisation.name,
        slug=organisation.slug,
        time_zone=organisation.time_zone,
        set_up_at=register_queries.set_up_at(organisation_id),
        at=now,
        about=about(organisation_id),
        floor=organisation.group_floor,
        people=register_queries.listed(organisation_id),
        mail_host=urlsplit(settings.SMTP_URL).hostname or "",
        sign_in_host=_sign_in_host(organisation_id),
        holders=tuple(Holders(role.key, role.rights, numbers.get(role.key, 0)) for role in ROLES),
        about_people=tuple(
            KeptData(row, tuple(column for source in SOURCES.get(row.key, ()) for column in source.columns))
            for row in ROWS
        ),
        others=tuple(KeptData(row) for row in OTHERS),
        tables=tables_about_people(),
        decisions=_decisions(organisation_id),
        locks=tuple(_lock(organisation_id, lock, now, organisation.time_zone) for lock in LOCKS),
        end=_chain_end(organisation_id),
    )


def _lock(organisation_id: int, lock: str, now: dt.datetime, zone: str) -> Lock:
    held = agreements.state_of(organisation_id, lock, on=now.astimezone(ZoneInfo(zone)).date())
    row = held.agreement
    if row is None:
        return Lock(lock, held.state)
    return Lock(
        key=lock,
        state=held.state,
        reference=row.reference,
        notice_days=row.notice_days,
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        announced_at=row.announced_at,
        takes_effect_on=row.takes_effect_on,
        since=row.takes_effect_on if held.state == OPEN else None,
    )


def _sign_in_host(organisation_id: int) -> str:
    provider = oidc.provider_of(organisation_id)
    return (urlsplit(provider.issuer).hostname or "") if provider else ""


def _decisions(organisation_id: int) -> tuple[Decision, ...]:
    rows = journal.audit_rows(organisation_id, journal.Asked(_DECIDING), limit=_DECISIONS)
    return tuple(Decision(row.id, row.happened_at, row.kind, tuple(sorted(row.data.items()))) for row in rows)


def _chain_end(organisation_id: int) -> ChainEnd:
    head = chain_queries.head(organisation_id)
    last = journal.facts_between(head.up_to - 1, head.up_to, kinds=facts.CHAINED, limit=1)
    return ChainEnd(head.hash.hex(), head.facts, head.up_to, last[0].happened_at if last else None)


def configured(held: Situation) -> dict[str, Any]:
    """The configuration that the papers come from."""
    return configuration(held, texts=papers.own_words())


def standing(organisation_id: int, *, now: dt.datetime) -> Standing:
    """What holds, and what of it is different from the newest edition. ``held`` is complete."""
    held = situation(organisation_id, now=now)
    document = configured(held)
    newest = Edition.objects.filter(organisation_id=organisation_id).order_by("-number").first()
    held = replace(held, fingerprint=fingerprint(document), edition=newest.number if newest else 0)
    if newest is None:
        return Standing(held, document, None, (), None)
    different = tuple(differences(newest.configuration, document))
    noticed = Staleness.objects.filter(organisation_id=organisation_id, edition=newest).first()
    since = (noticed.noticed_at if noticed else now) if different else None
    return Standing(held, document, _rows([newest])[0], different, since)


def editions(organisation_id: int) -> list[EditionRow]:
    """All editions, the newest first. Three queries, however many there are."""
    return _rows(
        list(Edition.objects.filter(organisation_id=organisation_id).defer("configuration").order_by("-number"))
    )


def edition(organisation_id: int, edition_id: int) -> EditionRow | None:
    """An edition of the organisation, or None."""
    found = Edition.objects.filter(organisation_id=organisation_id, id=edition_id).defer("configuration").first()
    return _rows([found])[0] if found else None


def _rows(found: list[Edition]) -> list[EditionRow]:
    if not found:
        return []
    seen = list(Seen.objects.filter(edition__in=found).order_by("noted_at"))
    ids = {row.created_by_id for row in found} | {row.person_id for row in seen}
    names = name_queries.names(found[0].organisation_id, {id for id in ids if id})
    by_edition: dict[int, list[tuple[str, dt.datetime]]] = {}
    for row in seen:
        by_edition.setdefault(row.edition_id, []).append((names.get(row.person_id or 0, ""), row.noted_at))
    return [
        EditionRow(
            id=row.id,
            number=row.number,
            issued_at=row.issued_at,
            by=names.get(row.created_by_id or 0, ""),
            fingerprint=row.fingerprint,
            seen=tuple(by_edition.get(row.id, ())),
        )
        for row in found
    ]


def paper(organisation_id: int, edition_id: int, kind: str, language: str) -> Content | None:
    """One paper of an edition, or None."""
    found = Paper.objects.filter(
        organisation_id=organisation_id, edition_id=edition_id, paper=kind, language=language
    ).first()
    return from_data(found.content) if found else None


def all_papers(organisation_id: int, edition_id: int) -> dict[tuple[str, str], Content]:
    """Every paper of an edition by (key, language)."""
    rows = Paper.objects.filter(organisation_id=organisation_id, edition_id=edition_id)
    return {(row.paper, row.language): from_data(row.content) for row in rows}


def edition_configuration(organisation_id: int, edition_id: int) -> dict[str, Any]:
    """The configuration that an edition was made from. Raises Edition.DoesNotExist."""
    row = Edition.objects.get(organisation_id=organisation_id, id=edition_id)
    return dict(row.configuration)


def has_seen(edition_id: int, person_id: int) -> bool:
    """Whether the person noted that they have seen the edition."""
    return Seen.objects.filter(edition_id=edition_id, person_id=person_id).exists()
