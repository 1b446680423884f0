"""A form sent to a foreign host goes through the same door, and to that address alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stemme.kit import outbound
from stemme.kit.addresses import read_exemptions
from stemme.kit.outbound import OutboundError
from stemme.kit.tests.stage import Stage, says


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    made = Stage()
    yield made
    made.server.shutdown()
    made.server.server_close()


def send(stage: Stage, path: str, **fields: str) -> outbound.Fetched:
    also = read_exemptions([f"127.0.0.1:{stage.port}"])
    headers = {"Authorization": "Basic eDp5"}
    return outbound.send_form(f"{stage.base}{path}", fields, accept="*/*", max_bytes=99, headers=headers, also=also)


def test_a_form_arrives(stage: Stage) -> None:
    stage.answers["/token"] = says(b"done")
    assert send(stage, "/token", code="a&b=c").body == b"done"
    path, headers = stage.asked[-1]
    assert (path, headers["authorization"]) == ("/token", "Basic eDp5")
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert stage.sent[-1] == b"code=a%26b%3Dc"


@pytest.mark.parametrize("status", [302, 307, 308])
def test_no_redirect_takes_it_elsewhere(stage: Stage, status: int) -> None:
    stage.answers["/token"] = says(b"", status, Location="/elsewhere")
    assert send(stage, "/token", code="x").status == status
    assert "/elsewhere" not in [path for path, _headers in stage.asked]


def test_the_same_doors_are_shut(stage: Stage) -> None:
    with pytest.raises(OutboundError) as caught:
        outbound.send_form(f"{stage.base}/token", {}, accept="*/*", max_bytes=99)
    assert caught.value.kind == outbound.ADDRESS
    with pytest.raises(OutboundError) as caught:
        outbound.send_form("http://169.254.169.254/token", {}, accept="*/*", max_bytes=99)
    assert caught.value.kind == outbound.REFUSED


def test_too_large_an_answer(stage: Stage) -> None:
    stage.answers["/token"] = says(bytes(500))
    with pytest.raises(OutboundError) as caught:
        send(stage, "/token")
    assert caught.value.kind == outbound.TOO_LARGE
