"""Two sign-ins that other people wrote, each started once, in a process of its own on this machine."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc.jwk import ECKey

from tests.house import free_port
from tests.identity_providers.walking import Walker, at_the_mock, at_the_provider
from tools.node import NodeError, installed

HERE = Path(__file__).parent
CLIENT, SECRET = "stemme-client", "s3cret of the tests"
ANSWER = "http://127.0.0.1:8000/company-sign-in/nordlys/answer/"
ACCOUNTS = {
    "cleo-at-work": {"email": "cleo@nordlys.example", "email_verified": True},
    "ada-at-work": {"email": "ada@nordlys.example", "email_verified": True},
    "dan-unverified": {"email": "dan@nordlys.example", "email_verified": False},
    "eve-at-work": {"email": "eve@other.example", "email_verified": True},
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """One of the two. ``walk`` goes through its pages as the account; ``strict``: it knows whom it talks to."""

    issuer: str
    walk: Walker
    strict: bool


@contextlib.contextmanager
def _running(command: list[str], port: int, log: Path, **options: Any) -> Iterator[str]:
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, stdin=subprocess.DEVNULL, **options)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                yield f"http://127.0.0.1:{port}"
                return
            time.sleep(0.05)
        raise AssertionError(log.read_text(errors="replace")[-3000:])
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def mock_sign_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignIn]:
    """oidc-provider-mock, from the development requirements."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "oidc-provider-mock"), "--port", str(port)]
    for subject, claims in ACCOUNTS.items():
        command += ["--user-claims", json.dumps({"sub": subject, **claims})]
    with _running(command, port, tmp_path_factory.mktemp("mock") / "log") as issuer:
        yield SignIn(issuer, at_the_mock, strict=False)


@pytest.fixture(scope="session")
def node_sign_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignIn]:
    """oidc-provider, a certified one that runs on Node."""
    try:
        packages = installed(HERE)
    except NodeError as error:
        pytest.skip(str(error))
    folder, port = tmp_path_factory.mktemp("node"), free_port()
    shutil.copy(HERE / "server.mjs", folder)
    (folder / "node_modules").symlink_to(packages / "node_modules")
    key = {**ECKey.generate_key("P-256").as_dict(private=True), "kid": "first", "use": "sig", "alg": "ES256"}
    given = {
        "port": port, "client_id": CLIENT, "client_secret": SECRET, "redirect_uri": ANSWER, "keys": [key],
        "accounts": ACCOUNTS,
    }  # fmt: skip
    environment = {**os.environ, "NODE_ENV": "test", "NODE_NO_WARNINGS": "1"}
    command = ["node", str(folder / "server.mjs"), json.dumps(given)]
    with _running(command, port, folder / "log", cwd=folder, env=environment) as issuer:
        yield SignIn(issuer, at_the_provider, strict=True)


@pytest.fixture(params=["mock", "node"])
def sign_in(request: pytest.FixtureRequest) -> SignIn:
    """Both, one after the other."""
    return request.getfixturevalue(f"{request.param}_sign_in")


@pytest.fixture
def there() -> Iterator[httpx.Client]:
    """A browser's cookies at the sign-in."""
    with httpx.Client(follow_redirects=False, timeout=20) as client:
        yield client
