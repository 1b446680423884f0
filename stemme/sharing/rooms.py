"""How much room each channel leaves for words, as the studio's counters need it. Pure."""

from __future__ import annotations

from functools import partial

from stemme.library.written_for import Room
from stemme.sharing.channels import BY_KEY, taken_by_link
from stemme.sharing.counting import length

#: Stands for the link where it counts with all its letters.
_LINK = "https://link.company.com/s/" + "0" * 10


def room_of(key: str) -> Room:
    """The room of a channel, less what the link takes; without a limit for one that is not known."""
    channel = BY_KEY.get(key)
    if channel is None:
        return Room()
    limit = channel.limit - taken_by_link(channel, _LINK) if channel.limit else 0
    return Room(limit, channel.counted_in, partial(length, counted_in=channel.counted_in))
