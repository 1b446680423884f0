"""Steps as they stand in the editor's form, put in another order. Pure: lists of what was typed, in and out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from stemme.followups.timing import MOST_STEPS

#: What was typed for one step: "id", "after_days", and by language a dictionary of words.
Typed = dict[str, Any]


def arranged(steps: Sequence[Typed], wish: str, *, fresh: Callable[[str], Typed]) -> list[Typed]:
    """The steps after ``wish``: "add", "add:<starter>", "up:<place>", "down:<place>", "remove:<place>", from 0 on.

    What cannot be done changes nothing. ``fresh`` makes a new step of a starter's key ("" for an empty one).
    """
    kept = list(steps)
    verb, _colon, rest = wish.partition(":")
    if verb == "add":
        return [*kept, fresh(rest)] if len(kept) < MOST_STEPS else kept
    place = int(rest) if rest.isdecimal() and len(rest) < 3 else -1
    if not 0 <= place < len(kept):
        return kept
    if verb == "remove":
        del kept[place]
    other = {"up": place - 1, "down": place + 1}.get(verb, -1)
    if 0 <= other < len(kept) and verb != "remove":
        kept[place], kept[other] = kept[other], kept[place]
    return kept


def read(data: Mapping[str, str], languages: Sequence[str], fields: Sequence[str]) -> list[Typed]:
    """What was typed, from the names of the form's fields (see ``flat``). Nothing is checked here."""
    count = data.get("count", "")
    number = min(int(count), MOST_STEPS) if count.isdecimal() and len(count) < 3 else 0
    return [
        {
            "id": data.get(f"s{place}-id", ""),
            "after_days": data.get(f"s{place}-after_days", ""),
            "texts": {
                language: {field: data.get(f"s{place}-{language}-{field}", "") for field in fields}
                for language in languages
            },
        }
        for place in range(number)
    ]


def flat(steps: Sequence[Typed]) -> dict[str, str]:
    """The same as a form sends it."""
    found = {"count": str(len(steps))}
    for place, step in enumerate(steps):
        found |= {f"s{place}-id": str(step["id"]), f"s{place}-after_days": str(step["after_days"])}
        for language, words in step["texts"].items():
            found |= {f"s{place}-{language}-{field}": text for field, text in words.items()}
    return found
