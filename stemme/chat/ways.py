"""Slack and Teams as ways for a person's digest (mailings/ways.py). Who cannot be reached there gets it by mail."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from stemme.chat import account_actions, answers, queries, telling
from stemme.kit.mailer import RefusedError, UncertainError

if TYPE_CHECKING:
    from stemme.mailings.composing import DigestContent

#: As a mail server would say it: not now, and never. Neither means that nobody answered at all.
_NOT_NOW, _NEVER = 450, 554
#: Answers after which mail takes over, because the way is shut or does not reach the person any more.
_BY_MAIL = frozenset({answers.NOBODY, answers.KEY, "secret"})


class ForSomebody(Protocol):
    """What of a mailing is asked here: whom it is for."""

    organisation_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class ChatWay:
    """One of the two products as a way."""

    key: str

    def available(self, organisation_id: int) -> bool:
        """Whether the organisation's app is there and its key was good the last time."""
        return self.key in queries.ways_of(organisation_id)

    def reaches(self, organisation_id: int, person_ids: Collection[int]) -> set[int]:
        """Who of these is known there."""
        return queries.reached_by(self.key, organisation_id, person_ids)

    def hand_over(self, mailing: ForSomebody, digest: DigestContent) -> None:
        """Send the digest as a direct message. Raises RefusedError or UncertainError."""
        outcome = account_actions.tell(
            organisation_id=mailing.organisation_id,
            person_id=mailing.person_id,
            way=self.key,
            content=telling.of_digest(digest),
        )
        if outcome.state == answers.SENT:
            return
        if outcome.state == answers.UNCLEAR:
            raise UncertainError(f"{self.key}: {outcome.why}")
        if outcome.state == answers.AGAIN or outcome.why in _BY_MAIL:
            raise RefusedError(f"{self.key}: {outcome.why}", code=_NOT_NOW)
        raise RefusedError(f"{self.key}: {outcome.why}", code=_NEVER, permanent=True)
