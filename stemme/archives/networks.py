"""The networks whose export can be read, and what each knows. The reading itself: static/archives/reading. Pure."""

from __future__ import annotations

from dataclasses import dataclass, fields

from stemme.maturity.counts import OwnCounts

#: The counts in the order in which they are shown: what the network is, then what one does in it.
KINDS: tuple[str, ...] = tuple(field.name for field in fields(OwnCounts))
#: The number a person may have of each at most; beyond it something was mistyped.
MOST: dict[str, int] = {"connections": 10_000_000} | dict.fromkeys(KINDS[1:], 1_000_000)


@dataclass(frozen=True, slots=True)
class Network:
    """A network. ``knows`` are the counts that its file has."""

    key: str
    name: str
    #: Endings of the files it gives out.
    files: str
    #: People agree to be contacts of each other (True), or each follows whom they like.
    mutual: bool
    knows: tuple[str, ...]


_DEEDS = ("reactions", "comments", "reshares", "originals")
NETWORKS: tuple[Network, ...] = (
    Network("linkedin", "LinkedIn", ".zip,.csv", True, KINDS),
    Network("x", "X", ".zip,.js", False, ("connections", *_DEEDS)),
    Network("facebook", "Facebook", ".zip,.json", True, ("connections", "new_connections", *_DEEDS)),
    Network(
        "instagram", "Instagram", ".zip,.json", False,
        ("connections", "new_connections", "invitations_sent", "reactions", "comments", "originals"),
    ),
    Network("mastodon", "Mastodon", ".gz,.tgz,.tar,.zip,.json", False, _DEEDS),
    Network("bluesky", "Bluesky", ".car", False, ("invitations_sent", *_DEEDS)),
)  # fmt: skip
BY_KEY: dict[str, Network] = {network.key: network for network in NETWORKS}
