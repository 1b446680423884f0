"""Why an event is not taken. Each has a key for machines. Pure."""

from __future__ import annotations


class EventError(ValueError):
    """What was sent cannot be counted, and sending it again would not help."""

    key = "event"


class GoalUnknownError(EventError):
    """There is no goal of this key, or it was put away."""

    key = "goal_unknown"


class EventIdError(EventError):
    """The event's number is empty or longer than 80 characters."""

    key = "event_id"


class OccurredAtError(EventError):
    """It happened more than thirty days ago, or will happen."""

    key = "occurred_at"


class WorthError(EventError):
    """The value is below nothing, or above a billion."""

    key = "value"


class CurrencyError(EventError):
    """The value is in another currency than the organisation's, and cannot be added to the others."""

    key = "currency"
