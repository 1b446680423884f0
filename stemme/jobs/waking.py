"""Which slots do not wait for the clock: told once by the project, which alone knows the whole schedule."""

from __future__ import annotations

from collections.abc import Iterable

from stemme.jobs.schedule import Slot

_WOKEN: dict[str, tuple[Slot, ...]] = {}


def listen(slots: Iterable[Slot]) -> None:
    """From now on these slots, and no others, are woken by their events."""
    _WOKEN.clear()
    for slot in slots:
        for event in slot.wakes_on:
            _WOKEN[event] = (*_WOKEN.get(event, ()), slot)


def woken_by(event: str) -> tuple[Slot, ...]:
    """The slots that this event wakes."""
    return _WOKEN.get(event, ())
