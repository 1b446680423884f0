"""An installation as it runs behind a proxy with a certificate: real processes, settings of production."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.house import House, empty_house

HOST, LINK_HOST = "stemme.nordlys.example", "link.nordlys.example"
PRODUCTION = {
    "STEMME_PUBLIC_URL": f"https://{HOST}",
    "STEMME_LINK_URL": f"https://{LINK_HOST}",
    "STEMME_SECRET_KEY": secrets.token_urlsafe(50),
    "STEMME_TRUSTED_PROXIES": "127.0.0.1",
}


@dataclass
class Proxied:
    """What a proxy with a certificate hands on, and what comes back. Nothing is followed."""

    house: House
    facts: dict[str, Any]

    def ask(
        self, path: str, *, who: str = "", method: str = "GET", host: str = HOST, scheme: str = "https", **more: Any
    ) -> httpx.Response:
        """Ask the pages, or for LINK_HOST the links, as the person or as nobody. ``headers`` and ``data`` as httpx."""
        at = self.house.links if host == LINK_HOST else self.house.url
        headers = {"Host": host, "X-Forwarded-Proto": scheme, **more.pop("headers", {})}
        cookies = [f"__Host-stemme={self.facts['sessions'][who]}"] if who else []
        cookies += [value for value in [headers.pop("Cookie", "")] if value]
        if cookies:
            headers["Cookie"] = "; ".join(cookies)
        with httpx.Client(timeout=20, verify=False, limits=httpx.Limits(max_keepalive_connections=0)) as client:
            return client.request(method, at + path, headers=headers, **more)


@pytest.fixture(scope="session")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    """A secure installation with the cast and two days of history in it."""
    with empty_house(tmp_path_factory.mktemp("secure"), **PRODUCTION) as house:
        facts = json.loads(house.python("-m", "tests.house_contents").strip().splitlines()[-1])
        with house.serving():
            yield Proxied(house, facts)
