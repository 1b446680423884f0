"""What Teams tells our bot: that somebody installed it for themselves, or took it away. Pure. Nothing else is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Installed:
    """The bot is there for a person (``here``), or no longer. ``user`` is the person's id for this bot in Teams."""

    here: bool
    tenant_id: str
    service_url: str
    conversation: str
    user: str


def service_of(activity: Mapping[str, Any]) -> str:
    """The address that the activity names for answers; "" without one."""
    return _text(activity, "serviceUrl")


def installed(activity: Mapping[str, Any]) -> Installed | None:
    """What an activity says about installing; None for everything else (messages, channels, other apps)."""
    conversation, sender = _part(activity, "conversation"), _part(activity, "from")
    if activity.get("channelId") != "msteams" or conversation.get("conversationType") != "personal":
        return None
    here = _here(activity)
    found = Installed(
        here=bool(here),
        tenant_id=_text(conversation, "tenantId") or _text(_part(_part(activity, "channelData"), "tenant"), "id"),
        service_url=service_of(activity),
        conversation=_text(conversation, "id"),
        user=_text(sender, "id"),
    )
    whole = found.tenant_id and found.service_url and found.conversation and found.user
    return found if here is not None and whole else None


def _here(activity: Mapping[str, Any]) -> bool | None:
    bot = _text(_part(activity, "recipient"), "id")
    if activity.get("type") == "installationUpdate":
        return {"add": True, "add-upgrade": True, "remove": False, "remove-upgrade": False}.get(
            _text(activity, "action")
        )
    if activity.get("type") == "conversationUpdate":
        for name, here in (("membersAdded", True), ("membersRemoved", False)):
            members = activity.get(name)
            if isinstance(members, list) and any(isinstance(m, dict) and _text(m, "id") == bot for m in members):
                return here
    return None


def _part(of: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = of.get(name)
    return found if isinstance(found, dict) else {}


def _text(of: Mapping[str, Any], name: str) -> str:
    found = of.get(name)
    return found if isinstance(found, str) and len(found) <= _LONGEST and found.isprintable() else ""
