"""How well places among the nine types are found, by simulation; and how long 25,000 people take.

Reprints the table of docs/algorithms/maturity.md. Simulated are people with a true place: each answer carries noise of
its own, and all answers of one test share a bias that is drawn anew at the next test, which is pessimistic. An own
export measures the true place with the noise that the classifier assumes. "Anywhere" is uniform on the map.
Time is processor time beside a plain sum over the same answers (points by answer, the largest wins).
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from stemme.maturity.classifier import CLEAR, LEVELS, Answered, Evidence, Measured, Place, classify  # noqa: E402
from stemme.maturity.next_step import lagging, next_step  # noqa: E402
from stemme.maturity.posterior import COUNTS_SD, ITEM_NOISE, PERSONAL_BIAS  # noqa: E402
from stemme.maturity.questions import ACTIVITY, AXES, NETWORK, QUESTIONS, Question  # noqa: E402
from stemme.maturity.types import HIGH, LOW, MIDDLE, TYPE_OF, TYPES, MaturityType, type_at  # noqa: E402

PEOPLE, CROWD, ROUNDS = 4_000, 25_000, 3
Point = dict[str, float]


@dataclass(frozen=True, slots=True)
class Setting:
    """Who is simulated, and with which evidence. ``spread`` None: anywhere on the map."""

    who: str
    evidence: str
    spread: float | None
    noise: float = ITEM_NOISE
    export: bool = False


SETTINGS = (
    Setting("exactly a type", "8 answers", 0.0),
    Setting("exactly a type", "+ own export", 0.0, export=True),
    Setting("type +- .25", "8 answers, half noise", 0.25, noise=ITEM_NOISE / 2),
    Setting("type +- .25", "8 answers", 0.25),
    Setting("type +- .25", "8 answers, 1.5x noise", 0.25, noise=ITEM_NOISE * 1.5),
    Setting("type +- .25", "+ own export", 0.25, export=True),
    Setting("anywhere", "8 answers", None),
    Setting("anywhere", "+ own export", None, export=True),
)


@dataclass(frozen=True, slots=True)
class Row:
    """What came out, as shares of all people; ``r`` is the correlation of true and found positions on both axes."""

    right: float
    near: float
    again: float
    r: float
    clear: float
    clear_right: float
    step: float
    step_again: float


def level_of(value: float) -> int:
    """The third of the axis in which a true position lies."""
    return LOW if value < 0.5 else MIDDLE if value < 1.5 else HIGH


def somebody(chance: random.Random, number: int, spread: float | None) -> tuple[Point, MaturityType]:
    """A true place, and the type that is meant by it."""
    if spread is None:
        point = {axis: chance.uniform(0, 2) for axis in AXES}
        return point, type_at(level_of(point[NETWORK]), level_of(point[ACTIVITY]))
    kind = TYPES[number % len(TYPES)]
    centres = {NETWORK: LEVELS[kind.network], ACTIVITY: LEVELS[kind.activity]}
    return {axis: min(2.0, max(0.0, chance.gauss(at, spread))) for axis, at in centres.items()}, kind


def answers(
    chance: random.Random, point: Point, noise: float, *, age: float = 0.0, questions: Sequence[Question] = QUESTIONS
) -> list[Evidence]:
    """A test: every answer with noise of its own, all of one axis with the same bias."""
    bias = {axis: chance.gauss(0, PERSONAL_BIAS) for axis in AXES}
    felt = [(question, point[question.axis] + bias[question.axis] + chance.gauss(0, noise)) for question in questions]
    return [Answered(question.key, sum(value > end for end in question.thresholds), age) for question, value in felt]


def test_of(chance: random.Random, point: Point, setting: Setting) -> Place:
    """One test of somebody, evaluated."""
    evidence = answers(chance, point, setting.noise)
    if setting.export:
        seen = {axis: min(2.0, max(0.0, chance.gauss(value, COUNTS_SD))) for axis, value in point.items()}
        evidence.append(Measured(seen[NETWORK], seen[ACTIVITY], 0))
    return classify(evidence)


def measure(setting: Setting, *, people: int = PEOPLE, seed: int = 1) -> Row:
    """Test everybody twice."""
    chance = random.Random(seed)
    right, near, again, clear, clear_right, step, step_again = (0,) * 7
    true: dict[str, list[float]] = {axis: [] for axis in AXES}
    found: dict[str, list[float]] = {axis: [] for axis in AXES}
    for number in range(people):
        point, kind = somebody(chance, number, setting.spread)
        place, other = test_of(chance, point, setting), test_of(chance, point, setting)
        top = TYPE_OF[place.top]
        hit = top == kind
        right += hit
        near += max(abs(top.network - kind.network), abs(top.activity - kind.activity)) <= 1
        again += place.top == other.top
        clear += place.certainty == CLEAR
        clear_right += place.certainty == CLEAR and hit
        axis = next_step(place).axis
        step += axis == lagging(kind)
        step_again += axis == next_step(other).axis
        for name in AXES:
            true[name].append(point[name])
            found[name].append(getattr(place, name))
    r = statistics.fmean(statistics.correlation(true[axis], found[axis]) for axis in AXES)
    return Row(
        right=right / people,
        near=near / people,
        again=again / people,
        r=r,
        clear=clear / people,
        clear_right=clear_right / max(1, clear),
        step=step / people,
        step_again=step_again / people,
    )


def ageing(days: float, *, people: int = PEOPLE) -> tuple[float, float]:
    """(mean of the largest membership, share called clear) of people exactly of a type whose answers are so old."""
    chance, tops, clear = random.Random(2), 0.0, 0
    for number in range(people):
        point, _ = somebody(chance, number, 0.0)
        place = classify(answers(chance, point, ITEM_NOISE, age=days))
        tops += max(place.memberships)
        clear += place.certainty == CLEAR
    return tops / people, clear / people


def right_with(per_axis: int, *, people: int = PEOPLE) -> float:
    """How often the likeliest type is right with so many questions for each axis (of people near a type)."""
    asked = [question for axis in AXES for question in [one for one in QUESTIONS if one.axis == axis][:per_axis]]
    chance, right = random.Random(3), 0
    for number in range(people):
        point, kind = somebody(chance, number, 0.25)
        right += classify(answers(chance, point, ITEM_NOISE, questions=asked)).top == kind.key
    return right / people


def plain_sum(told: Sequence[Evidence]) -> str:
    """What a quiz in a magazine does: points for each answer, a third of the points for each level."""
    points = dict.fromkeys(AXES, 0)
    by_key = {question.key: question.axis for question in QUESTIONS}
    for one in told:
        if isinstance(one, Answered):
            points[by_key[one.question]] += one.option
    return type_at(*(min(HIGH, points[axis] * 3 // 17) for axis in AXES)).key


def timed() -> tuple[float, float]:
    """Processor seconds for everybody of a large company: places, and plain sums."""
    chance = random.Random(4)
    crowd = [
        [Answered(question.key, chance.randrange(5), chance.randrange(400)) for question in QUESTIONS]
        for _ in range(CROWD)
    ]
    ours, plain = [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        for told in crowd:
            classify(told)
        ours.append(time.process_time() - start)
        start = time.process_time()
        for told in crowd:
            plain_sum(told)
        plain.append(time.process_time() - start)
    return statistics.median(ours), statistics.median(plain)


def main() -> None:
    print("people          evidence                right  near   again  r     clear (right)  step / again")
    for setting in SETTINGS:
        row = measure(setting)
        print(
            f"{setting.who:15} {setting.evidence:22}  {row.right:.2f}   {row.near:.3f}  {row.again:.2f}   {row.r:.2f}"
            f"  {row.clear:.2f}  ({row.clear_right:.2f})   {row.step:.2f} / {row.step_again:.2f}"
        )
    for days in (0, 180, 365, 730):
        top, clear = ageing(days)
        print(f"answers {days:3} days old: largest membership {top:.2f}, clear {clear:.0%}")
    print("questions for each axis 1/2/3/4: right", "/".join(f"{right_with(n):.2f}" for n in (1, 2, 3, 4)))
    ours, plain = timed()
    print(f"{CROWD} people: {ours:.2f} s; plain sums {plain:.2f} s")
    print(f"bench maturity_right {measure(SETTINGS[0]).right:.3f}")
    print(f"bench maturity_ratio {ours / plain:.1f}")


if __name__ == "__main__":
    main()
