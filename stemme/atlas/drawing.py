"""The map as attributes of a drawing: dots, shades, arrows. Pure; coordinates are percent, y downwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stemme.atlas.jitter import Cloud, Dot
from stemme.atlas.moving import Moves
from stemme.maturity.types import KEYS, TYPES

#: The panes as they are read: the widest network first, the least activity first.
READING = (6, 7, 8, 3, 4, 5, 0, 1, 2)
#: Steps of the shades, 0 the lightest.
STEPS = 6
#: Arrows have three widths; from these shares of a part's people on, the next.
ARROWS = (0.1, 0.25)
_PANE = 100 / 3
_LONG = 11


@dataclass(frozen=True, slots=True)
class Pane:
    """A pane as it is drawn. ``people`` stands in the first pane of a part, and is None in the others, which are told
    ``with_key``. ``step``: the shade."""

    key: str
    people: int | None
    with_key: str
    alone: bool
    step: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """What is drawn over the frame between two panes that are told together, in their shade."""

    x: str
    y: str
    width: str
    height: str
    step: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line with a head. ``width``: 1 to 3. ``kind``: more, wider or calmer."""

    d: str
    head: str
    width: int
    kind: str


def path_of(dots: Iterable[Dot]) -> str:
    """All dots as one path of lines without length: round line ends draw them, thousands as fast as one.

    >>> path_of([Dot(0, 3), Dot(1.5, 0)])
    'M0 0h0M50 100h0'
    """
    return "".join(f"M{_short(dot.x * _PANE)} {_short(100 - dot.y * _PANE)}h0" for dot in dots)


def panes(clouds: Sequence[Cloud]) -> list[Pane]:
    """The nine panes in the order in which they are read."""
    part_of = {pane: cloud for cloud in clouds for pane in cloud.panes}
    steps = _steps(clouds)
    found = []
    for place in READING:
        cloud = part_of[place]
        first = first_of(cloud.panes)
        here = place == first
        found.append(
            Pane(
                KEYS[place],
                cloud.people if here else None,
                "" if here else KEYS[first],
                len(cloud.panes) == 1,
                steps[cloud],
            )
        )
    return found


def _steps(clouds: Sequence[Cloud]) -> dict[Cloud, int]:
    """The shade of each part, by its people for each pane."""
    dense = {cloud: cloud.people / len(cloud.panes) for cloud in clouds}
    most = max(dense.values())
    return {cloud: min(STEPS - 1, int(STEPS * number / most)) for cloud, number in dense.items()}


def first_of(part: Sequence[int]) -> int:
    """The pane of a part that is read first.

    >>> first_of((0, 3))
    3
    """
    return min(part, key=READING.index)


def bridges(clouds: Sequence[Cloud]) -> list[Bridge]:
    """What joins the panes of each part to one."""
    found, steps = [], _steps(clouds)
    for cloud in clouds:
        step = steps[cloud]
        for pane in cloud.panes:
            kind = TYPES[pane]
            left, top = kind.activity * _PANE, (2 - kind.network) * _PANE
            if kind.activity < 2 and pane + 1 in cloud.panes:
                found.append(Bridge(_percent(left + _PANE - 1.5), _percent(top + 2), "3%", _percent(_PANE - 4), step))
            if kind.network < 2 and pane + 3 in cloud.panes:
                found.append(Bridge(_percent(left + 2), _percent(top - 1.5), _percent(_PANE - 4), "3%", step))
    return found


def arrows(parts: Iterable[Moves]) -> list[Arrow]:
    """Where people of each part went: to the right more active, upwards a wider network, to the left calmer."""
    found = []
    for part in parts:
        kind = TYPES[first_of(part.panes)]
        x, y = (kind.activity + 0.5) * _PANE, (2.6 - kind.network) * _PANE
        ways: Mapping[str, tuple[int | None, int, int]] = {
            "more": (part.more_active, 1, 0),
            "wider": (part.wider, 0, -1),
            "calmer": (part.calmer, -1, 0),
        }
        for name, (people, right, down) in ways.items():
            if people is not None:
                found.append(_arrow(x, y, right, down, width=_width(people / part.people), kind=name))
    return found


def _arrow(x: float, y: float, right: int, down: int, *, width: int, kind: str) -> Arrow:
    from_x, from_y = x + 2 * right, y + 2 * down
    to_x, to_y = x + _LONG * right, y + _LONG * down
    line = f"M{_short(from_x)} {_short(from_y)}L{_short(to_x)} {_short(to_y)}"
    back_x, back_y = to_x - 2.5 * right, to_y - 2.5 * down
    head = (
        f"M{_short(back_x + 2 * down)} {_short(back_y + 2 * right)}L{_short(to_x)} {_short(to_y)}"
        f"L{_short(back_x - 2 * down)} {_short(back_y - 2 * right)}"
    )
    return Arrow(line, head, width, kind)


def _width(share: float) -> int:
    return 1 + sum(share >= limit for limit in ARROWS)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _percent(number: float) -> str:
    return f"{_short(number)}%"
