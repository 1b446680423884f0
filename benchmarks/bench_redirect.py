"""Redirects per second with every click durable, beside the same server doing nothing and beside a plain Django view.

On SQLite and on a throw-away PostgreSQL. Contenders take turns, forward and backward, so that whatever else the
machine does hits all of them; only the ratios mean something. Budget (issue 2): at least 0.5 of the constant answer
and 10 times the plain view.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tools")]

from stemme.links.tests import server  # noqa: E402

ROUNDS = 4
SECONDS = 3  # Whole seconds: wrk knows no others.
CONNECTIONS = 64
LINKS = 1_000


@dataclass
class Contender:
    """Something that answers, and how fast it did."""

    name: str
    application: str
    interface: str
    address: str = ""
    rates: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Median of its rounds, requests per second."""
        return statistics.median(self.rates)


def contenders() -> list[Contender]:
    """Who competes, in the order of the forward rounds."""
    return [
        Contender("constant", "benchmarks.redirect.constant:application", "asgi"),
        Contender("durable", "stemme.links.redirect.asgi:application", "asgi"),
        Contender("plain_view", "benchmarks.redirect.plain_view:application", "wsgi"),
    ]


def wrk_script(codes: list[str], folder: Path) -> Path:
    """A script for wrk that goes through all links with forty browsers."""
    script = folder / "links.lua"
    listed = ",".join(f'"{code}"' for code in codes)
    script.write_text(
        f"""local codes = {{{listed}}}
local requests, number = {{}}, 0
function init(args)
  for i, code in ipairs(codes) do
    local version = (100 + i % 40) .. ".0"
    local agent = "Mozilla/5.0 (X11; Linux x86_64; rv:" .. version .. ") Gecko/20100101 Firefox/" .. version
    requests[i] = wrk.format("GET", "/s/" .. code, {{["User-Agent"] = agent, ["Accept-Language"] = "nb,en;q=0.8"}})
  end
end
function request()
  number = number % #requests + 1
  return requests[number]
end
"""
    )
    return script


def rate_of(address: str, codes: list[str], script: Path, *, seconds: int, connections: int) -> float:
    """Whole answers per second, by wrk where it is installed, else by our own client in a process of its own."""
    if wrk := shutil.which("wrk"):
        words = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), address]
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said or "Socket errors" in said:
            raise RuntimeError(said)
        return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]
    words = [sys.executable, "-m", "stemme.links.tests.load", address, str(seconds), str(connections), *codes[:200]]
    said = subprocess.run(words, capture_output=True, text=True, check=True, cwd=PROJECT).stdout
    return float(json.loads(said)["redirects"]) / seconds


def compete(database: str, url: str, data: Path) -> None:
    """Run all rounds on one database and print what came out."""
    codes = server.prepare(url, data, links=LINKS)
    script = wrk_script(codes, data)
    all_of_them = contenders()
    with contextlib.ExitStack() as stack:
        for one in all_of_them:
            health = "/s/x" if one.name == "constant" else "/healthz"
            one.address = stack.enter_context(
                server.serving(url, data, application=one.application, interface=one.interface, health=health)
            )
            rate_of(one.address, codes, script, seconds=1, connections=CONNECTIONS)
        for turn in range(ROUNDS):
            for one in all_of_them if turn % 2 == 0 else reversed(all_of_them):
                one.rates.append(rate_of(one.address, codes, script, seconds=SECONDS, connections=CONNECTIONS))
        wide = {
            one.name: rate_of(one.address, codes, script, seconds=SECONDS, connections=256) for one in all_of_them[:2]
        }
    report(database, {one.name: one for one in all_of_them}, wide)


def report(database: str, by_name: dict[str, Contender], wide: dict[str, float]) -> None:
    """The rates for people, then the lines for programs."""
    for one in by_name.values():
        rounds = ", ".join(f"{rate:,.0f}" for rate in one.rates)
        print(f"{database:10} {one.name:10} {one.rate:9,.0f} a second at {CONNECTIONS} connections (rounds: {rounds})")
    durable, constant, plain = (by_name[name].rate for name in ("durable", "constant", "plain_view"))
    print(f"bench redirect_{database}_durable_per_second {durable:.0f}")
    print(f"bench redirect_{database}_durable_vs_constant {durable / constant:.2f}")
    print(f"bench redirect_{database}_durable_vs_constant_256 {wide['durable'] / wide['constant']:.2f}")
    print(f"bench redirect_{database}_durable_vs_plain_view {durable / plain:.1f}", flush=True)


@contextlib.contextmanager
def postgresql() -> Iterator[str | None]:
    """A server's address, or None with the reason printed."""
    from postgres import PostgresError, running_postgres

    try:
        with running_postgres() as url:
            yield url
    except PostgresError as error:
        print(error)
        yield None


def main() -> int:
    """Both databases, one after the other."""
    with tempfile.TemporaryDirectory(prefix="stemme-bench-") as folder:
        compete("sqlite", server.sqlite_url(Path(folder) / "sqlite"), Path(folder) / "sqlite")
        with postgresql() as url:
            if url:
                compete("postgresql", url, Path(folder) / "postgresql")
    return 0


if __name__ == "__main__":
    sys.exit(main())
