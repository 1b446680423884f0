"""The kinds of facts there are. A new kind is added here first. Pure.

Facts of administration hang in the chain and stand on the audit page, each with a sentence in audit/sentences.py. What
a person does for themselves is their own deed: in no chain, on no administrator's page, and forgotten after 90 days.
"""

from __future__ import annotations

PEOPLE_IMPORTED = "people.imported"
PEOPLE_EXPORTED = "people.exported"
PERSON_INVITED = "person.invited"
PERSON_JOINED = "person.joined"
PERSON_DECLINED = "person.declined"
PERSON_PAUSED = "person.paused"
PERSON_DEACTIVATED = "person.deactivated"
#: Everything about a person was erased: by themselves, by an administrator, or because they left (no actor).
PERSON_ERASED = "person.erased"
#: An administrator opened the page of a person. The subject is the person.
PERSON_OPENED = "person.opened"
ROLE_GRANTED = "role.granted"
ROLE_TAKEN = "role.taken"
SIGNED_IN = "person.signed_in"
GUIDELINES_PUBLISHED = "guidelines.published"
STREAM_CREATED = "stream.created"
STORY_CREATED = "story.created"
STORY_CHANGED = "story.changed"
STORY_PUBLISHED = "story.published"
STORY_WITHDRAWN = "story.withdrawn"
LINK_DOMAIN_CHANGED = "organisation.link_domain_changed"
OFFICE_NETWORKS_CHANGED = "organisation.office_networks_changed"
#: A person stopped their own tracked link, or let it work again. The subject is the link.
LINK_STOPPED = "link.stopped"
LINK_RESUMED = "link.resumed"
SOURCE_ADDED = "source.added"
SOURCE_REMOVED = "source.removed"
#: The four that count as taking part. The subject is the story.
STORY_OFFERED = "story.offered"
STORY_READ = "story.read"
STORY_SAVED = "story.saved"
STORY_DECLINED = "story.declined"
STORY_SHARED = "story.shared"
MAIL_RHYTHM_CHANGED = "mail.rhythm_changed"
#: Somebody looked at this journal (the subject is the person it was narrowed down to) or took it along as a file.
AUDIT_READ = "audit.read"
AUDIT_EXPORTED = "audit.exported"
#: The oldest part of the chain was cut off: ``up_to`` fact, ``facts`` since the beginning.
AUDIT_CUT = "audit.cut"
#: Figures were taken along as a file; ``table`` says which.
FIGURES_EXPORTED = "figures.exported"

KINDS: frozenset[str] = frozenset(
    value for name, value in globals().items() if name.isupper() and isinstance(value, str)
)

#: What people do for themselves. Everything else is a fact of administration.
OWN_DEEDS: frozenset[str] = frozenset(
    {
        PERSON_JOINED,
        PERSON_DECLINED,
        PERSON_PAUSED,
        SIGNED_IN,
        LINK_STOPPED,
        LINK_RESUMED,
        STORY_OFFERED,
        STORY_READ,
        STORY_SAVED,
        STORY_DECLINED,
        STORY_SHARED,
        MAIL_RHYTHM_CHANGED,
    }
)
CHAINED = KINDS - OWN_DEEDS

#: Groups of the audit page. The employee representative sees ``REPRESENTED`` only (security.md P-05).
ROLES, SETTINGS, MEASUREMENT, LOOKS, PEOPLE, STORIES = "roles", "settings", "measurement", "looks", "people", "stories"
GROUPS = (ROLES, SETTINGS, MEASUREMENT, LOOKS, PEOPLE, STORIES)
REPRESENTED = (ROLES, SETTINGS, MEASUREMENT, LOOKS)
#: A kind belongs to the group of its own name, else to that of its first word.
_GROUP_OF = {
    PEOPLE_EXPORTED: LOOKS,
    PERSON_OPENED: LOOKS,
    "audit": LOOKS,
    "figures": LOOKS,
    "role": ROLES,
    "organisation": SETTINGS,
    "guidelines": SETTINGS,
    "measurement": MEASUREMENT,
    "people": PEOPLE,
    "person": PEOPLE,
    "stream": STORIES,
    "story": STORIES,
    "source": STORIES,
}
#: Facts that tell of somebody having looked at personal data: of one person (the subject), or of many at once (``who``
#: in the data says whom, see spans.py).
LOOKED_AT_ONE: frozenset[str] = frozenset({PERSON_OPENED, AUDIT_READ})
LOOKED_AT_MANY: frozenset[str] = frozenset({PEOPLE_EXPORTED, AUDIT_EXPORTED})


def group_of(kind: str) -> str:
    """The group of a kind; people, for a word without a place here.

    >>> group_of("story.changed"), group_of("people.exported")
    ('stories', 'looks')
    """
    return _GROUP_OF.get(kind) or _GROUP_OF.get(kind.partition(".")[0], PEOPLE)


def kinds_in(groups: tuple[str, ...]) -> frozenset[str]:
    """The kinds of administration that belong to one of the groups."""
    return frozenset(kind for kind in CHAINED if group_of(kind) in groups)
