"""make check: everything about the code that can be judged without running it. All are run, whatever fails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
HERE = Path(sys.executable).parent
#: Written in halves, so that this file does not name them either.
REGISTRY_HOSTS = tuple(
    "".join(halves)
    for halves in (
        ("pypi", ".org"),
        ("python", "hosted"),
        ("registry.np", "mjs"),
        ("npm", "js.com"),
        ("deb.deb", "ian"),
        ("security.deb", "ian"),
    )
)
COMMANDS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "imports": ["lint-imports"],
    "templates": ["djlint", "stemme", "--lint", "--quiet"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": ["python", "tools/messages.py", "check"],
    "addresses": ["python", "tools/where.py", "check"],
    "retention": ["python", "tools/retention.py", "check"],
    "matrix": ["python", "tools/matrix.py", "check"],
    "tenancy": ["python", "tools/tenancy.py", "check"],
}


def tracked_files() -> list[Path]:
    """Every file that git would commit."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(listed, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return [PROJECT / name for name in said.split("\0") if name]


def named_hosts() -> list[str]:
    """Files that name a package registry's host: an installation must not depend on one of them."""
    found = []
    for path in tracked_files():
        if path.is_file():
            text = path.read_bytes().decode("utf-8", errors="ignore").lower()
            found += [f"{path.relative_to(PROJECT)} names {host}" for host in REGISTRY_HOSTS if host in text]
    return found


def pins(path: Path) -> dict[str, str]:
    """Name and version of each pinned package."""
    lines = re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", path.read_text(), flags=re.MULTILINE)
    return {_plain(name): version for name, version in lines}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def out_of_step() -> list[str]:
    """Dependencies of pyproject.toml that the requirement files do not pin, or pin outside their range."""
    from packaging.requirements import Requirement

    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    run, dev = project["project"]["dependencies"], project["dependency-groups"]["dev"]
    found = []
    for name, wanted in (("requirements.txt", run), ("requirements-dev.txt", run + dev)):
        pinned = pins(PROJECT / name)
        for requirement in map(Requirement, wanted):
            version = pinned.get(_plain(requirement.name))
            if version is None or not requirement.specifier.contains(version, prereleases=True):
                found.append(f"{name} has {version or 'nothing'} for {requirement}. See CONTRIBUTING.md, Dependencies.")
        if "--hash=" not in (PROJECT / name).read_text():
            found.append(f"{name} has no hashes")
    return found


def _run(name: str, command: list[str], environment: dict[str, str]) -> bool:
    started = time.monotonic()
    program = sys.executable if command[0] == "python" else str(HERE / command[0])
    done = subprocess.run(
        [program, *command[1:]],
        cwd=PROJECT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    _say(name, done.returncode == 0, done.stdout, time.monotonic() - started)
    return done.returncode == 0


def _say(name: str, good: bool, words: str, seconds: float) -> None:
    print(f"{name:<13} {'ok' if good else 'FAILED'} {seconds:5.1f} s", flush=True)
    if not good:
        print("\n".join(f"    {line}" for line in words.rstrip().splitlines()), flush=True)


def main() -> int:
    """Run every check. Returns the exit code."""
    results = []
    with tempfile.TemporaryDirectory(prefix="stemme-check-") as data:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STEMME_")}
        environment = {**kept, "STEMME_DATA": data, "DJANGO_SETTINGS_MODULE": "stemme.project.settings"}
        for name, command in COMMANDS.items():
            results.append(_run(name, command, environment))
    for name, question in (("registries", named_hosts), ("pins", out_of_step)):
        started = time.monotonic()
        found = question()
        _say(name, not found, "\n".join(found), time.monotonic() - started)
        results.append(not found)
    print(f"checks: {sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
