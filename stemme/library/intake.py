"""What of a feed reaches the inbox, and when: an editor's rules and the room of a day. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stemme.library.feeds import Item

#: Why an entry was left out; wording.py has words for each.
OVER, NEVER, ONLY, KIND, LANGUAGE, HISTORY, MANY = "over", "never", "only", "kind", "language", "history", "many"
REASONS = (OVER, NEVER, ONLY, KIND, LANGUAGE, HISTORY, MANY)
#: The first reading of an old feed brings this many entries, not its whole history.
FIRST_ITEMS = 30
#: What has no room today waits; what would have none within so many days is left out.
LONGEST_WAIT = 7


@dataclass(frozen=True, slots=True)
class Rules:
    """What an editor wants of a feed. Empty and None: everything, no limit."""

    most_a_day: int | None = None
    only_words: tuple[str, ...] = ()
    never_words: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    least_age: dt.timedelta = dt.timedelta()


def words_of(written: str) -> tuple[str, ...]:
    """Words or phrases as somebody types them: one a line, or with commas between."""
    found = (" ".join(part.split()) for part in re.split(r"[,;\n]", written))
    return tuple(dict.fromkeys(part for part in found if part))


def left_out(item: Item, rules: Rules, *, language: str, now: dt.datetime) -> str:
    """Why this entry does not reach the inbox, "" when it does. ``language`` is the feed's, for entries without."""
    if item.expires is not None and item.expires <= now:
        return OVER
    if rules.kinds and item.kind not in rules.kinds:
        return KIND
    spoken = item.language or language
    # What nobody could make out is not thrown away for its language.
    if rules.languages and spoken and spoken not in rules.languages:
        return LANGUAGE
    text = _plain(f"{item.title} {item.summary} {item.author} {item.place}")
    if any(_says(text, word) for word in rules.never_words):
        return NEVER
    if rules.only_words and not any(_says(text, word) for word in rules.only_words):
        return ONLY
    return ""


def ripe_at(item: Item, rules: Rules, *, now: dt.datetime) -> dt.datetime:
    """From when on the entry is old enough. One without a date is as old as its finding."""
    return max(now, (min(item.published, now) if item.published else now) + rules.least_age)


def paced(
    ripe: Iterable[dt.datetime], taken: Mapping[dt.date, int], most_a_day: int | None
) -> list[dt.datetime | None]:
    """When each entry reaches the inbox, in the order given: on the first day (UTC) with room from when it is ripe.

    ``taken``: entries that days have already. None for what finds no room within ``LONGEST_WAIT`` days.
    """
    if most_a_day is None:
        return list(ripe)
    room = dict(taken)
    found: list[dt.datetime | None] = []
    for moment in ripe:
        first = moment.astimezone(dt.UTC)
        days = (first.date() + dt.timedelta(days=number) for number in range(LONGEST_WAIT + 1))
        day = next((day for day in days if room.get(day, 0) < most_a_day), None)
        if day is None:
            found.append(None)
            continue
        room[day] = room.get(day, 0) + 1
        found.append(moment if day == first.date() else dt.datetime.combine(day, dt.time(), dt.UTC))
    return found


def _says(text: str, word: str) -> bool:
    """Whole words, or their beginning with a star: ``strøm*`` is in «strømpris»."""
    plain = _plain(word)
    stem, ending = (plain[:-1], "") if plain.endswith("*") else (plain, r"(?!\w)")
    return bool(stem) and re.search(rf"(?<!\w){re.escape(stem)}{ending}", text) is not None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
