"""The groups in which the audit shows facts of administration, and who sees which. Pure."""

from __future__ import annotations

from stemme.journal import facts

#: Groups of the audit page. The employee representative sees ``REPRESENTED`` only (security.md P-05).
ROLES, SETTINGS, MEASUREMENT, LOOKS, PEOPLE, STORIES = "roles", "settings", "measurement", "looks", "people", "stories"
ACCESS = "access"
GROUPS = (ROLES, SETTINGS, MEASUREMENT, LOOKS, ACCESS, PEOPLE, STORIES)
REPRESENTED = (ROLES, SETTINGS, MEASUREMENT, LOOKS)
#: A kind belongs to the group of its own name, else to that of its first word.
_GROUP_OF = {
    facts.PEOPLE_EXPORTED: LOOKS,
    facts.PERSON_OPENED: LOOKS,
    facts.CARE_READ: LOOKS,
    "audit": LOOKS,
    "figures": LOOKS,
    "scorecard": LOOKS,
    "role": ROLES,
    "passkey": ROLES,
    "access": ACCESS,
    "account": ACCESS,
    "organisation": SETTINGS,
    "guidelines": SETTINGS,
    "papers": SETTINGS,
    "measurement": MEASUREMENT,
    "challenge": SETTINGS,
    "webhook": SETTINGS,
    "wave": SETTINGS,
    "people": PEOPLE,
    "care": PEOPLE,
    "person": PEOPLE,
    "join": PEOPLE,
    "rewards": PEOPLE,
    "stream": STORIES,
    "story": STORIES,
    "campaign": STORIES,
    "landing": STORIES,
    "source": STORIES,
    "asset": STORIES,
}


def group_of(kind: str) -> str:
    """The group of a kind; people, for a word without a place here.

    >>> group_of("story.changed"), group_of("people.exported")
    ('stories', 'looks')
    """
    return _GROUP_OF.get(kind) or _GROUP_OF.get(kind.partition(".")[0], PEOPLE)


def kinds_in(groups: tuple[str, ...]) -> frozenset[str]:
    """The kinds of administration that belong to one of the groups."""
    return frozenset(kind for kind in facts.CHAINED if group_of(kind) in groups)
