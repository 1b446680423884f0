"""Where a step of a day is counted in its month. Pure."""

from __future__ import annotations

from typing import Final

from stemme.links.channel_numbers import CHANNEL_NUMBERS, OTHER_CHANNEL

#: What a month is kept by: everything together, or the channel, story or team of the link.
ALL, CHANNEL, STORY, TEAM = DIMENSIONS = ("all", "channel", "story", "team")
CHANNEL_OF: Final = {number: key for key, number in CHANNEL_NUMBERS.items()}


def keys_of(*, channel: str, story_id: int, team_id: int | None) -> dict[str, int]:
    """The key in each of DIMENSIONS of what came through a link of this channel, story and team (None: nobody's)."""
    return {ALL: 0, CHANNEL: CHANNEL_NUMBERS.get(channel, OTHER_CHANNEL), STORY: story_id, TEAM: team_id or 0}
