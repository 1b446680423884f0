"""What Slack and Teams answered, and so what became of a message. Pure.

Four ends: sent; again (certainly not taken, may be tried later); refused (certainly not taken, trying is useless); and
unclear (nobody knows, so it must not be sent again by itself). Sources: docs.slack.dev (incoming webhooks: "Handling
errors", chat.postMessage: "Errors", rate limits); learn.microsoft.com (incoming webhooks: an old connector answers 200
with a sentence when Teams behind it refused; Workflows answer 202; Bot Connector errors).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SENT, AGAIN, REFUSED, UNCLEAR = "sent", "again", "refused", "unclear"
#: Why it was not taken; wording.py has a sentence for each.
BUSY, GONE, CLOSED, SHUT, TOO_LARGE, MALFORMED, NOT_ALLOWED, KEY, NOBODY, UNREACHABLE, STRANGE, LOST = (
    "busy",
    "gone",
    "closed",
    "shut",
    "too_large",
    "malformed",
    "not_allowed",
    "key",
    "nobody",
    "unreachable",
    "strange",
    "lost",
)
#: Seconds to wait when they do not say, and at most.
_WAIT, _LONGEST_WAIT = 60, 3_600


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message. ``wait``: seconds until it may be tried again."""

    state: str
    why: str = ""
    wait: int = 0


_HOOK_WORDS = {
    "no_service": GONE,
    "no_service_id": GONE,
    "no_active_hooks": GONE,
    "no_team": GONE,
    "team_disabled": GONE,
    "invalid_token": GONE,
    "channel_not_found": GONE,
    "channel_is_archived": CLOSED,
    "action_prohibited": NOT_ALLOWED,
    "posting_to_general_channel_denied": NOT_ALLOWED,
    "invalid_payload": MALFORMED,
    "invalid_blocks": MALFORMED,
    "no_text": MALFORMED,
    "too_many_attachments": MALFORMED,
}
_API_WORDS = {
    **dict.fromkeys(("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"), KEY),
    **dict.fromkeys(("missing_scope", "not_allowed_token_type", "no_permission", "org_login_required"), KEY),
    **dict.fromkeys(("channel_not_found", "user_not_found", "users_not_found", "is_archived"), NOBODY),
    **dict.fromkeys(("user_disabled", "cannot_dm_bot", "messages_tab_disabled"), NOBODY),
    **dict.fromkeys(
        ("restricted_action", "team_access_not_granted", "access_denied", "ekm_access_denied"), NOT_ALLOWED
    ),
    **dict.fromkeys(("invalid_blocks", "invalid_blocks_format", "no_text", "invalid_arguments"), MALFORMED),
    "msg_too_long": TOO_LARGE,
    "msg_blocks_too_long": TOO_LARGE,
}


def slack_hook(status: int, headers: Mapping[str, str], body: bytes) -> Outcome:
    """The answer of a Slack webhook."""
    word = _word(body)
    if status == 200:
        return Outcome(SENT) if word == "ok" else Outcome(UNCLEAR, STRANGE)
    if word in _HOOK_WORDS and 400 <= status < 500:
        return Outcome(REFUSED, _HOOK_WORDS[word])
    return _by_status(status, headers, {404: GONE, 410: CLOSED, 403: NOT_ALLOWED, 400: MALFORMED})


def slack_call(status: int, headers: Mapping[str, str], body: bytes) -> Outcome:
    """The answer of a method of Slack's Web API."""
    said = document(body)
    if status != 200:
        return _by_status(status, headers, {})
    if said.get("ok") is True:
        return Outcome(SENT)
    word = str(said.get("error", ""))
    if word in {"ratelimited", "rate_limited"}:
        return Outcome(AGAIN, BUSY, _wait(headers))
    if word in _API_WORDS:
        return Outcome(REFUSED, _API_WORDS[word])
    if (
        word in {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
        or said.get("ok") is not False
    ):
        # "It's possible some aspect of the operation succeeded before the error was raised."
        return Outcome(UNCLEAR, STRANGE)
    return Outcome(REFUSED, STRANGE)


def teams_hook(status: int, headers: Mapping[str, str], body: bytes) -> Outcome:
    """The answer of an incoming webhook of Teams, or of a workflow."""
    text = body.decode("utf-8", "replace")
    if status == 200 and "returned HTTP error" in text:
        inner = text.partition("returned HTTP error")[2].split()
        return _by_status(int(inner[0]) if inner and inner[0].isdecimal() else 0, headers, _TEAMS)
    if status in {200, 201, 202}:
        return Outcome(SENT)
    return _by_status(status, headers, _TEAMS)


_TEAMS = {400: MALFORMED, 401: SHUT, 403: SHUT, 404: GONE, 410: GONE, 413: TOO_LARGE}


def teams_activity(status: int, headers: Mapping[str, str], body: bytes) -> Outcome:
    """The answer of the bot service to a message or a new conversation."""
    if status in {200, 201, 202}:
        return Outcome(SENT)
    return _by_status(
        status, headers, {400: MALFORMED, 401: KEY, 403: NOBODY, 404: NOBODY, 410: NOBODY, 413: TOO_LARGE}
    )


def no_answer(*, left: bool) -> Outcome:
    """No answer came. ``left``: something of the request was written."""
    return Outcome(UNCLEAR, LOST) if left else Outcome(AGAIN, UNREACHABLE, _WAIT)


def document(body: bytes) -> dict[str, Any]:
    """The JSON object of an answer; empty for anything else."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _by_status(status: int, headers: Mapping[str, str], known: Mapping[int, str]) -> Outcome:
    if status in {429, 503}:
        return Outcome(AGAIN, BUSY, _wait(headers))
    if status in known:
        return Outcome(REFUSED, known[status])
    # Something between us and them gave up, after they may have taken it.
    return Outcome(REFUSED, STRANGE) if 300 <= status < 500 else Outcome(UNCLEAR, STRANGE)


def _wait(headers: Mapping[str, str]) -> int:
    said = headers.get("retry-after", "")
    return min(max(int(said), 1), _LONGEST_WAIT) if said.isdecimal() and len(said) < 9 else _WAIT


def _word(body: bytes) -> str:
    return body.decode("utf-8", "replace").strip()[:80]
