"""Nothing that somebody types, and no server that answers, makes Stemme ask for something inside (security.md T-13).

Ceilings for sizes, time and packing, loops and proxies of the environment: stemme/kit/tests/test_outbound.py; what
feeds and lists of feeds can do: test_hostile_feeds.py.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from stemme.kit import outbound
from stemme.kit.addresses import ipv4_meant, is_name, read_exemptions
from stemme.kit.outbound import Door, OutboundError
from stemme.kit.tests.stage import Stage, says
from stemme.library.addresses_of_pages import whole
from stemme.library.fetching import fetch_feed, fetch_page
from stemme.library.models import Source, Story, Stream
from stemme.library.pictures import fetch_picture

VECTORS: list[tuple[str, str | None]] = json.loads((Path(__file__).parent / "data" / "url-hosts.json").read_text())
#: One and more of every class of addresses that are not the open internet.
INSIDE = (
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.1.1"),
    *("169.254.1.1", "169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "198.18.0.1"),
    *("192.0.2.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1", "2001::1", "3fff::1"),
    *("::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::"),
    *("::ffff:0:127.0.0.1", "5f00::1", "100::1"),
)  # fmt: skip
#: 127.0.0.1 and the metadata server of clouds in other words.
DISGUISED = (
    *("2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "127.0.0.1.", "0", "0x0"),
    *("0X7F.0x0.0.01", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518"),
)  # fmt: skip


def kind_of(door: Door, url: str, deadline: float = 2.0) -> OutboundError:
    with pytest.raises(OutboundError) as caught:
        door.fetch(url, headers={}, max_bytes=1000, deadline=deadline)
    return caught.value


@pytest.fixture
def listener() -> Iterator[list[bytes]]:
    """A port of this machine that writes down who comes; fails the test if anybody did."""
    visits: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def wait() -> None:
            while True:
                try:
                    connection, _peer = server.accept()
                except OSError:
                    return
                with connection:
                    visits.append(b"somebody came")

        threading.Thread(target=wait, daemon=True).start()
        port = server.getsockname()[1]
        yield [str(port).encode()]
    assert not visits


def test_no_vector_of_the_url_standard_leads_inside_or_elsewhere_than_browsers_would_go() -> None:
    """Whatever name is looked up in the end is the one that a browser means; numbers in disguise are never."""
    looked_up: list[str] = []

    def inside(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["10.0.0.1"]

    door, asked = Door(resolver=inside), 0
    for written, host in VECTORS:
        looked_up.clear()
        error = kind_of(door, written)
        assert error.kind in {outbound.ADDRESS, outbound.REFUSED, outbound.UNREACHABLE}, written
        for name in looked_up:
            asked += 1
            assert name == host or (host is None and "xn--" in name), written
            assert urlsplit(written.strip()).scheme.lower() in {"http", "https"}, written
    assert asked > 50


@pytest.mark.parametrize("family", ["name", "literal"])
def test_every_class_of_inner_addresses(family: str) -> None:
    for address in INSIDE:
        host = f"[{address}]" if ":" in address else address
        if family == "literal":
            assert kind_of(Door(), f"http://{host}/").kind == outbound.REFUSED, address
        else:
            error = kind_of(Door(resolver=lambda host, port, a=address: ["8.8.8.8", a]), "http://x.example/")
            assert error.kind == outbound.UNREACHABLE
            assert "points inward" in error.detail, address


def test_addresses_in_disguise_are_seen_through() -> None:
    for host in DISGUISED:
        assert ipv4_meant(host) in {"127.0.0.1", "169.254.169.254", "0.0.0.0"}, host  # noqa: S104 - compared
        assert kind_of(Door(), f"http://{host}/").kind in {outbound.ADDRESS, outbound.REFUSED}, host
    assert kind_of(Door(), "http://2130706433/").kind == outbound.REFUSED
    assert ipv4_meant("134744072") == "8.8.8.8"
    assert kind_of(Door(), "http://134744072/").kind == outbound.ADDRESS
    for host in ("1.2.3.4.5", "256.1.1.1", "08.1.1.1", "1.0x.zz.1", "4294967296", "1.2.3.0x100"):
        with pytest.raises(ValueError, match=r"no address|no number|base 8"):
            ipv4_meant(host)
    assert ipv4_meant("4chan.example") is None
    assert ipv4_meant("1.2.3.example") is None


@pytest.mark.parametrize(
    "host", ["a b", "a%2e", "a..b", ".", "", "-a.example", "a-.example", "a|b", "ho%00st", "x" * 64 + ".example"]
)
def test_what_is_no_name_is_not_looked_up(host: str) -> None:
    assert not is_name(host)


def test_numbers_in_other_alphabets_and_names_of_this_machine() -> None:
    for host in ("１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "٠.0.0.0", "localhost", "localhost.", "LOCALHOST"):
        assert kind_of(Door(), f"http://{host}/").kind in {outbound.ADDRESS, outbound.REFUSED, outbound.UNREACHABLE}


@pytest.mark.parametrize("scheme", ["file", "gopher", "ftp", "dict", "ldap", "jar", "data", "javascript", "ws", "tftp"])
def test_other_schemes(scheme: str) -> None:
    assert kind_of(Door(), f"{scheme}://127.0.0.1/x").kind == outbound.ADDRESS


@pytest.mark.parametrize("port", [0, 21, 22, 25, 53, 110, 139, 445, 3306, 5432, 6379, 8080, 9200, 11211, 27017])
def test_other_ports(port: int) -> None:
    assert kind_of(Door(), f"http://example.com:{port}/").kind == outbound.ADDRESS


def test_a_name_that_changes_between_two_steps_of_a_redirect_is_judged_again(listener: list[bytes]) -> None:
    """The first look-up is allowed and answered; the second, after a redirect to the same name, leads inside."""
    stage = Stage()
    stage.answers["/"] = says(b"", 302, Location="/again")
    answers = iter([["127.0.0.1"], ["192.168.0.1"]])
    door = Door(
        exemptions=read_exemptions([f"feeds.corp:{stage.port}=127.0.0.0/8"]), resolver=lambda host, port: next(answers)
    )
    error = kind_of(door, f"http://feeds.corp:{stage.port}/", deadline=5.0)
    stage.server.shutdown()
    stage.server.server_close()
    assert error.kind == outbound.UNREACHABLE
    assert "points inward" in error.detail
    assert [path for path, _headers in stage.asked] == ["/"]


def test_a_page_a_feed_and_a_picture_that_lead_on_inside(settings: object, listener: list[bytes]) -> None:
    """By the Location header, by the page's own refresh, by the picture that a page names."""
    stage, inside = Stage(), f"http://127.0.0.1:{listener[0].decode()}/"
    settings.INTRANET_HOSTS = (f"localhost:{stage.port}=127.0.0.0/8",)
    refresh = f'<html><head><meta http-equiv="refresh" content="0;url={inside}"></head><body>x</body></html>'
    stage.answers.update(
        {"/refresh": says(refresh.encode(), Content_Type="text/html"), "/away": says(b"", 302, Location=inside)}
    )
    base = f"http://localhost:{stage.port}"
    try:
        for fetch in (fetch_page, fetch_feed):
            for path in ("/away", "/refresh") if fetch is fetch_page else ("/away",):
                with pytest.raises(OutboundError) as caught:
                    fetch(base + path)
                assert caught.value.kind == outbound.ADDRESS  # a port of its own, so not even looked at
        assert fetch_picture(inside) is None
        assert fetch_picture(f"{base}/away") is None
    finally:
        stage.server.shutdown()
        stage.server.server_close()


def test_editors_learn_that_it_did_not_work_and_nothing_is_asked(
    cast: SimpleNamespace, let_in: object, listener: list[bytes]
) -> None:
    """Through the pages: a story from an address, and a feed."""
    stream = Stream.objects.create(organisation=cast.nordlys, name="News")
    bo, port = let_in(cast.bo), listener[0].decode()
    hosts = (f"127.0.0.1:{port}", f"localhost:{port}", "127.0.0.1", "[::1]", "2130706433", "169.254.169.254", "0x7f.1")
    urls = [f"http://{host}/" for host in hosts] + ["file:///etc/passwd", f"http://a@127.0.0.1:{port}/", "http://xn--/"]
    for url in urls:
        for page in ("/studio/new/", "/studio/feeds/"):
            answer = bo.post(page, {"url": url, "stream": stream.id})
            assert answer.status_code == 422, (page, url)
    assert not Story.objects.exists()
    assert not Source.objects.exists()


def test_where_stories_lead_is_a_web_address_that_all_read_alike() -> None:
    """The vectors of the URL Standard as targets of stories (T-10): refused, or the host that browsers mean."""
    for written, host in VECTORS:
        stored = whole(written)
        if not stored:
            continue
        parts = urlsplit(stored)
        assert parts.scheme in {"http", "https"}, written
        assert "@" not in parts.netloc, written
        assert stored.isascii(), written
        assert stored.isprintable(), written
        got = (parts.hostname or "").strip("[]")
        assert not host or got == host.strip("[]") or _same(got, host), (written, stored, host)


def _same(got: str, host: str) -> bool:
    """Other writings of one address; and names in which browsers undo percent signs, which then lead nowhere."""
    try:
        return (ipv4_meant(got) if ":" not in got else str(ipaddress.ip_address(got))) == str(
            ipaddress.ip_address(host.strip("[]"))
        )
    except ValueError:
        return "%" in got
