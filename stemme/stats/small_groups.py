"""Which groups stand together so that none under the floor can be had by subtraction, also over time. Pure.

docs/decisions/0045-overview.md has the proof. In short: within a quarter of the year the groups are always the same
ones, so whatever is added to or taken from what pages show, on every day whole groups remain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

#: Groups by key that are shown as one.
Blocks = tuple[frozenset[int], ...]


def blocks(sizes: Mapping[int, int], *, floor: int) -> Blocks:
    """Groups of at least ``floor`` people alone, all smaller ones together; while these are still too few, the smallest
    other group joins them (complementary suppression, security.md P-07). At last there may be one block that is too
    small: it must not be shown, and then there is no other.

    >>> [sorted(block) for block in blocks({1: 148, 2: 60, 3: 4}, floor=8)]
    [[1], [2, 3]]
    """
    large = sorted((key for key, size in sizes.items() if size >= floor), key=lambda key: (-sizes[key], key))
    small = [key for key, size in sizes.items() if size < floor]
    # Those without anybody are no group to be protected: they hide with the others when there are others.
    while small and large and 0 < sum(sizes[key] for key in small) < floor:
        small.append(large.pop())
    if small and large and not any(sizes[key] for key in small):
        small.append(large.pop())
    return (*(frozenset({key}) for key in large), *([frozenset(small)] if small else []))


def joined(all_blocks: Iterable[Blocks]) -> Blocks:
    """The finest blocks of which every one of these divisions has only whole ones.

    >>> [sorted(block) for block in joined([({1}, {2, 3}, {4}), ({1}, {2}, {3, 4})])]
    [[1], [2, 3, 4]]
    """
    found: list[frozenset[int]] = []
    for block in (frozenset(block) for division in all_blocks for block in division):
        touching = [other for other in found if other & block]
        found = [other for other in found if not other & block]
        found.append(block.union(*touching))
    return tuple(sorted(found, key=min))


def blocks_over(sizes: Mapping[int, Sequence[int]], *, floor: int) -> Blocks:
    """The same for a stretch that touches several quarters: ``sizes`` has one for each quarter, by key."""
    quarters = zip(*sizes.values(), strict=True)
    return joined(blocks(dict(zip(sizes, quarter, strict=True)), floor=floor) for quarter in quarters)
