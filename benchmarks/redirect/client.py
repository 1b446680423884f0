"""Presses links for some seconds and says how fast the answers came: wrk where it is installed, else our own client."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Pressed:
    """Whole answers, answers per second, and the time that 99 of 100 did not exceed (milliseconds)."""

    answers: int
    rate: float
    p99: float


def who_presses() -> str:
    """Which client it is, for whoever reads the figures: ours takes as much of a core as the server does."""
    return "wrk" if shutil.which("wrk") else "our own client, which slows what it measures: install wrk"


def make_script(codes: list[str], folder: Path) -> Path:
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


def press(address: str, codes: list[str], folder: Path, *, seconds: int, connections: int) -> Pressed:
    """Press all links in turn. Raises RuntimeError when an answer was anything else than a redirect."""
    if wrk := shutil.which("wrk"):
        script = folder / "links.lua"
        words = [
            wrk,
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "--timeout",
            "20s",
            "--latency",
            "-s",
            str(script),
            address,
        ]
        return _of_wrk(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    words = [sys.executable, "-m", "benchmarks.redirect.pressing", address, str(seconds), str(connections)]
    done = subprocess.run([*words, *codes[:200]], capture_output=True, text=True, cwd=PROJECT)
    if done.returncode:
        raise RuntimeError(done.stderr)
    said = json.loads(done.stdout)
    return Pressed(said["answers"], said["answers"] / seconds, said["p99"])


def start_reading(address: str, *, seconds: int, readers: int) -> subprocess.Popen[bytes]:
    """Readers of one page, who never pause; ends by itself."""
    words = [sys.executable, "-m", "benchmarks.redirect.pressing", address, str(seconds), str(readers)]
    return subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.DEVNULL)


def _of_wrk(said: str) -> Pressed:
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    answers, rate, p99 = (
        re.search(pattern, said, flags=re.MULTILINE)
        for pattern in (r"(\d+) requests in", r"Requests/sec:\s+([\d.]+)", r"^\s+99%\s+([\d.]+)(us|ms|s|m)\s*$")
    )
    if not (answers and rate and p99):
        raise RuntimeError(f"wrk said something else than expected:\n{said}")
    return Pressed(int(answers[1]), float(rate[1]), float(p99[1]) * _MILLISECONDS[p99[2]])
