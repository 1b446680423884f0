"""Writing stories, streams and feeds. Others import from here; each module holds one matter."""

from stemme.library.actions.inbox import dismiss_item, use_item
from stemme.library.actions.making import StoryError, create_story, create_story_from_url
from stemme.library.actions.proposals import accept, decline, propose, take_back
from stemme.library.actions.publishing import archive, change_story, publish, unarchive, withdraw
from stemme.library.actions.reading import SourceReading, fetch_due_sources, read_source
from stemme.library.actions.sources import SourceError, add_source, remove_source
from stemme.library.actions.streams import NameTakenError, create_stream, create_topics
from stemme.library.workflow.version_actions import ConflictError

__all__ = [
    "ConflictError",
    "NameTakenError",
    "SourceError",
    "SourceReading",
    "StoryError",
    "accept",
    "add_source",
    "archive",
    "change_story",
    "create_story",
    "create_story_from_url",
    "create_stream",
    "create_topics",
    "decline",
    "dismiss_item",
    "fetch_due_sources",
    "propose",
    "publish",
    "read_source",
    "remove_source",
    "take_back",
    "unarchive",
    "use_item",
    "withdraw",
]
