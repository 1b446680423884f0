"""What the mails of one batch are made of: read once for all their readers, not once per mail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from zoneinfo import ZoneInfo

from django.core.mail import EmailMultiAlternatives

from stemme.mailings.composing import Around, DigestContent, LastTime, Reader, compose_digest
from stemme.mailings.inviting import InvitationContent, compose_invitation
from stemme.mailings.keys import Keys
from stemme.mailings.kinds import STORY, TEST
from stemme.mailings.letters import letter, message_id
from stemme.mailings.models import Mailing
from stemme.mailings.reading_queries import Batch
from stemme.mailings.rhythm import MONTHLY, next_digest
from stemme.mailings.windows import draw
from stemme.people.actions.doors import VALID


class Material:
    """The material of one batch at the moment ``now``.

    ``prepare`` reads everything for its mailings; a mailing that was not prepared is read by itself.
    """

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        #: By mailing.
        self._batches: dict[int, Batch] = {}

    def prepare(self, mailings: Collection[Mailing]) -> None:
        """Read what these mailings need: so many queries for each organisation, however many mailings."""
        by_organisation: dict[int, list[Mailing]] = {}
        for mailing in mailings:
            by_organisation.setdefault(mailing.organisation_id, []).append(mailing)
        for organisation_id, theirs in by_organisation.items():
            batch = Batch(organisation_id, theirs, now=self.now)
            self._batches.update(dict.fromkeys((mailing.pk for mailing in theirs), batch))

    def _of(self, mailing: Mailing) -> Batch:
        if mailing.pk not in self._batches:
            self.prepare([mailing])
        return self._batches[mailing.pk]

    def still_wanted(self, mailing: Mailing) -> bool:
        """False if the person has stopped, left or taken a break since, or no story of the mail fits them any more."""
        batch = self._of(mailing)
        stopped = mailing.person_id in batch.silent and mailing.kind != TEST
        if mailing.person_id not in batch.receivers or stopped:
            return False
        return not mailing.stories or bool(batch.stories_of(mailing))

    def keys(self, mailing: Mailing, *, door: str, stop: str) -> Keys:
        """The addresses in the mail, with these tokens."""
        return Keys(public_url=self._of(mailing).organisation.page_url, door=door, stop=stop)

    def letter(self, mailing: Mailing, keys: Keys) -> EmailMultiAlternatives:
        """The message of a planned mail, with these keys in its links."""
        receiver = self._of(mailing).receivers[mailing.person_id]
        content = self._invitation(mailing, keys) if mailing.kind == "invitation" else self.digest(mailing, keys)
        identity = message_id(mailing.kind, mailing.pk)
        return letter(content, name=receiver.name, address=receiver.email, identity=identity, keys=keys)

    def digest(self, mailing: Mailing, keys: Keys) -> DigestContent:
        """The words of a planned digest, or of a story sent at once, with these keys in its links.

        Raises ValueError when no story of it fits the reader any more.
        """
        batch, (reader, local) = self._of(mailing), self.reader(mailing)
        stories = batch.stories_of(mailing)
        now_from = stories[0].story.stream if mailing.kind in {STORY, TEST} and stories else ""
        return compose_digest(reader, stories, keys=keys, around=self._around(batch, mailing, local), now_from=now_from)

    def _around(self, batch: Batch, mailing: Mailing, local: dt.datetime) -> Around:
        person_id = mailing.person_id
        group, plan = batch.windows_of(person_id), batch.plans[person_id]
        coming = next_digest(plan.timetable, plan.past, plan.silence, now=self.now)
        last = batch.last_share_of(person_id)
        return Around(
            local=local,
            expires=(local + VALID).date(),
            windows=draw(group, seed=local.date()) if group else None,
            mine_is_lit=group is not None and person_id in batch.lit,
            last_time=LastTime(last.visitors, last.title, last.reactions) if last else None,
            rung=batch.rungs.get(person_id, ""),
            angles=batch.angles_of(batch.receivers[person_id].language),
            next_mail=coming.at.astimezone(local.tzinfo) if coming else None,
            monthly=plan.timetable.wish.every == MONTHLY,
        )

    def _invitation(self, mailing: Mailing, keys: Keys) -> InvitationContent:
        reader, local = self.reader(mailing)
        reminder = self._of(mailing).first_invitation.get(mailing.person_id) != mailing.pk
        speak = self._of(mailing).speaker(reader.language, reminder=reminder)
        return compose_invitation(
            reader,
            keys=keys,
            expires=(local + VALID).date(),
            reminder=reminder,
            own=speak(reader) if speak else None,
        )

    def reader(self, mailing: Mailing) -> tuple[Reader, dt.datetime]:
        """Who it is for, and the moment where they are."""
        batch, person_id = self._of(mailing), mailing.person_id
        receiver, brand = batch.receivers[person_id], batch.organisation.brand
        reader = Reader(
            receiver.given_name,
            receiver.language,
            batch.organisation.name,
            brand.accent,
            brand.ink,
            batch.followed_by(person_id),
            batch.own_apps.get(person_id, ()),
        )
        return reader, self.now.astimezone(ZoneInfo(receiver.time_zone))
