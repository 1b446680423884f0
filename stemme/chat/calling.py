"""What is sent to Slack and Microsoft, through the guarded door (T-13). Nothing secret is logged."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from stemme.chat import answers, clouds
from stemme.chat.answers import Outcome
from stemme.chat.clouds import CLOUDS, LOOPBACK, SLACK, Cloud
from stemme.kit import outbound
from stemme.kit.outbound import Fetched, OutboundError

logger = logging.getLogger(__name__)
_AGENT = {"User-Agent": "Stemme/1.0 (chat)"}
_LARGEST = 200_000
Judge = Callable[[int, Mapping[str, str], bytes], Outcome]


def cloud() -> Cloud:
    """The world of Slack and Microsoft that the operator chose (STEMME_CHAT_CLOUD)."""
    return CLOUDS[settings.CHAT_CLOUD]


def is_local() -> bool:
    """True when this installation is for one machine alone."""
    return urlsplit(settings.PUBLIC_URL).hostname in LOOPBACK


def hook_problem(written: str, kind: str) -> str:
    """What is wrong with a webhook's address here; "" for one that we post to."""
    return clouds.hook_problem(written, kind, cloud=cloud(), also=settings.CHAT_HOSTS, local=is_local())


def service_problem(written: str) -> str:
    """The same for what the bot service calls its own address."""
    return clouds.service_problem(written, cloud=cloud(), also=settings.CHAT_HOSTS, local=is_local())


def post_to_hook(kind: str, address: str, message: Mapping[str, Any]) -> Outcome:
    """Post a message to a webhook, once. The address is checked again: the operator may have closed it since."""
    if hook_problem(address, kind):
        return Outcome(answers.REFUSED, answers.NOT_ALLOWED)
    judge = answers.slack_hook if kind == SLACK else answers.teams_hook
    return _sent(lambda: outbound.send_json(address, message, max_bytes=_LARGEST, headers=_AGENT), judge)[0]


def call_slack(token: str, method: str, sent: Mapping[str, Any]) -> tuple[Outcome, dict[str, Any], Mapping[str, str]]:
    """Call a method of Slack's Web API: what became of it, the answer, its headers."""
    url = f"{cloud().slack_api}/{method}"
    headers = {**_AGENT, "Authorization": f"Bearer {token}"}
    if method == "chat.postMessage":
        outcome, got = _sent(
            lambda: outbound.send_json(url, sent, max_bytes=_LARGEST, headers=headers), answers.slack_call
        )
    else:  # Slack reads JSON only for what writes.
        outcome, got = _sent(
            lambda: outbound.send_form(url, sent, accept="*/*", max_bytes=_LARGEST, headers=headers),
            answers.slack_call,
        )
    return outcome, answers.document(got.body) if got else {}, got.headers if got else {}


def teams_token(*, app_id: str, tenant_id: str, secret: str) -> tuple[Outcome, str, int]:
    """A token for the bot service by the client-credentials grant: outcome, token, seconds that it lasts."""
    fields = {
        "grant_type": "client_credentials",
        "client_id": app_id,
        "client_secret": secret,
        "scope": cloud().bot_scope,
    }
    url = f"{cloud().login}/{quote(tenant_id, safe='')}/oauth2/v2.0/token"
    outcome, got = _sent(
        lambda: outbound.send_form(url, fields, accept="application/json", max_bytes=_LARGEST, headers=_AGENT),
        _judge_token,
    )
    said = answers.document(got.body) if got else {}
    lasts = said.get("expires_in")
    return outcome, str(said.get("access_token", "")), lasts if isinstance(lasts, int) else 0


def _judge_token(status: int, headers: Mapping[str, str], body: bytes) -> Outcome:
    if status == 200 and isinstance(answers.document(body).get("access_token"), str):
        return Outcome(answers.SENT)
    if status in {400, 401, 403, 404}:
        return Outcome(answers.REFUSED, answers.KEY)
    return Outcome(answers.AGAIN, answers.BUSY, 60)


def post_to_bot(token: str, service_url: str, path: str, document: Mapping[str, Any]) -> tuple[Outcome, dict[str, Any]]:
    """Send something to the bot service."""
    if service_problem(service_url):
        return Outcome(answers.REFUSED, answers.NOT_ALLOWED), {}
    headers = {**_AGENT, "Authorization": f"Bearer {token}"}
    url = service_url.rstrip("/") + path
    outcome, got = _sent(
        lambda: outbound.send_json(url, document, max_bytes=_LARGEST, headers=headers), answers.teams_activity
    )
    return outcome, answers.document(got.body) if got else {}


def member_of(token: str, service_url: str, conversation: str, user: str) -> dict[str, Any]:
    """Who takes part in a conversation with the bot, as the service tells it; empty when it does not."""
    if service_problem(service_url):
        return {}
    path = f"/v3/conversations/{quote(conversation, safe='')}/members/{quote(user, safe='')}"
    return _read(service_url.rstrip("/") + path, {"Authorization": f"Bearer {token}"})


def bot_keys() -> dict[str, Any]:
    """The public keys of the bot service; empty when it does not show them."""
    found = _read(cloud().bot_keys, {})
    keys = found.get("keys")
    return {"keys": [key for key in keys if isinstance(key, dict)][:50]} if isinstance(keys, list) else {}


def _read(url: str, headers: Mapping[str, str]) -> dict[str, Any]:
    try:
        # Whoever we are led to is not who we asked, and a token is for no third.
        got = outbound.fetch(
            url, accept="application/json", max_bytes=_LARGEST, headers={**_AGENT, **headers}, redirects=0
        )
    except OutboundError:
        return {}
    return answers.document(got.body) if got.status == 200 else {}


def _sent(send: Callable[[], Fetched], judge: Judge) -> tuple[Outcome, Fetched | None]:
    try:
        got = send()
    except OutboundError as error:
        return answers.no_answer(left=error.left), None
    outcome = judge(got.status, got.headers, got.body)
    if outcome.state != answers.SENT:
        logger.info("chat: %s answered %d: %s, %s", urlsplit(got.url).hostname, got.status, outcome.state, outcome.why)
    return outcome, got
