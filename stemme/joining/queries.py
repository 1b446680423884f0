"""Reading links and those who asked by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from stemme.joining import codes
from stemme.joining.models import JoinLink, JoinRequest
from stemme.kit.retention import before
from stemme.kit.tokens import normal_token, token_hash
from stemme.people.queries import page_url_of, person_by_address
from stemme.people.role_queries import held_by
from stemme.people.roles import MANAGE_PEOPLE, teams_with

#: The teams that somebody looks after (``Viewer.teams_for``), or None for everybody.
Teams: TypeAlias = Collection[int] | None
#: What a link is doing; the first that is true.
STOPPED, OVER, FULL, WITHOUT_MAKER, WORKS = "stopped", "over", "full", "without_maker", "works"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as the list of its administrators shows it."""

    id: int
    organisation_id: int
    organisation_name: str
    #: What stands before the paths of the organisation's pages.
    page_url: str
    label: str
    team: str
    language: str
    domains: tuple[str, ...]
    private: bool
    used: int
    most: int
    last_day: dt.date
    made_by: str
    token: str
    shown_code: str
    state: str

    @property
    def works(self) -> bool:
        """Whether one can ask by it now."""
        return self.state == WORKS


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Somebody without a work address who waits for a yes."""

    id: int
    name: str
    email: str
    label: str
    team: str
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Confirmable:
    """What the page of a confirmation mail shows."""

    organisation_name: str
    given_name: str
    family_name: str
    email: str
    language: str


def makers_who_may(links: Collection[JoinLink]) -> set[tuple[int, int | None]]:
    """(person, team of a link) for those of the links whose makers may still invite into the link's team (T-28)."""
    found: set[tuple[int, int | None]] = set()
    for organisation_id in {link.organisation_id for link in links}:
        ours = [link for link in links if link.organisation_id == organisation_id and link.made_by_id]
        makers = {link.made_by_id for link in ours if link.made_by_id}
        # Whoever leaves the company holds no role any more (people/actions/leaving.py).
        held = held_by(organisation_id, makers)
        for link in ours:
            if link.made_by_id is None:
                continue
            teams = teams_with(MANAGE_PEOPLE, held[link.made_by_id])
            if teams is None or (link.team_id is not None and link.team_id in teams):
                found.add((link.made_by_id, link.team_id))
    return found


def state_of(link: JoinLink, *, now: dt.datetime, may: bool) -> str:
    """What the link is doing. ``may``: its maker may still invite. ``link.organisation`` should be loaded."""
    if link.stopped_at:
        return STOPPED
    if now.astimezone(ZoneInfo(link.organisation.time_zone)).date() > link.last_day:
        return OVER
    if link.used >= link.most:
        return FULL
    return WORKS if may else WITHOUT_MAKER


def _row(link: JoinLink, *, now: dt.datetime, may: bool) -> LinkRow:
    return LinkRow(
        id=link.pk,
        organisation_id=link.organisation_id,
        organisation_name=link.organisation.name,
        page_url=page_url_of(link.organisation),
        label=link.label,
        team=link.team.name if link.team else "",
        language=link.language,
        domains=tuple(link.domains.split()),
        private=link.private,
        used=link.used,
        most=link.most,
        last_day=link.last_day,
        made_by=link.made_by.name if link.made_by else "",
        token=link.token,
        shown_code=codes.shown(link.code),
        state=state_of(link, now=now, may=may),
    )


def _within(teams: Teams) -> Q:
    """Links of one's teams; those without a team belong to whoever looks after everybody."""
    return Q() if teams is None else Q(team_id__in=list(teams))


def _loaded() -> QuerySet[JoinLink]:
    return JoinLink.objects.select_related("organisation", "team", "made_by")


def links(organisation_id: int, *, teams: Teams, now: dt.datetime) -> list[LinkRow]:
    """The links of these teams, the newest first, those that work before the others."""
    found = list(_loaded().filter(_within(teams), organisation_id=organisation_id).order_by("-created_at", "-id"))
    may = makers_who_may(found)
    rows = [_row(link, now=now, may=(link.made_by_id, link.team_id) in may) for link in found]
    return sorted(rows, key=lambda row: not row.works)


def link(organisation_id: int, link_id: int, *, teams: Teams, now: dt.datetime) -> LinkRow | None:
    """One of those links, or None."""
    found = _loaded().filter(_within(teams), organisation_id=organisation_id, id=link_id).first()
    return _row(found, now=now, may=bool(makers_who_may([found]))) if found else None


def live_link(token: str, *, now: dt.datetime) -> LinkRow | None:
    """The link behind a QR code if one can ask by it now; None if it never was, is over, full, stopped or orphaned."""
    found = _loaded().filter(token=codes.normal(token)).first()
    row = _row(found, now=now, may=bool(makers_who_may([found]))) if found else None
    return row if row and row.works else None


def token_of_code(code: str) -> str | None:
    """The address that belongs to a typed code, or None."""
    return JoinLink.objects.filter(code=codes.normal(code)).values_list("token", flat=True).first()


def waiting(organisation_id: int, *, teams: Teams, now: dt.datetime) -> list[WaitingRow]:
    """Those who asked without a work address, the oldest first."""
    found = JoinRequest.objects.select_related("link__team").filter(
        Q() if teams is None else Q(link__team_id__in=list(teams)),
        organisation_id=organisation_id,
        waits=True,
        since__gt=before("joining", now=now),
    )
    return [
        WaitingRow(
            id=asked.pk,
            name=f"{asked.given_name} {asked.family_name}".strip(),
            email=asked.email,
            label=asked.link.label,
            team=asked.link.team.name if asked.link.team else "",
            since=asked.since,
        )
        for asked in found.order_by("since", "id")
    ]


def confirmable(token: str, *, now: dt.datetime) -> Confirmable | None:
    """What a confirmation mail's link is about, or None when it does not work (any more)."""
    normal = normal_token(token)
    asked = (
        JoinRequest.objects.select_related("organisation")
        .filter(token_hash=token_hash(normal or ""), since__gt=before("joining", now=now), waits=False)
        .first()
    )
    if normal is None or asked is None:
        return None
    return Confirmable(
        organisation_name=asked.organisation.name,
        given_name=asked.given_name,
        family_name=asked.family_name,
        email=asked.email,
        language=asked.language,
    )


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """A request as the job that answers it needs it. ``person_id``: who has this address already, if anybody."""

    organisation_name: str
    page_url: str
    email: str
    language: str
    waits: bool
    person_id: int | None


def request_to_answer(request_id: int) -> ToAnswer | None:
    """The request, or None when it is gone."""
    asked = JoinRequest.objects.select_related("organisation").filter(id=request_id).first()
    if asked is None:
        return None
    person_id = person_by_address(asked.organisation.slug, asked.email)
    organisation = asked.organisation
    return ToAnswer(organisation.name, page_url_of(organisation), asked.email, asked.language, asked.waits, person_id)
