"""What a call says: one event, or up to 500. Pure."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

MOST_EVENTS = 500
#: Click ids of one event that may be named; each has 22 characters.
MOST_CLICK_IDS = 50
LARGEST_BODY = 1_000_000
_KNOWN = frozenset({"goal", "event_id", "occurred_at", "click_id", "click_ids", "value", "currency"})


class WrongError(ValueError):
    """What was sent cannot be read. ``args[0]`` says what, for the developer who sent it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it was sent. ``occurred_at`` is None for now; ``body`` are its bytes in one spelling."""

    goal: str
    event_id: str
    occurred_at: dt.datetime | None
    click_ids: tuple[str, ...]
    value: Decimal | None
    currency: str
    body: bytes


def named(body: bytes) -> str:
    """The number of the event that a call speaks of: ``{"event_id": …}`` and nothing else. Raises WrongError."""
    found, batch = documents(body)
    if batch or set(found[0]) != {"event_id"}:
        raise WrongError('The body must be {"event_id": …}.')
    return _text(found[0], "event_id", 80)


def documents(body: bytes) -> tuple[list[Any], bool]:
    """The events of a call, unread, and whether it is a batch. Raises WrongError."""
    try:
        found = json.loads(body, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise WrongError("The body is not JSON in UTF-8.") from error
    if not isinstance(found, dict):
        raise WrongError("The body must be one object.")
    if "events" not in found:
        return [found], False
    events = found["events"]
    if set(found) != {"events"} or not isinstance(events, list) or not 0 < len(events) <= MOST_EVENTS:
        raise WrongError(f"“events” must be a list of 1 to {MOST_EVENTS} events and stand alone.")
    return events, True


def read(document: Any) -> Event:
    """One event. Raises WrongError with the first thing that is wrong."""
    if not isinstance(document, dict):
        raise WrongError("An event must be an object.")
    if unknown := sorted(set(document) - _KNOWN):
        raise WrongError(f"There is no field “{unknown[0][:40]}”. Fields are: {', '.join(sorted(_KNOWN))}.")
    return Event(
        goal=_text(document, "goal", 60),
        event_id=_text(document, "event_id", 80),
        occurred_at=_moment(document.get("occurred_at")),
        click_ids=_click_ids(document),
        value=_value(document.get("value")),
        currency=_text(document, "currency", 3) if document.get("currency") is not None else "",
        body=json.dumps(document, sort_keys=True, separators=(",", ":"), default=str).encode(),
    )


def _no_number(name: str) -> None:
    raise ValueError(name)


def _text(document: dict[str, Any], field: str, longest: int) -> str:
    found = document.get(field)
    if not isinstance(found, str) or not 0 < len(found) <= longest or not found.isprintable():
        raise WrongError(f"“{field}” must be a text of 1 to {longest} printable characters.")
    return found


def _moment(written: Any) -> dt.datetime | None:
    if written is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(written)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise WrongError("“occurred_at” must be a moment with its offset, such as 2026-11-23T09:30:00+01:00.")
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError as error:
        raise WrongError("“occurred_at” lies outside the calendar.") from error


def _click_ids(document: dict[str, Any]) -> tuple[str, ...]:
    one, many = document.get("click_id"), document.get("click_ids")
    found = [one] if many is None and one is not None else many
    if one is not None and many is not None:
        raise WrongError("Send “click_id” or “click_ids”, not both.")
    if (
        not isinstance(found, list)
        or not 0 < len(found) <= MOST_CLICK_IDS
        or not all(isinstance(click, str) and 0 < len(click) <= 80 for click in found)
    ):
        raise WrongError(f"Send “click_id” as a text, or “click_ids” as a list of 1 to {MOST_CLICK_IDS}.")
    return tuple(found)


def _value(written: Any) -> Decimal | None:
    if written is None:
        return None
    if isinstance(written, bool) or not isinstance(written, int | str | Decimal) or len(str(written)) > 20:
        raise WrongError('“value” must be a number, or a text such as "1200.00".')
    try:
        return Decimal(written)
    except InvalidOperation as error:
        raise WrongError('“value” must be a number, or a text such as "1200.00".') from error
