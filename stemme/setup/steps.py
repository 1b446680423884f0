"""The first steps of an organisation, in their order, and which of them are done. Pure."""

from __future__ import annotations

from dataclasses import dataclass

ORGANISATION, PASSKEY, BRAND, ADDRESS, MAIL, PEOPLE, GUIDELINES, STORY = (
    "organisation",
    "passkey",
    "brand",
    "address",
    "mail",
    "people",
    "guidelines",
    "story",
)
ORDER = (ORGANISATION, PASSKEY, BRAND, ADDRESS, MAIL, PEOPLE, GUIDELINES, STORY)


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps are done, as the tables say."""

    done: frozenset[str]
    dismissed: bool = False

    @property
    def left(self) -> tuple[str, ...]:
        """What is still to be done, in order."""
        return tuple(key for key in ORDER if key not in self.done)

    @property
    def next(self) -> str:
        """The first of them; "" when nothing is left.

        >>> Steps(frozenset({"organisation", "brand"})).next
        'passkey'
        """
        return self.left[0] if self.left else ""

    def after(self, key: str) -> str:
        """The next open step behind this one, else the first open one that is not this one, else "".

        >>> Steps(frozenset({"organisation"})).after("brand")
        'address'
        """
        later = [other for other in self.left if ORDER.index(other) > ORDER.index(key)]
        return next(iter(later), "") or next((other for other in self.left if other != key), "")
