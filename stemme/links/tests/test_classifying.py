"""``stemme links classify``: the very rules, for whoever wonders."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from stemme.links.classifying import classify_lines
from stemme.links.tests.server import PROJECT

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def request(**given: object) -> str:
    agent = str(given.pop("agent", FIREFOX))
    return json.dumps({"method": "GET", "headers": {"user-agent": agent}, **given})


def verdicts(lines: list[str], office: str = "") -> list[tuple[str, str] | None]:
    return [one.verdict for one in classify_lines(lines, office_networks=office)]


def test_agents_and_requests() -> None:
    lines = [
        FIREFOX,
        "curl/8.5.0\n",
        "\n",
        "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)\r\n",
        request(method="head"),
        json.dumps({"headers": {"User-Agent": FIREFOX, "Sec-Purpose": "prefetch"}}),
        json.dumps({}),
    ]
    assert verdicts(lines) == [
        ("human", ""),
        ("bot", "crawler-list"),
        ("bot", "no-agent"),
        ("preview", "own-list"),
        ("bot", "head"),
        ("preview", "prefetch"),
        ("bot", "no-agent"),
    ]


def test_requests_are_compared_with_each_other_and_stay_in_order() -> None:
    burst = [request(at=f"2026-11-22T10:05:0{n}Z", address="192.0.2.7", link=f"code{n}") for n in range(4)]
    lines = ["curl/8", burst[0], FIREFOX, *burst[1:], request(at=1, address="192.0.2.7", link="x", made=1000)]
    suspect = ("suspect", "scanner-burst")
    assert verdicts(lines) == [
        ("bot", "crawler-list"), suspect, ("human", ""), suspect, suspect, suspect, ("suspect", "too-soon"),
    ]  # fmt: skip


def test_rotating_agents_and_do_not_track() -> None:
    rotating = [
        request(agent=f"{FIREFOX} v{n}", at=1_000 * n, address=f"2001:db8::{n:x}", link="one") for n in range(40)
    ]
    assert set(verdicts(rotating)[25:]) == {("suspect", "rotating-agents")}
    shy = json.dumps({"headers": {"User-Agent": FIREFOX, "DNT": "1"}, "at": 5, "address": "192.0.2.1", "link": 1})
    assert verdicts([shy] * 40).count(("suspect", "nameless-burst")) == 10


def test_office_networks_win_over_people_only() -> None:
    lines = [request(address="192.0.2.7"), request(address="192.0.2.7", agent="curl/8"), request(address="10.0.0.1")]
    assert verdicts(lines, "192.0.2.0/24") == [("internal", "office-network"), ("bot", "crawler-list"), ("human", "")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{nothing", "no JSON object"),
        ('{"method": 5}', "method"),
        ('{"headers": ["a"]}', "headers"),
        ('{"headers": {"a": 1}}', "headers"),
        ('{"link": []}', "link"),
        ('{"at": "yesterday"}', "at is neither"),
        ('{"made": true}', "made is neither"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, said: str) -> None:
    found = list(classify_lines([line, FIREFOX]))
    assert said in found[0].error
    assert found[0].verdict is None
    assert found[1].verdict == ("human", "")


@given(
    st.lists(
        st.one_of(
            st.text(),
            st.builds(
                json.dumps,
                st.dictionaries(
                    st.sampled_from(["method", "headers", "at", "address", "link", "made"]),
                    st.one_of(
                        st.none(), st.integers(), st.text(), st.booleans(), st.dictionaries(st.text(), st.text())
                    ),
                ),
            ),
        ),
        max_size=8,
    )
)
def test_whatever_comes_each_line_has_one_answer_in_order(lines: list[str]) -> None:  # fmt: skip
    found = list(classify_lines(lines))
    assert [one.line for one in found] == list(range(1, len(lines) + 1))
    assert all((one.verdict is None) == bool(one.error) for one in found)


def test_the_command_reads_files_and_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "agents.txt"
    file.write_bytes(f"{FIREFOX}\n{{bad\ncurl/8\nM\xf6zilla\n".encode("latin-1"))
    command = [sys.executable, "-m", "stemme.project.cli", "links", "classify"]
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, cwd=PROJECT)
    assert done.stdout == "human\t\nbot\tcrawler-list\nbot\tno-browser\n"
    assert "line 2: no JSON object" in done.stderr
    assert done.returncode == 1
    done = subprocess.run([*command, "--json"], input="curl/8\n", capture_output=True, text=True, cwd=PROJECT)
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"line": 1, "class": "bot", "reason": "crawler-list"}
    ]
    assert done.returncode == 0
    done = subprocess.run([*command, str(tmp_path / "none")], capture_output=True, text=True, cwd=PROJECT)
    assert done.returncode == 2
    assert "No such file" in done.stderr


def test_an_office_network_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="no address or network"):
        call_command("links_classify", "-", "--office", "the office", stdout=io.StringIO())
