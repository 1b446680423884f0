"""Sharing: one transaction from the pressed button to the tracked link; keeping links in step with their stories."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import hold_cursor, move_cursor, newest_readable_fact, record
from stemme.journal.queries import facts_between
from stemme.kit.hosted import hosted_url
from stemme.library import queries as library
from stemme.library.card_pictures import CARD_SIZE
from stemme.library.pause_queries import pauses_of
from stemme.library.picture_queries import card_url
from stemme.library.queries import StoryPage
from stemme.links import actions as links
from stemme.links.cards import Card
from stemme.links.pause_actions import set_pauses
from stemme.links.queries import LinkRow
from stemme.links.targets import TargetError
from stemme.people.viewer import Viewer
from stemme.policy import queries as policy
from stemme.sharing.access import shareable_story
from stemme.sharing.channels import BY_KEY
from stemme.sharing.latest_actions import mark_latest
from stemme.sharing.models import Share
from stemme.sharing.queries import ShareRow, share_of
from stemme.sharing.words.beginning_actions import count_beginning
from stemme.sharing.words.beginning_queries import has_shared
from stemme.sharing.words.draft_actions import drop_draft

logger = logging.getLogger(__name__)

_READER = "sharing.stories"
_KINDS = frozenset({facts.STORY_CHANGED, facts.STORY_PUBLISHED, facts.STORY_WITHDRAWN})


class NotYetError(Exception):
    """The story can be read but not shared before ``until``."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(f"under embargo until {until}")
        self.until = until


class ReadFirstError(Exception):
    """The organisation asks everybody to read its guidelines before they share, and this person has not yet."""


def card_of(story: StoryPage, language: str) -> Card:
    """What networks show of the story's links in this language. Raises KeyError for a language it is not told in.

    The picture is always one of ours, from our own host, also for stories from elsewhere.
    """
    width, height = CARD_SIZE
    return Card(
        language=language,
        url=story.target_url or hosted_url(story.id, language),
        title=story.titles[language],
        description=story.summaries.get(language, ""),
        image_url=card_url(story),
        image_alt=story.picture_alt if story.picture_url else "",
        image_width=width,
        image_height=height,
        site_name=story.source_name,
    )


def share(
    *,
    viewer: Viewer,
    story_id: int,
    channel: str,
    language: str,
    own_words: bool,
    counted: bool = True,
    beginning: str = "",
    now: dt.datetime,
) -> ShareRow:
    """The viewer shares a story on a channel: link, share and fact in one transaction. Pressing twice is one share.

    Only that it was shared is kept, never the words; of their ``beginning`` only the fingerprint
    (words/beginning_queries.py), counted once for each person and story. A draft has done its work and goes.
    Raises Http404 for a story the viewer cannot see, NotYetError under embargo, ReadFirstError where the guidelines are
    to be read first, ValueError for an unknown channel or a language the story is not told in.
    """
    if channel not in BY_KEY:
        raise ValueError(f"no such channel: {channel!r}")
    with transaction.atomic():
        if policy.acknowledged(viewer.organisation_id, viewer.person_id).holds_sharing:
            raise ReadFirstError
        story = shareable_story(viewer, story_id, now=now)
        if story.embargo_until and story.embargo_until > now:
            raise NotYetError(story.embargo_until)
        if language not in story.titles:
            raise ValueError(f"not told in {language!r}")
        new = not has_shared(viewer.organisation_id, viewer.person_id, story_id=story_id)
        link = _link_for(viewer, story, channel, language, counted=counted, now=now)
        made, first_time = Share.objects.get_or_create(
            organisation_id=viewer.organisation_id,
            person_id=viewer.person_id,
            story_id=story_id,
            channel=channel,
            defaults={"link_id": link.id, "language": language, "own_words": own_words, "shared_at": now},
        )
        if new and beginning:
            count_beginning(organisation_id=viewer.organisation_id, story_id=story_id, fingerprint=beginning)
        drop_draft(actor=viewer, story_id=story_id, language=language)
        if first_time:
            mark_latest(organisation_id=viewer.organisation_id, person_id=viewer.person_id, share_id=made.id)
            who = {"organisation_id": viewer.organisation_id, "actor_id": viewer.person_id}
            record(facts.STORY_SHARED, **who, subject_id=story_id, at=now, channel=channel, link=link.id)
    kept = share_of(viewer.organisation_id, viewer.person_id, story_id=story_id, channel=channel)
    assert kept is not None
    return kept


def _link_for(
    viewer: Viewer, story: StoryPage, channel: str, language: str, *, counted: bool, now: dt.datetime
) -> LinkRow:
    """The viewer's link for this channel, counted or not as they want it from now on."""
    link = links.make_link(
        organisation_id=viewer.organisation_id,
        person_id=viewer.person_id,
        story_id=story.id,
        channel=channel,
        card=card_of(story, language),
        counted=counted,
        now=now,
    )
    if link.counted != counted:
        links.set_counted(
            organisation_id=viewer.organisation_id, person_id=viewer.person_id, link_id=link.id, counted=counted
        )
    return link


def follow_stories(*, now: dt.datetime, limit: int = 500) -> int:
    """Bring links in step with stories that changed, came back or were withdrawn; how many facts were read.

    It is woken by such facts (project/schedule.py), so two may run at once: the second waits for the first, or the
    older view of a story could win.
    """
    newest = newest_readable_fact()
    with transaction.atomic():
        rows = facts_between(hold_cursor(_READER), newest, kinds=_KINDS, limit=limit)
        for organisation_id, story_id in dict.fromkeys((row.organisation_id, row.subject_id or 0) for row in rows):
            _follow(organisation_id, story_id, now)
        if rows:
            move_cursor(_READER, to=rows[-1].id)
    return len(rows)


def _follow(organisation_id: int, story_id: int, now: dt.datetime) -> None:
    pauses = pauses_of(organisation_id, [story_id])
    set_pauses(organisation_id=organisation_id, pauses=pauses, among=[story_id], now=now)
    story = library.story(organisation_id, story_id, now=now)
    if story is None or story.state == "withdrawn":
        links.withdraw_story(organisation_id=organisation_id, story_id=story_id, now=now)
        return
    links.restore_story(organisation_id=organisation_id, story_id=story_id, now=now)
    for language in story.titles:
        try:
            links.set_card(organisation_id=organisation_id, story_id=story_id, card=card_of(story, language), now=now)
        except TargetError as error:
            # One story whose address cannot stand must not keep the links of all others from following theirs.
            logger.warning("the links of story %d keep their earlier target: %s", story_id, error.reason)
