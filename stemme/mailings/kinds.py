"""The kinds of mail there are. Each says how long it may wait, whether it is still wanted, and what it says.

The kinds of this app are entered in ``built_in.py``; an app above enters its own in its ``AppConfig.ready``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.mail import EmailMultiAlternatives

from stemme.mailings.keys import Keys

if TYPE_CHECKING:
    from stemme.mailings.composing import DigestContent
    from stemme.mailings.material import Material
    from stemme.mailings.models import Mailing as Mailing


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mail."""

    key: str
    #: A mail that could not go out within this time after it was due is dropped.
    latest: dt.timedelta
    #: Asked right before sending: has the reader stopped, left, or is there nothing left to say?
    still_wanted: Callable[[Material, Mailing], bool]
    write: Callable[[Material, Mailing, Keys], EmailMultiAlternatives]
    #: The same as words, for ways other than mail; a kind without it goes by mail alone.
    compose: Callable[[Material, Mailing, Keys], DigestContent] | None = None
    #: The reader asked for this very mail: that they want no digests does not touch it.
    asked_for: bool = False


#: A story that goes out by itself, and the test of one to whoever asked for it.
STORY, TEST = "story", "test"

KINDS: dict[str, Kind] = {}


def register_kind(
    key: str,
    *,
    latest: dt.timedelta,
    still_wanted: Callable[[Material, Mailing], bool],
    write: Callable[[Material, Mailing, Keys], EmailMultiAlternatives],
    compose: Callable[[Material, Mailing, Keys], DigestContent] | None = None,
    asked_for: bool = False,
) -> None:
    """Enter a kind; its key has at most twelve characters. Raises ValueError for a key that another kind has."""
    if key in KINDS or not 1 <= len(key) <= 12:
        raise ValueError(f"no second kind, and no longer name: {key!r}")
    KINDS[key] = Kind(key, latest, still_wanted, write, compose, asked_for)


def kind_choices() -> list[tuple[str, str]]:
    """The keys of all kinds, as a field of a table wants them."""
    return [(key, key) for key in KINDS]
