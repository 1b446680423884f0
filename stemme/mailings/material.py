"""What the mails of one run are made of: read once per organisation, not once per mail."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.core.mail import EmailMultiAlternatives

from stemme.kit.periods import Period, month_of, month_start
from stemme.library import queries as library
from stemme.mailings.composing import DigestContent, LastTime, Reader, compose_digest
from stemme.mailings.inviting import InvitationContent, compose_invitation
from stemme.mailings.keys import Keys
from stemme.mailings.letters import letter, message_id
from stemme.mailings.models import Mailing, Rhythm
from stemme.mailings.rhythm import NEVER
from stemme.mailings.windows import GroupWindows, draw
from stemme.maturity import queries as maturity
from stemme.people import queries as people
from stemme.sharing import queries as sharing
from stemme.stats import queries as stats
from stemme.stats import turnout_queries as turnout
from stemme.stats.involvement import shown

#: As make_door_link gives by default.
LINK_DAYS = dt.timedelta(days=14)
_LAST_TIME = dt.timedelta(days=30)


class _OfOrganisation:
    """One organisation's people, stories, figures."""

    def __init__(self, organisation_id: int, now: dt.datetime) -> None:
        self.row = people.organisation(organisation_id)
        self.today = now.astimezone(ZoneInfo(self.row.time_zone)).date()
        self.receivers = {r.person_id: r for r in people.receivers(organisation_id, now=now)}
        self.stories = {story.id: story for story in library.live_stories(organisation_id, now=now)}
        never = Rhythm.objects.filter(organisation_id=organisation_id, every=NEVER)
        self.silent = set(never.values_list("person_id", flat=True))
        invited = Mailing.objects.filter(organisation_id=organisation_id, kind="invitation")
        self.first_invitation: dict[int, int] = {}
        for mailing_id, person_id in invited.order_by("id").values_list("id", "person_id"):
            self.first_invitation.setdefault(person_id, mailing_id)
        this_month = month_of(self.today)
        #: This month and the last: on the first of a month not everything shall be dark.
        self.lately = Period(this_month.before().first, this_month.last)
        self.division_of = {team.id: team.division_id for team in people.teams(organisation_id)}
        self.windows = self._windows(organisation_id)

    def _windows(self, organisation_id: int) -> dict[int, GroupWindows]:
        """Divisions that may be shown (P-07) and in which somebody took part: a dark house invites nobody."""
        groups = shown(turnout.divisions_in(organisation_id, self.lately), floor=self.row.group_floor, others="")
        return {
            group.key: GroupWindows(name=group.name, total=group.people, lit=min(group.took_part, group.people))
            for group in groups
            if group.key and group.took_part
        }

    def took_part(self, person_id: int) -> bool:
        """Whether the person's own window is lit; said to nobody else."""
        months = (self.lately.first, month_start(self.lately.last))
        return any(turnout.took_part_of(self.row.id, person_id, month) for month in months)


class Material:
    """The material of one run at the moment ``now``."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        self._organisations: dict[int, _OfOrganisation] = {}

    def _of(self, organisation_id: int) -> _OfOrganisation:
        if organisation_id not in self._organisations:
            self._organisations[organisation_id] = _OfOrganisation(organisation_id, self.now)
        return self._organisations[organisation_id]

    def still_wanted(self, mailing: Mailing) -> bool:
        """False if the person has stopped, left or taken a break since, or all the stories were withdrawn."""
        ours = self._of(mailing.organisation_id)
        if mailing.person_id not in ours.receivers or mailing.person_id in ours.silent:
            return False
        return mailing.kind == "invitation" or any(story_id in ours.stories for story_id in mailing.stories)

    def keys(self, mailing: Mailing, *, door: str, stop: str) -> Keys:
        """The addresses in the mail, with these tokens."""
        return Keys(public_url=self._of(mailing.organisation_id).row.page_url, door=door, stop=stop)

    def letter(self, mailing: Mailing, keys: Keys) -> EmailMultiAlternatives:
        """The message of a planned mail, with these keys in its links."""
        receiver = self._of(mailing.organisation_id).receivers[mailing.person_id]
        content = self._invitation(mailing, keys) if mailing.kind == "invitation" else self.digest(mailing, keys)
        identity = message_id(mailing.kind, mailing.pk)
        return letter(content, name=receiver.name, address=receiver.email, identity=identity, keys=keys)

    def _invitation(self, mailing: Mailing, keys: Keys) -> InvitationContent:
        ours = self._of(mailing.organisation_id)
        reader, local = self._reader(mailing)
        reminder = ours.first_invitation.get(mailing.person_id) != mailing.pk
        return compose_invitation(reader, keys=keys, expires=(local + LINK_DAYS).date(), reminder=reminder)

    def _reader(self, mailing: Mailing) -> tuple[Reader, dt.datetime]:
        """Who it is for, and the moment where they are."""
        ours = self._of(mailing.organisation_id)
        receiver = ours.receivers[mailing.person_id]
        brand = ours.row.brand
        reader = Reader(receiver.given_name, receiver.language, ours.row.name, brand.accent, brand.ink)
        return reader, self.now.astimezone(ZoneInfo(receiver.time_zone))

    def digest(self, mailing: Mailing, keys: Keys) -> DigestContent:
        """The words of a planned digest, with these keys in its links."""
        ours = self._of(mailing.organisation_id)
        receiver = ours.receivers[mailing.person_id]
        reader, local = self._reader(mailing)
        group = ours.windows.get(ours.division_of.get(receiver.team_id or 0, 0))
        shares = sharing.shares_of(mailing.organisation_id, mailing.person_id, since=self.now - _LAST_TIME)
        return compose_digest(
            reader,
            [ours.stories[story_id] for story_id in mailing.stories if story_id in ours.stories],
            keys=keys,
            local=local,
            expires=(local + LINK_DAYS).date(),
            windows=draw(group, seed=local.date()) if group else None,
            mine_is_lit=group is not None and ours.took_part(mailing.person_id),
            last_time=self._last_time(mailing.organisation_id, shares, receiver.language),
            rung=maturity.rungs_of(ours.row.id, [receiver.person_id], now=self.now).get(receiver.person_id, ""),
        )

    def _last_time(self, organisation_id: int, shares: list[sharing.ShareRow], language: str) -> LastTime | None:
        """Visitors of the newest share somebody came by; None if nobody did: zero is no news."""
        if not shares:
            return None
        links = [share.link_id for share in shares if share.link_id is not None]
        totals = stats.link_totals(organisation_id, links)
        for share in sorted(shares, key=lambda share: share.shared_at, reverse=True):
            figures = totals.get(share.link_id)
            if figures is not None and figures.visitors > 0:
                _, title = library.titles(organisation_id, [share.story_id])[share.story_id]
                return LastTime(people=figures.visitors, title=title)
        return None
