"""Choosing one list, one story after the other. Pure. Stories go by their number in the ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from stemme.feed.items import Item

#: How much the score counts against being unlike what is already on the list (maximal marginal relevance).
LAMBDA = 0.8
#: At most so many stories of a stream, a campaign and an author.
MOST_OF_A_STREAM, MOST_OF_A_CAMPAIGN, MOST_OF_AN_AUTHOR = 3, 2, 3
#: Explored is what fewer people have seen.
FEW_VIEWS = 20
Cap = tuple[str, str | int]
_MOST = {"stream": MOST_OF_A_STREAM, "campaign": MOST_OF_A_CAMPAIGN, "author": MOST_OF_AN_AUTHOR}


def caps_of(item: Item) -> tuple[Cap, ...]:
    """What the item is one of, and a list may hold only some of."""
    found: list[Cap] = [("stream", item.stream)]
    if item.campaign:
        found.append(("campaign", item.campaign))
    if item.author:
        found.append(("author", item.author))
    return tuple(found)


class Choice:
    """A list in the making. ``scores`` are those of the stories it may hold, ``alike`` tells how alike each story is to
    a given one, ``caps`` what each is one of."""

    def __init__(
        self,
        items: Sequence[Item],
        scores: Mapping[int, float],
        *,
        alike: Callable[[int], Sequence[float]],
        caps: Sequence[tuple[Cap, ...]],
    ) -> None:
        self._items, self._scores, self._alike, self._caps = items, scores, alike, caps
        # The best first; of equals the one with the lower number, which is the newer.
        self._left = sorted(scores, key=lambda number: (-scores[number], number))
        # Scores are compared as parts of the best one, so that difference weighs the same for somebody whose scores are
        # all low: who follows nothing and has read nothing yet.
        best = scores[self._left[0]] if self._left else 0.0
        self._part = LAMBDA / best if best > 0 else LAMBDA
        #: For each story looked at, how alike it is to the most similar one chosen, and how many were chosen then.
        self._nearest: dict[int, tuple[float, int]] = {}
        self._rows: list[Sequence[float]] = []
        self._counts: Counter[Cap] = Counter()
        self._full: set[Cap] = set()
        self._has_outside = False
        self.chosen: list[int] = []
        self.explored: set[int] = set()

    def fill(self, length: int, *, with_outside: bool) -> None:
        """Choose by score and difference until the list has this length or nothing is left."""
        while len(self.chosen) < length:
            found = None
            if with_outside and len(self.chosen) == length - 1 and not self._has_outside:
                found = self._best([number for number in self._left if self._items[number].outside])
            if found is None:
                found = self._best(self._left)
            if found is None:
                return
            self._take(found)

    def explore(self, worth: Callable[[int], float]) -> None:
        """Choose the story with the largest ``worth`` among those few have seen."""
        few = [
            number
            for number in sorted(self._left)
            if self._items[number].seen.views < FEW_VIEWS and not self._barred(number)
        ]
        if few:
            # Asked in a fixed order: the worth is drawn by lot.
            found = max({number: worth(number) for number in few}.items(), key=lambda pair: pair[1])[0]
            self._take(found)
            self.explored.add(found)

    def _best(self, numbers: Sequence[int]) -> int | None:
        """The one with the largest worth; None when all are barred. Nothing is worth more than its score alone, so the
        search ends where scores fall below the best worth."""
        best, most = None, 0.0
        for number in numbers:
            score = self._part * self._scores[number]
            if best is not None and score <= most:
                break
            if not self._barred(number):
                worth = score - (1 - LAMBDA) * self._near(number)
                if best is None or worth > most:
                    best, most = number, worth
        return best

    def _near(self, number: int) -> float:
        near, known = self._nearest.get(number, (0.0, 0))
        for row in self._rows[known:]:
            near = max(near, row[number])
        self._nearest[number] = (near, len(self._rows))
        return near

    def _barred(self, number: int) -> bool:
        """Whether the list has enough of its kind. The first story from outside is never too much."""
        if self._full.isdisjoint(self._caps[number]):
            return False
        return self._has_outside or not self._items[number].outside

    def _take(self, number: int) -> None:
        self._left.remove(number)
        self.chosen.append(number)
        self._rows.append(self._alike(number))
        self._has_outside |= self._items[number].outside
        for cap in self._caps[number]:
            self._counts[cap] += 1
            if self._counts[cap] >= _MOST[cap[0]]:
                self._full.add(cap)
