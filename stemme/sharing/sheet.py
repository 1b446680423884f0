"""What the share sheet shows for a story, a reader and their choices so far. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemme.kit.languages import CODES, OWN_NAMES, best_language
from stemme.library.written_for import for_channel
from stemme.sharing.channels import BY_KEY, CHANNELS, FAMILIES, FIRST, Channel


@dataclass(frozen=True, slots=True)
class Start:
    """A starting text: its number on the page, its tone and its words."""

    number: str
    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language the story is told in."""

    code: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Family:
    """Places of one kind, such as networks or messages."""

    key: str
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet's choices."""

    channel: Channel
    #: What is offered at once, the usual channel before all others.
    first: tuple[Channel, ...]
    #: Everything else, folded.
    folded: tuple[Family, ...]
    usual: str
    language: str
    languages: tuple[Language, ...]
    starts: tuple[Start, ...]
    chosen: str
    text: str


def make_sheet(
    *,
    titles: Mapping[str, str],
    starts: Sequence[tuple[str, str, str, str]],
    reads: str,
    channel: str = "",
    language: str = "",
    number: str = "",
    usual: str = "",
    apps: Sequence[str] = (),
) -> Sheet:
    """The sheet for a story told in the languages of ``titles``.

    ``starts``: (language, tone, text, key of the channel it is written for or ""); those written for the channel come
    first, those for others are left out. ``apps``: the channels the person says they use. ``channel``, ``language`` and
    ``number`` (of a starting text; "0" is blank) are what was asked for; what does not exist falls back to the
    person's usual channel, their first app, LinkedIn, the language the person ``reads``, and the first text.
    """
    first, folded = arranged(usual=usual, asked=channel, apps=apps)
    available = [code for code in CODES if code in titles]
    spoken = language if language in titles else best_language(reads, available)
    to = BY_KEY.get(channel) or first[0]
    fitting = for_channel(((s[3], s) for s in starts if s[0] == spoken), to.key)
    offered = [Start(str(place), tone, text) for place, (_, tone, text, _for) in enumerate(fitting, start=1)]
    if number != "0" and number not in {start.number for start in offered}:
        number = "1" if offered else "0"
    return Sheet(
        channel=to,
        first=first,
        folded=folded,
        usual=usual,
        language=spoken,
        languages=tuple(Language(code, OWN_NAMES[code], code == spoken) for code in available),
        starts=tuple(offered),
        chosen=number,
        text=next((start.text for start in offered if start.number == number), ""),
    )


def arranged(
    *, usual: str = "", asked: str = "", apps: Sequence[str] = ()
) -> tuple[tuple[Channel, ...], tuple[Family, ...]]:
    """What is offered at once (the ``usual`` channel, the person's ``apps`` or FIRST, what was ``asked`` for, the
    device's own menu), and the rest by family, in the order of channels.py; families without any are left out."""
    at_once = [usual, *(apps or FIRST), asked, "system"]
    keys = list(dict.fromkeys(key for key in at_once if key in BY_KEY and key != "system"))
    first = tuple(BY_KEY[key] for key in [*keys, "system"])
    rest = [channel for channel in CHANNELS if channel not in first]
    families = (Family(key, tuple(c for c in rest if c.family == key)) for key in FAMILIES)
    return first, tuple(family for family in families if family.channels)


def is_own(text: str, starts: Sequence[Start]) -> bool:
    """True when the words were changed from every starting text (space at the ends and line ends do not matter)."""
    words = " ".join(text.split())
    return bool(words) and all(words != " ".join(start.text.split()) for start in starts)
