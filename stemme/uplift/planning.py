"""What a lottery of this size can find out. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from stemme.uplift.sizes import people_for_means, people_for_shares, smallest_difference


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many people there are; per 100 of them the smallest difference of visits that is told from chance; how many
    people the difference asked for takes, in visits and in leads. None where nothing is known of visits yet."""

    people: int
    smallest: float | None
    for_visits: int | None
    for_leads: int

    @property
    def enough_for_visits(self) -> bool:
        """Whether there are enough people for the visits asked for."""
        return self.for_visits is not None and self.for_visits <= self.people

    @property
    def enough_for_leads(self) -> bool:
        """Whether there are enough people for the leads asked for."""
        return self.for_leads <= self.people


def outlook(*, people: int, deviation: float, share: int, wanted: int, base: float, lifted: float) -> Outlook:
    """``share``, ``wanted`` (visits), ``base`` and ``lifted`` (people who bring a lead) are per 100 people.

    >>> outlook(people=860, deviation=4, share=10, wanted=150, base=2, lifted=5).for_visits
    621
    """
    held = share / 100
    known = people > 0 and deviation > 0
    return Outlook(
        people,
        100 * smallest_difference(people=people, deviation=deviation, held=held) if known else None,
        people_for_means(difference=wanted / 100, deviation=deviation, held=held) if known else None,
        people_for_shares(base=base / 100, lifted=lifted / 100, held=held),
    )
