"""Which pieces the launch kit has, who sends them when, and what they may leave open. Pure."""

from __future__ import annotations

from dataclasses import dataclass

INVITATION, REMINDER, MANAGER_NOTE, INTRANET = "invitation", "reminder", "manager_note", "intranet"
POSTER, FIRST_STORIES, BUDDIES = "poster", "first_stories", "buddies"

#: What a text may leave open; filled when it is sent or copied.
GIVEN_NAME, ORGANISATION, LINK, SENDER = "given_name", "organisation", "link", "sender"


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of the kit.

    ``open``: the placeholders it may hold, in the order in which pages name them. ``sent``: our mail sends it, so it is
    not copied by hand. ``leads_to``: the name of the page that ``{link}`` stands for.
    """

    key: str
    open: tuple[str, ...]
    sent: bool = False
    leads_to: str = ""


_BY_HAND = (ORGANISATION, LINK, SENDER)

#: In the order in which they are used.
PIECES: tuple[Piece, ...] = (
    Piece(MANAGER_NOTE, _BY_HAND, leads_to="feed:stories"),
    Piece(INTRANET, _BY_HAND, leads_to="feed:stories"),
    Piece(INVITATION, (GIVEN_NAME, ORGANISATION), sent=True),
    Piece(REMINDER, (GIVEN_NAME, ORGANISATION), sent=True),
    Piece(POSTER, (ORGANISATION,)),
    Piece(FIRST_STORIES, _BY_HAND, leads_to="feed:stories"),
    Piece(BUDDIES, _BY_HAND, leads_to="buddies:buddies"),
)
PIECE_OF: dict[str, Piece] = {piece.key: piece for piece in PIECES}
