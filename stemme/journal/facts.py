"""The kinds of facts there are. A new kind is added here first. Pure."""

from __future__ import annotations

PEOPLE_IMPORTED = "people.imported"
PEOPLE_EXPORTED = "people.exported"
PERSON_INVITED = "person.invited"
PERSON_JOINED = "person.joined"
PERSON_DECLINED = "person.declined"
PERSON_PAUSED = "person.paused"
PERSON_DEACTIVATED = "person.deactivated"
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

KINDS: frozenset[str] = frozenset(
    value for name, value in globals().items() if name.isupper() and isinstance(value, str)
)
