"""What the answers of a quarter say, and whether boards may be shown after it. Pure.

The rule is the plain share, not the edge of an interval. Everybody could answer, so nothing is estimated from a sample;
it can be said in one sentence and worked out by anybody; and it is fair to small companies: with the lower edge of
Wilson's interval eight out of eight would still hide the boards (the edge is at 68 %), with the upper edge three of
eight could feel pushed and the boards would stay. One more person who felt free never hides boards, and one more who
did not never shows them (tests/test_freedom.py).
"""

from __future__ import annotations

from dataclasses import dataclass

#: From "not at all" (1) to "entirely" (5).
STEPS = (1, 2, 3, 4, 5)
#: "I would rather not say": counted apart, for saying nothing is no opinion.
UNSAID = 0
#: From this step on somebody felt free.
FREE_FROM = 4
DEFAULT_THRESHOLD = 80
LOWEST_THRESHOLD, HIGHEST_THRESHOLD = 50, 95
#: Shares are shown between these: "all of them" would tell everybody's answer.
LEAST_SHOWN, MOST_SHOWN = 5, 95


@dataclass(frozen=True, slots=True)
class Answers:
    """How often each of the five steps was chosen, and how often none."""

    steps: tuple[int, int, int, int, int]
    unsaid: int = 0

    def __post_init__(self) -> None:
        if min(*self.steps, self.unsaid) < 0:
            raise ValueError("nobody answers less than never")

    @property
    def number(self) -> int:
        """How many chose one of the five steps."""
        return sum(self.steps)

    @property
    def free(self) -> int:
        """How many felt free: the upper two steps."""
        return sum(self.steps[FREE_FROM - 1 :])


def enough(answers: Answers, *, floor: int) -> bool:
    """Whether there are as many answers as the smallest group that figures are shown of.

    >>> enough(Answers((0, 0, 0, 3, 4)), floor=8)
    False
    """
    return answers.number >= floor


def hides_boards(answers: Answers, *, floor: int, threshold: int) -> bool:
    """Whether fewer than ``threshold`` per cent felt free. Never with fewer answers than ``floor``.

    >>> hides_boards(Answers((1, 1, 0, 6, 0)), floor=8, threshold=80)
    True
    >>> hides_boards(Answers((0, 1, 0, 7, 0)), floor=8, threshold=80)
    False
    """
    return enough(answers, floor=floor) and answers.free * 100 < threshold * answers.number


def shown_percent(answers: Answers) -> int:
    """The share who felt free as it is shown: whole per cent rounded down, between 5 and 95.

    Rounding down keeps the figure and the rule together: 79.6 % is below a threshold of 80. At the ends the figure
    stands for "5 or less" and "95 or more", so that no result gives away what everybody answered. Raises ValueError
    without an answer.

    >>> shown_percent(Answers((0, 0, 0, 0, 9))), shown_percent(Answers((1, 1, 0, 7, 0)))
    (95, 77)
    """
    if not answers.number:
        raise ValueError("nobody has answered")
    return min(max(answers.free * 100 // answers.number, LEAST_SHOWN), MOST_SHOWN)
