from __future__ import annotations

import gzip
import http.server
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stemme.kit import outbound
from stemme.kit.addresses import read_exemptions
from stemme.kit.outbound import Door, Fetched, OutboundError
from stemme.kit.tests.stage import Answer, Stage, says


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    made = Stage()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def fetch(stage: Stage) -> Callable[..., Fetched]:
    stage.asked.clear()
    door = Door(exemptions=read_exemptions([f"127.0.0.1:{stage.port}"]))

    def call(url: str, max_bytes: int = outbound.MAX_BYTES, deadline: float = 5.0, **headers: str) -> Fetched:
        return door.fetch(url, headers={"Accept": "*/*", **headers}, max_bytes=max_bytes, deadline=deadline)

    return call


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(OutboundError) as caught:
        call()
    return caught.value.kind


HOSTILE = (
    "http://127.0.0.1/",
    "http://localhost/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[fd00::1]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[ff0e::1]/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://①②⑦.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://100.100.100.200/",
    "http://192.0.0.192/",
    "http://[fd00:ec2::254]/",
    "http://user:secret@127.0.0.1/",
    "http://example.com@127.0.0.1/",
    "http://127.0.0.1#@example.com/",
    "http://127.0.0.1%2f@example.com/",
    "http://10.0.0.1:22/",
    "http://example.com:25/",
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "ftp://127.0.0.1/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//127.0.0.1/",
    "http:///",
    "http://127.0.0.1\\@example.com/",
    "http://exa%0d%0ample.com/",
    "https:example.com",
)


@pytest.mark.parametrize(
    "url", [*HOSTILE, "", "http://a b/", "http://127.0.0.1/\r\nHost: x", "http://[::1", "nonsense"]
)
def test_hostile_addresses_are_not_fetched(url: str) -> None:
    door = Door()
    kind = refused(lambda: door.fetch(url, headers={}, max_bytes=1000, deadline=2.0))
    assert kind in {outbound.ADDRESS, outbound.REFUSED, outbound.UNREACHABLE}


def test_a_name_that_points_inward_looks_like_one_that_does_not_exist() -> None:
    inward = Door(resolver=lambda host, port: ["10.0.0.1"])
    unknown = Door(resolver=lambda host, port: [])
    for door in (inward, unknown):
        kind = refused(lambda door=door: door.fetch("http://x.example/", headers={}, max_bytes=9, deadline=2.0))
        assert kind == outbound.UNREACHABLE


def test_one_private_answer_among_public_ones_is_enough_to_refuse() -> None:
    asked: list[str] = []

    def mixed(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["8.8.8.8", "127.0.0.1"]

    with pytest.raises(OutboundError) as caught:
        Door(resolver=mixed).fetch("http://mixed.example/", headers={}, max_bytes=9, deadline=2.0)
    assert "points inward" in caught.value.detail
    assert asked == ["mixed.example"]


def test_the_name_is_looked_up_once_and_that_answer_is_connected_to(stage: Stage) -> None:
    """No rebinding: the second answer would be another one, and nobody asks for it."""
    stage.answers["/"] = says(b"hello")
    answers = iter([["127.0.0.1"], ["10.9.9.9"]])
    door = Door(
        exemptions=read_exemptions([f"feeds.corp:{stage.port}=127.0.0.0/8"]), resolver=lambda host, port: next(answers)
    )
    fetched = door.fetch(f"http://feeds.corp:{stage.port}/", headers={}, max_bytes=100, deadline=5.0)
    assert fetched.body == b"hello"
    assert stage.asked[-1][1]["host"] == f"feeds.corp:{stage.port}"


def test_a_resolver_that_hangs_is_given_up() -> None:
    started = time.monotonic()
    door = Door(resolver=lambda host, port: time.sleep(3) or ["8.8.8.8"])
    assert refused(lambda: door.fetch("http://slow.example/", headers={}, max_bytes=9, deadline=0.3)) == "unreachable"
    assert time.monotonic() - started < 1.5


def test_a_plain_answer(stage: Stage, fetch: Callable[..., Fetched], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    stage.answers["/a?b=c"] = says("blåbær".encode(), Content_Type="text/plain; charset=utf-8", Set_Cookie="a=b")
    fetched = fetch(f"{stage.base}/a?b=c#part")
    assert (fetched.status, fetched.body.decode(), fetched.headers["content-type"]) == (
        200,
        "blåbær",
        "text/plain; charset=utf-8",
    )
    assert stage.asked[0][1]["user-agent"] == outbound.USER_AGENT
    fetch(f"{stage.base}/a?b=c")
    assert "cookie" not in stage.asked[1][1]


def test_a_condition_is_passed_on_and_not_modified_is_an_answer(stage: Stage, fetch: Callable[..., Fetched]) -> None:
    stage.answers["/feed"] = says(b"", 304)
    assert fetch(f"{stage.base}/feed", **{"If-None-Match": '"x"'}).status == 304
    assert stage.asked[0][1]["if-none-match"] == '"x"'


def test_redirects_are_followed_four_times(stage: Stage, fetch: Callable[..., Fetched]) -> None:
    for step in range(6):
        stage.answers[f"/r{step}"] = says(b"", 302, Location=f"r{step + 1}")
    stage.answers["/r4"] = says(b"there")
    assert fetch(f"{stage.base}/r0").url == f"{stage.base}/r4"
    stage.answers["/r4"] = says(b"", 307, Location="/r5")
    assert refused(lambda: fetch(f"{stage.base}/r0")) == outbound.REDIRECTS


def test_a_loop_ends(stage: Stage, fetch: Callable[..., Fetched]) -> None:
    stage.answers["/loop"] = says(b"", 301, Location="/loop")
    assert refused(lambda: fetch(f"{stage.base}/loop")) == outbound.REDIRECTS
    assert len(stage.asked) == 5


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("http://169.254.169.254/latest/meta-data/", outbound.REFUSED),
        ("http://127.0.0.1/", outbound.REFUSED),
        ("file:///etc/passwd", outbound.ADDRESS),
        ("http://user:secret@example.com/", outbound.ADDRESS),
        ("http://[::1", outbound.ADDRESS),
    ],
)
def test_a_redirect_goes_through_the_same_door(
    stage: Stage, fetch: Callable[..., Fetched], location: str, kind: str
) -> None:
    stage.answers["/out"] = says(b"", 302, Location=location)
    assert refused(lambda: fetch(f"{stage.base}/out")) == kind


def test_a_packed_answer_is_unpacked(stage: Stage, fetch: Callable[..., Fetched]) -> None:
    stage.answers["/gz"] = says(gzip.compress(b"hello " * 1000), Content_Encoding="gzip")
    assert fetch(f"{stage.base}/gz").body == b"hello " * 1000


def test_a_gzip_bomb_stops_at_the_ceiling(stage: Stage, fetch: Callable[..., Fetched]) -> None:
    stage.answers["/bomb"] = says(gzip.compress(bytes(60 * outbound.MEGABYTE)), Content_Encoding="gzip")
    started = time.monotonic()
    assert refused(lambda: fetch(f"{stage.base}/bomb")) == outbound.TOO_LARGE
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(b"no gzip", "gzip"), (gzip.compress(b"x" * 999)[:-9], "gzip"), (b"x", "br")],
    ids=["not packed", "cut off", "other packing"],
)
def test_a_wrongly_packed_answer(stage: Stage, fetch: Callable[..., Fetched], body: bytes, encoding: str) -> None:
    stage.answers["/odd"] = says(body, Content_Encoding=encoding)
    assert refused(lambda: fetch(f"{stage.base}/odd")) == outbound.BROKEN


def test_too_large_on_the_wire(stage: Stage, fetch: Callable[..., Fetched]) -> None:
    stage.answers["/big"] = says(bytes(300_000))
    assert refused(lambda: fetch(f"{stage.base}/big", max_bytes=200_000)) == outbound.TOO_LARGE


def _drip_body(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.1)


def _drip_headers(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(100):
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.1)


@pytest.mark.parametrize("drip", [_drip_body, _drip_headers])
def test_a_server_that_sends_a_byte_at_a_time_is_left(
    stage: Stage, fetch: Callable[..., Fetched], drip: Answer
) -> None:
    stage.answers["/drip"] = drip
    started = time.monotonic()
    assert refused(lambda: fetch(f"{stage.base}/drip", deadline=0.5)) == outbound.UNREACHABLE
    assert time.monotonic() - started < 1.5


def test_a_server_that_does_not_speak_http(stage: Stage, fetch: Callable[..., Fetched]) -> None:
    stage.answers["/ssh"] = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n") and None
    assert refused(lambda: fetch(f"{stage.base}/ssh")) == outbound.UNREACHABLE


def test_the_operators_list_decides(stage: Stage, settings: object) -> None:
    stage.answers["/mine"] = says(b"mine")
    url = f"{stage.base}/mine"
    settings.INTRANET_HOSTS = ()
    assert refused(lambda: outbound.fetch(url, accept="*/*")) == outbound.ADDRESS
    settings.INTRANET_HOSTS = (f"127.0.0.1:{stage.port}",)
    assert outbound.fetch(url, accept="*/*").body == b"mine"


def test_whether_anything_left_is_said(stage: Stage, settings: object) -> None:
    settings.INTRANET_HOSTS = (f"127.0.0.1:{stage.port}", "127.0.0.1:1")
    stage.sent.clear()
    stage.answers["/taken"] = says(b"ok")
    assert outbound.send_json(f"{stage.base}/taken", {"text": "blåbær"}, max_bytes=10).body == b"ok"
    assert stage.sent == ['{"text":"blåbær"}'.encode()]
    stage.answers["/shut"] = lambda handler: handler.connection.close()
    stage.answers["/long"] = says(b"x" * 99)
    for path in ("/shut", "/long"):
        with pytest.raises(OutboundError) as caught:
            outbound.send_json(stage.base + path, {}, max_bytes=10)
        assert caught.value.left
    for url in ("http://127.0.0.1:1/nobody", "http://127.0.0.1:2/shut", "https://10.0.0.1/"):
        with pytest.raises(OutboundError) as caught:
            outbound.send_json(url, {}, max_bytes=10)
        assert not caught.value.left


def test_nothing_else_opens_connections() -> None:
    """Grep: every foreign host is reached through this door."""
    root = Path(outbound.__file__).parents[1]
    doors = re.compile(
        r"^\s*(?:import|from)\s+(?:requests|aiohttp|urllib3|urllib\.request|http\.client|httpcore|ftplib|telnetlib)\b"
        r"|urllib\.request|urlopen|http\.client|httpx\.(?:Client|AsyncClient|get|post|request|stream|HTTPTransport)"
        r"|socket\.create_connection",
        re.MULTILINE,
    )
    #: The mail provider that the operator named, as the mail server is: nobody else can write its address.
    named = {root / "kit" / "mail_provider.py"}
    #: These two ask our own processes whether they are there.
    own = {root / "project" / "supervisor.py", root / "project" / "doctor.py"}
    allowed = {root / "kit" / "outbound.py", root / "kit" / "connecting.py"} | named | own
    found = [
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if path not in allowed and "tests" not in path.parts and doors.search(path.read_text())
    ]
    assert found == []
