"""Two who changed a story at once: what goes together by itself, and what somebody has to choose. Pure.

A three-way merge by part. ``base`` is what both began from. A part that one side changed is taken from that side; a
part that both changed differently is a conflict. Topics are put together one by one. Moments that belong together
(start and end) and the words of a language that one side removed are conflicts as a whole, because half of each makes
no sense.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stemme.library.workflow.parts_of import Parts, language_of

_TOGETHER = (frozenset({"starts_at", "embargo_until", "ends_at"}), frozenset({"happens_at", "happens_until"}))
_SET = "topic_ids"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A part that both sides changed, each in another way; None where it is not there."""

    part: str
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """What came out. In ``parts`` a conflict stands as ``mine``."""

    parts: dict[str, Any]
    conflicts: tuple[Conflict, ...]


def merge(base: Parts, mine: Parts, theirs: Parts) -> Merged:
    """Put two changes of the same base together.

    >>> merge({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3}).parts
    {'a': 2, 'b': 3}
    >>> merge({"a": 1}, {"a": 2}, {"a": 3}).conflicts
    (Conflict(part='a', mine=2, theirs=3),)
    """
    whole = _chosen_whole(base, mine, theirs)
    parts: dict[str, Any] = {}
    conflicts = []
    for name in sorted({*base, *mine, *theirs}):
        was, own, other = base.get(name), mine.get(name), theirs.get(name)
        value = own
        if own != other:
            if name in whole or (own != was and other != was and name != _SET):
                conflicts.append(Conflict(name, own, other))
            elif name == _SET:
                value = _union(was or (), own or (), other or ())
            elif own == was:
                value = other
        if value is not None or name in mine or name in theirs:
            parts[name] = value
    # What is missing on the side it is taken from stays missing.
    gone = {name for name, value in parts.items() if value is None and not (name in mine and name in theirs)}
    return Merged({name: value for name, value in parts.items() if name not in gone}, tuple(conflicts))


def _chosen_whole(base: Parts, mine: Parts, theirs: Parts) -> frozenset[str]:
    """Names of parts that are a conflict wherever the sides differ, even if only one of them changed them."""
    own, other = _changed(base, mine), _changed(base, theirs)
    whole: set[str] = set()
    for group in _TOGETHER:
        if own & group and other & group:
            whole |= group
    for code in {language_of(name) for name in base if name.startswith("title:")}:
        title = f"title:{code}"
        removed = (title not in mine, title not in theirs)
        if any(removed) and not all(removed) and _of(code, own) and _of(code, other):
            whole |= _of(code, {*base, *mine, *theirs})
    return frozenset(whole)


def _changed(base: Parts, side: Parts) -> set[str]:
    return {name for name in {*base, *side} if base.get(name) != side.get(name)}


def _of(code: str, names: Iterable[str]) -> set[str]:
    return {name for name in names if language_of(name) == code}


def _union(base: Iterable[int], mine: Iterable[int], theirs: Iterable[int]) -> list[int]:
    was, own, other = set(base), set(mine), set(theirs)
    return sorted((was & own & other) | (own - was) | (other - was))
