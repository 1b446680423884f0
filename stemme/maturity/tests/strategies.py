"""People for the properties: answers, and other evidence, with ages."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from stemme.maturity.classifier import Answered, Behaved, Corrected, Evidence, Measured
from stemme.maturity.questions import QUESTIONS
from stemme.maturity.types import KEYS

#: Eight answers; a skipped question is -1. One number is drawn and taken apart, which is much quicker than eight.
options = st.integers(0, 6**8 - 1).map(lambda number: [number // 6**place % 6 - 1 for place in range(8)])
ages = st.integers(0, 900)
#: Up to three other pieces of evidence, made from one number as well.
others = st.integers(0, 2**32).map(lambda seed: _others(random.Random(seed)))


def _others(chance: random.Random) -> list[Evidence]:
    return [_other(chance) for _ in range(chance.randint(0, 3))]


def _other(chance: random.Random) -> Evidence:
    age, where = chance.randint(0, 900), [chance.choice((None, chance.randint(0, 80) / 40)) for _ in range(2)]
    kind = chance.choice((Measured, Behaved, Corrected))
    return Corrected(chance.choice(KEYS), age) if kind is Corrected else kind(where[0], where[1], age)


def answered(chosen: list[int], age: float = 0) -> list[Answered]:
    """The answers as evidence."""
    return [
        Answered(question.key, option, age) for question, option in zip(QUESTIONS, chosen, strict=True) if option >= 0
    ]
