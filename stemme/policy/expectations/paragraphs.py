"""Paragraphs for a job description and for onboarding, made of a function's words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemme.policy.expectations.expectation import ExpectationRow
from stemme.policy.expectations.starters import sentences


@dataclass(frozen=True, slots=True)
class About:
    """What the paragraphs say besides. ``guidelines``: the published version, None for none; ``contacts``: names."""

    organisation: str
    guidelines: int | None = None
    contacts: Sequence[str] = ()


def for_job_description(row: ExpectationRow, about: About) -> str:
    """One paragraph that speaks of the role, in the row's language. Always says that it is voluntary."""
    say = _Sentences(row, about)
    parts = [say("opening"), say("hope", row.hope), say("voluntary"), *say.rules("accounts")]
    return " ".join(part for part in parts if part)


def for_onboarding(row: ExpectationRow, about: About) -> str:
    """Paragraphs that speak to somebody new, in the row's language. Always says that it is voluntary."""
    say = _Sentences(row, about)
    first = [say("opening_you"), say("hope_you", row.hope), say("need_not", row.need_not), say("voluntary")]
    second = say.rules("accounts_you")
    return "\n\n".join(" ".join(part for part in parts if part) for parts in (first, second))


class _Sentences:
    """Our sentences in one language, filled with what holds here. One about points is empty when there are none."""

    def __init__(self, row: ExpectationRow, about: About) -> None:
        self.row, self.about = row, about
        self.written = sentences(row.language)

    def __call__(self, key: str, points: Sequence[str] | None = None) -> str:
        if points is not None and not points:
            return ""
        return self.written[key].format(
            points="; ".join(point.rstrip(" .;") for point in points or ()),
            role=self.row.name,
            organisation=self.about.organisation,
            minutes=self.row.minutes_a_week,
            version=self.about.guidelines,
            names=", ".join(self.about.contacts),
        )

    def rules(self, accounts: str) -> list[str]:
        """What holds for everybody: reviews, accounts, working time, where to ask."""
        row, about = self.row, self.about
        return [
            self("outside_reviews") if row.outside_reviews else "",
            self(accounts),
            self("minutes" if row.minutes_a_week else "working_time"),
            self("ask_first", row.ask_first),
            self("support", row.support),
            self("guidelines") if about.guidelines is not None else "",
            self("ask", about.contacts),
        ]
