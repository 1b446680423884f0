"""Which kinds of facts are about a person, a stream or a story: whose names a sentence needs. Pure."""

from __future__ import annotations

from stemme.journal import facts

#: Kinds whose subject is a person.
ABOUT_PEOPLE = frozenset(
    {
        facts.PERSON_INVITED,
        facts.PERSON_DEACTIVATED,
        facts.PERSON_BROUGHT_BACK,
        facts.PERSON_REMINDED,
        facts.PERSON_MOVED,
        facts.PERSON_ENROLLED,
        facts.PERSON_OPENED,
        facts.ROLE_GRANTED,
        facts.ROLE_TAKEN,
        facts.PASSKEYS_RESET,
        facts.PASSKEY_COPIED,
        facts.AUDIT_READ,
        facts.CARE_CONTACTED,
        facts.CODE_REFUSED,
        facts.MAIL_SENT_AGAIN,
        facts.ADDRESS_TRIED_AGAIN,
        facts.WAVE_PERSON_MOVED,
        facts.SCORECARD_SEEN,
        facts.GUIDELINES_CONTACT_NAMED,
        facts.GUIDELINES_CONTACT_ENDED,
    }
)
#: Kinds whose subject is a stream.
ABOUT_STREAMS = frozenset(
    {
        facts.STREAM_CREATED,
        facts.STREAM_CHANGED,
        facts.STREAM_ARCHIVED,
        facts.STREAM_BROUGHT_BACK,
        facts.STREAM_STOPPED,
        facts.STREAM_RESUMED,
    }
)
#: Kinds whose subject is a story.
ABOUT_STORIES = frozenset(
    {
        facts.STORY_CREATED,
        facts.STORY_CHANGED,
        facts.STORY_PUBLISHED,
        facts.STORY_WITHDRAWN,
        facts.STORY_CHANGED_UNSEEN,
        facts.STORY_ARCHIVED,
        facts.STORY_UNARCHIVED,
        facts.STORY_LOOK_ASKED,
        facts.STORY_LOOK_DROPPED,
        facts.STORY_LOOKED,
        facts.STORY_STOPPED,
        facts.STORY_RESUMED,
        facts.STORY_TO_CHAT,
        facts.STORY_SENT,
        facts.STORY_SEND_STOPPED,
    }
)
