"""Addresses that a form may hold, and those that must not make us post anywhere (T-13)."""

from __future__ import annotations

import pytest

from stemme.chat.clouds import CLOUDS, SLACK, TEAMS, hook_problem, service_problem

WORLD = CLOUDS["worldwide"]
GOOD = [
    (SLACK, "https://hooks.slack.com/services/T000/B000/xxxx"),
    (SLACK, "https://HOOKS.slack.com:443/services/T000/B000/xxxx"),
    (TEAMS, "https://nordlys.webhook.office.com/webhookb2/1@2/IncomingWebhook/3/4"),
    (TEAMS, "https://prod-12.westeurope.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke?sig=x&sp=%2Frun"),
    (TEAMS, "https://default1.0a.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/1"),
]
BAD = [
    (SLACK, "http://hooks.slack.com/services/T/B/x", "not_https"),
    (SLACK, "https://hooks.slack.com.evil.example/services/T/B/x", "elsewhere"),
    (SLACK, "https://evilhooks.slack.com/services/T/B/x", "elsewhere"),
    (SLACK, "https://hooks.slack.com@127.0.0.1/services/", "no_address"),
    (SLACK, "https://hooks.slack.com:8443/services/T/B/x", "elsewhere"),
    (SLACK, "https://hooks.slack.com:x/services/T/B/x", "no_address"),
    (SLACK, "https://hooks.slack.com\\@127.0.0.1/services/", "no_address"),
    (SLACK, "https://hooks.slack.com/services/T B", "no_address"),
    (SLACK, "https://hooks.slack.com/services/T\n", "no_address"),
    (SLACK, "https://hooks.slаck.com/services/T/B/x", "no_address"),
    (SLACK, "https://hooks.slack.com", "no_address"),
    (SLACK, "https://hooks.slack.com/triggers/T/1/x", "a_workflow"),
    (SLACK, "https://nordlys.webhook.office.com/webhookb2/1", "elsewhere"),
    (SLACK, "https://169.254.169.254/latest/meta-data/", "elsewhere"),
    (SLACK, "https://127.0.0.1/x", "elsewhere"),
    (SLACK, "https://[::1]/x", "elsewhere"),
    (SLACK, "https://2130706433/x", "elsewhere"),
    (SLACK, "file:///etc/passwd", "no_address"),
    (SLACK, "gopher://hooks.slack.com/x", "no_address"),
    (SLACK, "https://[/x", "no_address"),
    (SLACK, "https://hooks.slack.com/" + "x" * 2_000, "no_address"),
    (TEAMS, "https://webhook.office.com/webhookb2/1", "elsewhere"),
    (TEAMS, "https://.webhook.office.com/webhookb2/1", "elsewhere"),
    (TEAMS, "https://evilwebhook.office.com/webhookb2/1", "elsewhere"),
    (TEAMS, "https://nordlys.webhook.office.com.evil.example/1", "elsewhere"),
    (TEAMS, "https://hooks.slack.com/services/T/B/x", "elsewhere"),
]


@pytest.mark.parametrize(("kind", "address"), GOOD)
def test_addresses_as_the_products_give_them(kind, address):
    assert hook_problem(address, kind, cloud=WORLD, also=(), local=False) == ""


@pytest.mark.parametrize(("kind", "address", "problem"), BAD)
def test_addresses_that_lead_elsewhere(kind, address, problem):
    assert hook_problem(address, kind, cloud=WORLD, also=(), local=False) == problem


def test_the_operator_opens_a_cloud_of_a_state():
    address = "https://x.webhook.state.example/1"
    assert hook_problem(address, TEAMS, cloud=WORLD, also=(".webhook.state.example",), local=False) == ""
    assert hook_problem(address, TEAMS, cloud=WORLD, also=("webhook.state.example",), local=False) == "elsewhere"


def test_this_machine_takes_the_operator_and_an_installation_for_itself():
    address, host = "http://127.0.0.1:9/services/x", "127.0.0.1:9"
    for also, local in (((), True), ((host,), False)):
        assert hook_problem(address, SLACK, cloud=WORLD, also=also, local=local)
    assert hook_problem(address, SLACK, cloud=WORLD, also=(host,), local=True) == ""


def test_the_bot_service_is_where_microsoft_says():
    for address, problem in (
        ("https://smba.trafficmanager.net/emea/", ""),
        ("https://smba.trafficmanager.net.evil.example/emea/", "elsewhere"),
        ("https://evil.trafficmanager.net/emea/", "elsewhere"),
        ("http://smba.trafficmanager.net/emea/", "not_https"),
    ):
        assert service_problem(address, cloud=WORLD, also=(), local=False) == problem
