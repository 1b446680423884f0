"""Where Slack and Teams live, and which addresses we post to at all. Pure.

Somebody who may write an address into a form must not make us post to any place they like (security.md T-13). Besides
the guarded door, which refuses what is not the open internet, an address has to belong to Slack or Microsoft.
Sources: docs.slack.dev (incoming webhooks, Web API, GovSlack); learn.microsoft.com (incoming webhooks, Workflows,
"Authentication with the Bot Connector API", "Proactive messages").
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

SLACK, TEAMS = KINDS = ("slack", "teams")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LONGEST = 2_000
#: What can be wrong with an address; wording.py has a sentence for each.
NO_ADDRESS, NOT_HTTPS, ELSEWHERE, A_WORKFLOW = "no_address", "not_https", "elsewhere", "a_workflow"


@dataclass(frozen=True, slots=True)
class Cloud:
    """One world of Slack and Microsoft: their own, or a state's. A host with a dot in front: all in it."""

    slack_api: str
    slack_hooks: tuple[str, ...]
    teams_hooks: tuple[str, ...]
    #: Hosts that the bot service may call its own.
    teams_services: tuple[str, ...]
    login: str
    #: The public keys with which the bot service signs, who it calls itself, and what a token for it is asked for.
    bot_keys: str
    bot_issuer: str
    bot_scope: str

    def hooks(self, kind: str) -> tuple[str, ...]:
        """The hosts of incoming webhooks."""
        return self.slack_hooks if kind == SLACK else self.teams_hooks


CLOUDS: dict[str, Cloud] = {
    "worldwide": Cloud(
        slack_api="https://slack.com/api",
        slack_hooks=("hooks.slack.com",),
        teams_hooks=(".webhook.office.com", ".logic.azure.com", ".powerplatform.com"),
        teams_services=("smba.trafficmanager.net",),
        login="https://login.microsoftonline.com",
        bot_keys="https://login.botframework.com/v1/.well-known/keys",
        bot_issuer="https://api.botframework.com",
        bot_scope="https://api.botframework.com/.default",
    ),
    "us-government": Cloud(
        slack_api="https://slack-gov.com/api",
        slack_hooks=("hooks.slack-gov.com",),
        teams_hooks=(".webhook.office.com", ".logic.azure.us"),
        teams_services=(
            "smba.infra.gcc.teams.microsoft.com",
            "smba.infra.gov.teams.microsoft.us",
            "smba.infra.dod.teams.microsoft.us",
        ),
        login="https://login.microsoftonline.us",
        bot_keys="https://login.botframework.azure.us/v1/.well-known/keys",
        bot_issuer="https://api.botframework.us",
        bot_scope="https://api.botframework.us/.default",
    ),
}


def hook_problem(written: str, kind: str, *, cloud: Cloud, also: Collection[str], local: bool) -> str:
    """What is wrong with the address of an incoming webhook; "" for one we post to.

    ``also``: further hosts that the operator opened. ``local``: this installation is for one machine alone, and so may
    be a host that the operator opened.

    >>> hook_problem("https://hooks.slack.com.evil.example/services/T/B/x", "slack",
    ...              cloud=CLOUDS["worldwide"], also=(), local=False)
    'elsewhere'
    """
    problem = _problem(written, (*cloud.hooks(kind), *also), also=also, local=local)
    if not problem and kind == SLACK and "/triggers/" in urlsplit(written).path:
        return A_WORKFLOW
    return problem


def service_problem(written: str, *, cloud: Cloud, also: Collection[str], local: bool) -> str:
    """What is wrong with the address that the bot service calls its own; "" for one we post to."""
    return _problem(written, (*cloud.teams_services, *also), also=also, local=local)


def _problem(written: str, hosts: Collection[str], *, also: Collection[str], local: bool) -> str:
    if len(written) > LONGEST or not written.isprintable() or not written.isascii() or set(written) & set(' \\"<>'):
        return NO_ADDRESS
    try:
        parts = urlsplit(written)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return NO_ADDRESS
    if not host or parts.scheme not in {"http", "https"} or "@" in parts.netloc or parts.fragment or not parts.path:
        return NO_ADDRESS
    opened = f"{host}:{port}" in also if port not in {None, 443} else False
    if parts.scheme != "https" and not (local and opened and host in LOOPBACK):
        return NOT_HTTPS
    if opened or (port in {None, 443} and any(_is_in(host, known) for known in hosts)):
        return ""
    return ELSEWHERE


def _is_in(host: str, known: str) -> bool:
    known = known.lower()
    return host.endswith(known) and len(host) > len(known) if known.startswith(".") else host == known
