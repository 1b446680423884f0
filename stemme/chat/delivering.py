"""Handing a message to one person, in Slack or in Teams. Says honestly what became of it (answers.py)."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from stemme.chat import answers, calling, chat_secrets, slack_blocks, teams_card
from stemme.chat.answers import Outcome
from stemme.chat.content import Content
from stemme.chat.models import Account, SlackApp, TeamsApp
from stemme.kit.secret_texts import SecretLostError

#: Tokens of the bot service by app and secret, with the moment (monotonic) until which they are used: in memory only.
_TOKENS: dict[tuple[str, str], tuple[str, float]] = {}
_LOCK = threading.Lock()
#: A token is not used to its last second.
_EARLY = 120
_SECRET = Outcome(answers.REFUSED, "secret")


def to_slack(app: SlackApp, account: Account, content: Content) -> Outcome:
    """A direct message of the bot."""
    try:
        token = chat_secrets.opened(app.token, chat_secrets.SLACK, organisation_id=app.organisation_id)
    except SecretLostError:
        return _SECRET
    message = slack_blocks.message(content, channel=account.account)
    return calling.call_slack(token, "chat.postMessage", message)[0]


def to_teams(app: TeamsApp, account: Account, content: Content) -> Outcome:
    """A message in the person's conversation with the bot; one that is gone is opened anew, once."""
    outcome, token = token_of(app)
    if not token:
        return outcome
    activity = _activity(app, content)
    if account.conversation:
        outcome = _say(token, account.service_url, account.conversation, activity)
        if outcome.why != answers.NOBODY:
            return _after(app, outcome)
    outcome, made = calling.post_to_bot(token, account.service_url, "/v3/conversations", _conversation(app, account))
    if outcome.state != answers.SENT:
        # Nothing was said yet, so whatever became of the conversation, nobody gets two messages.
        return outcome if outcome.state == answers.REFUSED else Outcome(answers.AGAIN, outcome.why, outcome.wait)
    conversation = str(made.get("id", ""))[:400]
    if not conversation:
        return Outcome(answers.REFUSED, answers.STRANGE)
    Account.objects.filter(organisation_id=app.organisation_id, id=account.pk).update(conversation=conversation)
    return _after(app, _say(token, account.service_url, conversation, activity))


def token_of(app: TeamsApp) -> tuple[Outcome, str]:
    """The bot's token, asked for when the last one is about to end; "" with the reason when there is none."""
    try:
        secret = chat_secrets.opened(app.secret, chat_secrets.TEAMS, organisation_id=app.organisation_id)
    except SecretLostError:
        return _SECRET, ""
    known = (app.app_id, app.secret)
    with _LOCK:
        token, until = _TOKENS.get(known, ("", 0.0))
    if token and time.monotonic() < until:
        return Outcome(answers.SENT), token
    outcome, token, lasts = calling.teams_token(app_id=app.app_id, tenant_id=app.tenant_id, secret=secret)
    if token:
        with _LOCK:
            _TOKENS[known] = (token, time.monotonic() + max(0, lasts - _EARLY))
    elif outcome.state == answers.UNCLEAR:
        outcome = Outcome(answers.AGAIN, outcome.why, 60)  # Only a token was asked for.
    return outcome, token


def _after(app: TeamsApp, outcome: Outcome) -> Outcome:
    if outcome.why == answers.KEY:
        with _LOCK:
            _TOKENS.pop((app.app_id, app.secret), None)
    return outcome


def _say(token: str, service_url: str, conversation: str, activity: Mapping[str, Any]) -> Outcome:
    path = f"/v3/conversations/{quote(conversation, safe='')}/activities"
    return calling.post_to_bot(token, service_url, path, activity)[0]


def _activity(app: TeamsApp, content: Content) -> dict[str, Any]:
    return {**teams_card.envelope(content), "from": {"id": f"28:{app.app_id}"}, "locale": content.language}


def _conversation(app: TeamsApp, account: Account) -> dict[str, Any]:
    return {
        "isGroup": False,
        "bot": {"id": f"28:{app.app_id}"},
        "members": [{"id": account.account}],
        "tenantId": app.tenant_id,
        "channelData": {"tenant": {"id": app.tenant_id}},
    }
