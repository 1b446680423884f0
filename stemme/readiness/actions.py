"""Opening a round, asking people, answering, closing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.periods import local_day
from stemme.kit.tenancy import across_organisations
from stemme.kit.tokens import new_token, normal_token, token_hash
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.readiness.models import Answer, Rater, Round
from stemme.readiness.roles import ROLES
from stemme.readiness.statements import BY_KEY, EDITION, HIGHEST, LOWEST

#: A round is open for at most so many days.
LONGEST = 90
#: So many people are asked in a round at most.
MOST_RATERS = 200


class RoundOpenError(Exception):
    """Another round is open."""


class RoundOverError(Exception):
    """The round is closed, or its last day is over."""


class RoundFullError(Exception):
    """As many people are asked as a round asks at most."""


class AskedAlreadyError(Exception):
    """This person is asked in this round already."""


def open_round(*, actor: Viewer, closes_on: dt.date, now: dt.datetime) -> int:
    """A new round until the end of ``closes_on``; its id. One whose last day is over is closed first.

    Raises RoundOpenError, and ValueError for a day that is over or too far away.
    """
    today, ours = actor.today(now), actor.organisation_id
    if not today <= closes_on <= today + dt.timedelta(days=LONGEST):
        raise ValueError("the last day is over or too far away")
    try:
        with transaction.atomic():
            rounds = Round.objects.filter(organisation_id=ours)
            for over in rounds.filter(closed_at=None, closes_on__lt=today):
                _close(over, now)
            last = rounds.order_by("-number").values_list("number", flat=True).first() or 0
            made = Round.objects.create(
                organisation_id=ours,
                number=last + 1,
                edition=EDITION,
                opened_at=now,
                opened_by_id=actor.person_id,
                closes_on=closes_on,
            )
            _note(facts.READINESS_OPENED, actor, made, now)
    except IntegrityError as error:
        raise RoundOpenError from error
    return made.pk


def ask_person(*, actor: Viewer, role: str, person_id: int, now: dt.datetime) -> int:
    """Ask a colleague in a role; the id of the rater, to whom jobs.send_invitation then writes.

    Raises RoundOverError, RoundFullError, AskedAlreadyError, and ValueError for a stranger or an unknown role.
    """
    card = people.person_card(actor.organisation_id, person_id)
    if card is None:
        raise ValueError("nobody here has this number")
    return _ask(actor, role, person_id, card.language, now)[0]


def make_link(*, actor: Viewer, role: str, language: str, now: dt.datetime) -> str:
    """A link for somebody in a role, to hand over; the token is told this once. Raises as ``ask_person``."""
    return _ask(actor, role, None, language, now)[1]


def _ask(actor: Viewer, role: str, person_id: int | None, language: str, now: dt.datetime) -> tuple[int, str]:
    if role not in ROLES:
        raise ValueError(f"nobody is asked as {role}")
    token = new_token("advr")
    try:
        with transaction.atomic():
            here = _open_round(actor.organisation_id, now)
            if Rater.objects.filter(round_id=here.pk).count() >= MOST_RATERS:
                raise RoundFullError
            rater = Rater.objects.create(
                round=here,
                role=role,
                person_id=person_id,
                token_hash=token_hash(token),
                language=language,
                invited_at=now,
            )
            _note(facts.READINESS_ASKED, actor, here, now)
    except IntegrityError as error:
        raise AskedAlreadyError from error
    return rater.pk, token


def _open_round(organisation_id: int, now: dt.datetime) -> Round:
    found = Round.objects.select_for_update().filter(organisation_id=organisation_id, closed_at=None).first()
    if found is None or _is_over(found, now):
        raise RoundOverError
    return found


def _is_over(here: Round, now: dt.datetime) -> bool:
    """Whether nothing may be answered any more."""
    today = local_day(now, people.organisation(here.organisation_id).time_zone)
    return here.closed_at is not None or here.closes_on < today


def new_link(*, organisation_id: int, rater_id: int, now: dt.datetime) -> str | None:
    """A fresh token for somebody who was asked; the one before stops working. None when it is too late for it."""
    with transaction.atomic():
        found = (
            Rater.objects.select_related("round").filter(id=rater_id, round__organisation_id=organisation_id).first()
        )
        if found is None or _is_over(found.round, now):
            return None
        token = new_token("advr")
        Rater.objects.filter(id=rater_id).update(token_hash=token_hash(token))
    return token


def take_back(*, actor: Viewer, rater_id: int, now: dt.datetime) -> bool:
    """Nobody can answer by this link any more; False, and nothing happens, when somebody has answered."""
    with transaction.atomic():
        mine = Rater.objects.select_related("round").filter(round__organisation_id=actor.organisation_id)
        found = mine.filter(id=rater_id, answered_at=None, round__closed_at=None).first()
        if found is None:
            return False
        found.delete()
        _note(facts.READINESS_TAKEN_BACK, actor, found.round, now)
    return True


def answer(*, token: str, answers: Mapping[str, int | None], named: bool, now: dt.datetime) -> None:
    """Keep what a rater says, in the place of what they said before. Leaves no fact: nobody is known to be here.

    ``answers``: 0 to 4 or None ("I do not know") by statement; what is missing was left out. Raises RoundOverError,
    also for an unknown token, and ValueError for an answer that there is not.
    """
    if any(key not in BY_KEY or not (said is None or LOWEST <= said <= HIGHEST) for key, said in answers.items()):
        raise ValueError("there is no such answer")
    with transaction.atomic():
        rater = Rater.objects.filter(token_hash=token_hash(normal_token(token) or "")).first()
        if rater is None:
            raise RoundOverError
        # Held until the answers are there: nothing is added to a round that is being closed.
        if _is_over(Round.objects.select_for_update().get(id=rater.round_id), now):
            raise RoundOverError
        Answer.objects.filter(rater_id=rater.pk).delete()
        Answer.objects.bulk_create(
            Answer(rater_id=rater.pk, statement=key, value=said) for key, said in answers.items()
        )
        Rater.objects.filter(id=rater.pk).update(answered_at=now, named=named)


def close(*, actor: Viewer, now: dt.datetime) -> bool:
    """Close the open round: figures come out, and names go but for those who agreed. False if none was open."""
    with transaction.atomic():
        found = Round.objects.select_for_update().filter(organisation_id=actor.organisation_id, closed_at=None).first()
        if found is None:
            return False
        _close(found, now)
        _note(facts.READINESS_CLOSED, actor, found, now)
    return True


def close_overdue(*, now: dt.datetime) -> int:
    """Close every round whose last day is over where it is asked; how many."""
    with across_organisations("rounds end by themselves in every organisation"):
        late = list(Round.objects.filter(closed_at=None, closes_on__lt=(now + dt.timedelta(days=1)).date()))
    over = [here for here in late if _is_over(here, now)]
    for here in over:
        with transaction.atomic():
            _close(here, now)
    return len(over)


def _close(here: Round, now: dt.datetime) -> None:
    """Nothing can be answered any more, and who answered is known only of those who agreed to it."""
    Round.objects.filter(id=here.pk).update(closed_at=now)
    Rater.objects.filter(round_id=here.pk, answered_at=None).delete()
    Rater.objects.filter(round_id=here.pk, named=False).update(person=None)


def _note(kind: str, actor: Viewer, here: Round, now: dt.datetime) -> None:
    record(
        kind,
        organisation_id=actor.organisation_id,
        actor_id=actor.person_id,
        at=now,
        subject_id=here.pk,
        number=here.number,
    )
