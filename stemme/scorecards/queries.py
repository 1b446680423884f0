"""A person's own scorecard: what is hoped for, what they did, what came of it and what helps them, side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.atlas.care_queries import Contact, own_contacts
from stemme.buddies.queries import Standing, standing
from stemme.growth.curriculum import next_lesson
from stemme.growth.lesson_texts import Lesson, lessons
from stemme.growth.queries import lessons_done
from stemme.maturity.queries import place_of
from stemme.people.support_queries import Manager, Reach
from stemme.people.viewer import Viewer
from stemme.policy.contact_queries import ContactRow
from stemme.policy.contact_queries import contacts as guidelines_contacts
from stemme.policy.expectations.queries import ExpectationRow, expectation_for
from stemme.scorecards.card import Figures, Sharing
from stemme.scorecards.consent_queries import own_sharing
from stemme.scorecards.figure_queries import figures_of
from stemme.scores.queries import Card, card_of
from stemme.stats.best_time_queries import BestTime, best_of


@dataclass(frozen=True, slots=True)
class Support:
    """What somebody got or can get. ``lesson``: the next that fits their own place; None when all are done.
    ``contacts``: who was in touch because they offered it. ``to_ask``: who is named in the guidelines.
    """

    lesson: Lesson | None
    buddies: Standing
    contacts: tuple[Contact, ...]
    to_ask: tuple[ContactRow, ...]
    best: BestTime


@dataclass(frozen=True, slots=True)
class Seen:
    """Who can see it besides the owner: what the owner said of each open lock, and their direct managers."""

    sharing: tuple[Sharing, ...]
    managers: tuple[Manager, ...]

    @property
    def alone(self) -> bool:
        """True when nobody else can see it."""
        return not any(one.since for one in self.sharing)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The viewer's own. ``score`` is None before anything of theirs was counted; nobody else ever sees it."""

    expectation: ExpectationRow | None
    figures: Figures
    score: Card | None
    support: Support
    seen: Seen


def scorecard_of(viewer: Viewer, *, now: dt.datetime) -> Scorecard:
    """The viewer's own scorecard. The same number of queries whatever there is."""
    org, person, today = viewer.organisation_id, viewer.person_id, viewer.today(now)
    place = place_of(org, person, now=now)
    own = (place.names or (place.top,)) if place.known else ()
    return Scorecard(
        expectation=expectation_for(org, person, viewer.language),
        figures=figures_of(org, [person], today=today)[person],
        score=card_of(org, person),
        support=Support(
            lesson=next_lesson(lessons(), own, lessons_done(org, person)),
            buddies=standing(viewer),
            contacts=tuple(own_contacts(org, person)),
            to_ask=tuple(guidelines_contacts(org)),
            best=best_of(org, person, now=now),
        ),
        seen=seen(viewer, today=today),
    )


def seen(viewer: Viewer, *, today: dt.date) -> Seen:
    """Who can see the viewer's scorecard on this day besides the viewer."""
    sharing = tuple(own_sharing(viewer, today=today))
    found = Reach(viewer.organisation_id).managers(viewer.person_id, viewer.team_id) if sharing else []
    return Seen(sharing, tuple(found))
