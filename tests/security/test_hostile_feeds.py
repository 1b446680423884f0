"""Servers that mean no good, as feeds and as lists of feeds (security.md T-13, T-17): refused within the limits.

Addresses and redirects of other things: test_ssrf.py.
"""

from __future__ import annotations

import gzip
import http.server
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.utils import timezone

from stemme.kit import outbound
from stemme.kit.outbound import OutboundError
from stemme.kit.tests.stage import Stage, says
from stemme.library.actions import fetch_due_sources, read_source
from stemme.library.feeds import FeedError
from stemme.library.fetching import NotReadError, fetch_feed
from stemme.library.models import Source, Stream
from tests.security.test_ssrf import listener

__all__ = ["listener"]


def feed_refused(url: str, deadline: float = 5.0) -> str:
    with pytest.raises((OutboundError, NotReadError, FeedError)) as caught:
        fetch_feed(url, deadline=deadline)
    error = caught.value
    return error.kind if isinstance(error, OutboundError) else error.reason  # type: ignore[union-attr]


@pytest.fixture
def wild(settings: object) -> Iterator[Stage]:
    """A server outside that means no good, which the operator has opened by mistake."""
    stage = Stage()
    settings.INTRANET_HOSTS = (f"127.0.0.1:{stage.port}",)
    yield stage
    stage.server.shutdown()
    stage.server.server_close()


def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def test_hostile_feeds_cost_less_than_a_second_each(wild: Stage, listener: list[bytes]) -> None:
    """Huge, packed, slow, going round in circles, leading inside: what an editor or a list of feeds may name (T-13)."""
    wild.answers |= {
        "/huge": says(b"<rss><channel>" + b" " * (outbound.MAX_BYTES + 1)),
        "/bomb": says(gzip.compress(b" " * (3 * outbound.MAX_BYTES)), Content_Encoding="gzip"),
        "/packed": says(b"\x28\xb5\x2f\xfd no gzip", Content_Encoding="zstd"),
        "/drip": drip,
        "/round": says(b"", 302, Location="/round"),
        "/inside": says(b"", 301, Location="http://169.254.169.254/latest/meta-data/"),
        "/port": says(b"", 301, Location=f"http://127.0.0.1:{listener[0].decode()}/"),
        "/file": says(b"", 301, Location="file:///etc/passwd"),
        "/password": says(b"", 301, Location="http://a:b@example.com/"),
        "/odd": says(b"", 301, Location="http://2130706433/"),
        "/six": says(b"", 301, Location="http://[::ffff:7f00:1]/"),
    }
    refused = {
        "/huge": "too_large", "/bomb": "too_large", "/packed": "broken", "/drip": "unreachable", "/round": "redirects",
        "/inside": "refused", "/port": "address", "/file": "address", "/password": "address", "/odd": "refused",
        "/six": "refused",
    }  # fmt: skip
    for path, kind in refused.items():
        started = time.monotonic()
        assert feed_refused(wild.base + path, deadline=0.6 if path == "/drip" else 5.0) == kind, path
        assert time.monotonic() - started < 1, path


def test_malformed_feeds_are_refused_in_the_process_apart(wild: Stage) -> None:
    """Entities of every kind (T-17), nothing, something else; no file and no address of theirs is ever opened."""
    outside = (
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>'
    )
    laughs = b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
    wild.answers |= {
        "/outside": says(outside),
        "/laughs": says(laughs),
        "/nothing": says(b""),
        "/png": says(b"\x89PNG"),
    }
    said = {path: feed_refused(wild.base + path) for path in ("/outside", "/laughs", "/nothing", "/png")}
    assert said == {"/outside": "entities", "/laughs": "entities", "/nothing": "empty", "/png": "not_a_feed"}
    assert {path for path, _ in wild.asked} == set(said)


def test_a_feed_does_not_move_inside(wild: Stage, cast: SimpleNamespace, listener: list[bytes]) -> None:
    """A permanent redirect to a private address neither is followed nor changes where we ask next time."""
    stream = Stream.objects.create(organisation=cast.nordlys, name="News")
    inside = f"http://127.0.0.1:{listener[0].decode()}/"
    wild.answers["/feed"] = says(b"", 301, Location=inside)
    url = f"{wild.base}/feed"
    source = Source.objects.create(organisation=cast.nordlys, stream=stream, url=url)
    reading = read_source(actor=None, source_id=source.id, now=timezone.now())
    source.refresh_from_db()
    assert (reading.error, source.url, source.moved_from) == ("address", url, "")


def test_a_list_of_feeds_opens_no_door(
    cast: SimpleNamespace, let_in: object, listener: list[bytes], settings: object
) -> None:
    """Inner addresses of a list are kept out where they are no addresses, and refused where they are."""
    settings.INTRANET_HOSTS = ()
    stream = Stream.objects.create(organisation=cast.nordlys, name="News")
    hosts = (f"127.0.0.1:{listener[0].decode()}", "169.254.169.254", "[::1]", "0x7f.1", "10.0.0.1", "a:b@x.example")
    urls = [f"http://{host}/" for host in hosts] + ["file:///etc/passwd", "gopher://127.0.0.1/"]
    let_in(cast.bo).post(
        "/studio/feeds/import/", {"do": "add", "feed": [f"0 {url} X" for url in urls], "folder-0": stream.id}
    )
    errors = {reading.url: reading.error for reading in fetch_due_sources(now=timezone.now())}
    assert errors
    assert set(errors.values()) <= {"address", "refused"}, errors
    assert not any("@" in url or not url.startswith("http") for url in errors)
