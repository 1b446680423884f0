"""Writing: what Microsoft's bot service tells us, after its call was found good (bot_token.py)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stemme.chat import account_actions, activities, bot_token, calling
from stemme.chat.activities import Installed
from stemme.chat.models import TeamsApp
from stemme.people.actions import take
from stemme.people.buckets import Limit

#: A key that nobody knows makes us look again, but not more often than this: anybody may send us a call.
_KEYS_AGAIN = Limit("chat-keys", 1, dt.timedelta(minutes=1))
#: The service changes its keys about once a day.
_KEYS_LAST = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a good call said. ``installed``: the bot is there for somebody whose work address is still to be asked."""

    organisation_id: int
    installed: Installed | None = None


def take_in(*, organisation_slug: str, header: str, activity: Mapping[str, Any], now: dt.datetime) -> Heard | None:
    """Hear that somebody installed the bot or took it away; None where nobody has such a bot.

    Who took it away is forgotten here at once. Raises bot_token.TokenError for a call that is not the bot service's.
    """
    app = TeamsApp.objects.filter(organisation__slug=organisation_slug).first()
    if app is None:
        return None
    service = activities.service_of(activity)
    _check(app, header, service, now)
    org, found = app.organisation_id, activities.installed(activity)
    if found is None or found.tenant_id.lower() != app.tenant_id or calling.service_problem(service):
        return Heard(org)
    if found.here:
        return Heard(org, found)
    account_actions.forget_teams_account(organisation_id=org, user=found.user)
    return Heard(org)


def _check(app: TeamsApp, header: str, service: str, now: dt.datetime) -> None:
    """Check with the keys we have; with fresh ones if they are old, or the call names one that is not there."""
    fresh = app.keys_read_at is not None and now - app.keys_read_at < _KEYS_LAST
    try:
        if fresh:
            _judge(app, header, service, now)
            return
    except bot_token.TokenError as error:
        if error.kind != bot_token.UNKNOWN_KEY:
            raise
    if take(_KEYS_AGAIN, str(app.organisation_id), now=now) and (keys := calling.bot_keys()):
        app.keys, app.keys_read_at = keys, now
        TeamsApp.objects.filter(organisation_id=app.organisation_id, id=app.pk).update(keys=keys, keys_read_at=now)
    _judge(app, header, service, now)


def _judge(app: TeamsApp, header: str, service: str, now: dt.datetime) -> None:
    issuer = calling.cloud().bot_issuer
    bot_token.check(header, app.keys, issuer=issuer, app_id=app.app_id, service_url=service, now=now)
