"""Compare the pinned list of crawlers with the newest one: python tools/user_agents.py

Fetches, through pip and npm only and into a temporary folder, the newest crawler-user-agents and two collections of
browsers of real traffic on which nothing here was tuned (user-agents, BSD-2; fake-useragent, Apache-2.0). Prints what
each list finds on the corpora of stemme/links/tests/data and on those browsers, and which verdicts would change.
Nothing in the project is changed; the last lines say how to pin the newest list.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
CORPORA = PROJECT / "stemme" / "links" / "tests" / "data"
HELD_OUT_NPM, HELD_OUT_PYPI = "user-agents@2.1.198", "fake-useragent==2.2.0"
#: Run in a process of its own, since the list is read once.
MEASURE = """
import json, sys
from importlib.metadata import version
from stemme.links.agents import kind_of_agent
agents = json.load(sys.stdin)
json.dump({"version": version("crawler-user-agents"), "kinds": [kind_of_agent(a)[0] for a in agents]}, sys.stdout)
"""
HOW = """To pin the newest list: raise crawler-user-agents in pyproject.toml, write the requirement files anew
(CONTRIBUTING.md, Dependencies), run pytest -s stemme/links/tests/test_hits.py and put its figures into
docs/algorithms/counting.md. What only the newest list gets wrong belongs into PEOPLE or OWN_BOTS of
stemme/links/agents.py."""


def run(*command: str, cwd: Path) -> str:
    """What a program prints. Ends with its words when it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def install(folder: Path, requirement: str) -> Path:
    """A package from the index into a folder of its own."""
    run(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder), requirement, cwd=PROJECT)
    return folder


def real_browsers(folder: Path) -> dict[str, list[str]]:
    """User agents of real traffic, by package."""
    archive = folder / run("npm", "pack", "--silent", HELD_OUT_NPM, cwd=folder).split()[-1]
    with tarfile.open(archive) as packed:
        file = packed.extractfile("package/dist/user-agents.json")
        assert file is not None
        from_npm = {str(entry["userAgent"]) for entry in json.load(file)}
    lines = (install(folder / "people", HELD_OUT_PYPI) / "fake_useragent" / "data" / "browsers.jsonl").read_text()
    from_pypi = {str(json.loads(line)["useragent"]) for line in lines.splitlines()}
    return {HELD_OUT_NPM: sorted(from_npm), HELD_OUT_PYPI: sorted(from_pypi)}


def measured(agents: list[str], folder: Path | None) -> tuple[str, list[str]]:
    """The list's version and the kind of each agent, with the list in that folder or the pinned one."""
    path = os.pathsep.join([*([str(folder)] if folder else []), str(PROJECT)])
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=json.dumps(agents),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    found = json.loads(done.stdout)
    return found["version"], found["kinds"]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        groups = {file: (CORPORA / file).read_text().splitlines() for file in ("bots.txt", "humans.txt")}
        groups |= real_browsers(folder)
        agents = [agent for group in groups.values() for agent in group]
        pinned, before = measured(agents, None)
        newest, after = measured(agents, install(folder / "newest", "crawler-user-agents"))
    print(f"taken for programs                  pinned {pinned}   newest {newest}")
    begin = 0
    for title, group in groups.items():
        end = begin + len(group)
        old, new = (sum(kind != "person" for kind in kinds[begin:end]) for kinds in (before, after))
        print(f"{title:28} of {len(group):5} {old:8} {new:16}")
        begin = end
    for agent, old_kind, new_kind in zip(agents, before, after, strict=True):
        if old_kind != new_kind:
            print(f"{old_kind} would be {new_kind}: {agent[:150]}")
    print(HOW)


if __name__ == "__main__":
    main()
