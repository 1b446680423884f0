"""What went wrong, as application/problem+json (RFC 9457), in English for developers: what, and what to do. Pure."""

from __future__ import annotations

TOKEN, SIGNATURE, TOO_LARGE, TOO_MANY, UNREADABLE, OTHER_BODY, NOT_HERE = (
    "token", "signature", "too_large", "too_many", "unreadable", "other_body", "not_here",
)  # fmt: skip
#: By key: status, title, what to do.
_KINDS = {
    TOKEN: (401, "The token is not known", "Send “Authorization: Bearer …” with the token of an open door."),
    SIGNATURE: (401, "The signature does not fit", "Sign “<t>.<body>” with the door's secret; t must be now."),
    TOO_LARGE: (413, "The body is too large", "Send at most 1,000,000 bytes and 500 events in one call."),
    TOO_MANY: (429, "Too many calls", "Wait a minute, and send several events in one call."),
    UNREADABLE: (422, "The event cannot be read", ""),
    OTHER_BODY: (422, "This event_id was used for another event", "Each event needs its own number. The first counts."),
    NOT_HERE: (404, "There is no such event", "This door never took an event with this event_id."),
    "goal_unknown": (422, "There is no such goal", "Use the word under “What senders call it” on the goal's page."),
    "event_id": (422, "The event_id is wrong", "Use 1 to 80 characters."),
    "occurred_at": (422, "The time is outside the window", "Send events from 30 days ago until now."),
    "value": (422, "The value is outside what can be counted", "Use 0 to 1,000,000,000."),
    "currency": (422, "The value is in another currency", "Convert it to your organisation's currency."),
}  # fmt: skip


def problem(key: str, detail: str = "") -> dict[str, object]:
    """The problem as a document; ``detail`` instead of what is usually to be done."""
    status, title, what_to_do = _KINDS[key]
    return {"type": f"about:blank#{key}", "title": title, "status": status, "detail": detail or what_to_do}


def listed() -> list[tuple[int, str, str]]:
    """Every problem there is: status, title, what to do."""
    return list(_KINDS.values())
