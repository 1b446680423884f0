"""Find Node and npm for the one test that needs them: on the PATH, else Debian's packages when we are root.

``installed(folder)`` gives the folder with what a committed package.json and package-lock.json name, put there once.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

#: Of Debian 12.
OLDEST = 18
_APT_SECONDS, _NPM_SECONDS = 240, 120


class NodeError(Exception):
    """No Node, or its packages cannot be had; the sentence says what to do."""


def _major() -> int:
    """The version of the Node on the PATH, 0 for none."""
    if not shutil.which("node") or not shutil.which("npm"):
        return 0
    said = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    number = said.strip().lstrip("v").partition(".")[0]
    return int(number) if number.isdigit() else 0


def _from_debian() -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("installing Debian's nodejs and npm …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "nodejs", "npm"]
    for command in (["apt-get", "update", "-q"], install):
        _quiet(command, environment, Path("/"), _APT_SECONDS)


def _quiet(command: list[str], environment: dict[str, str], folder: Path, seconds: int) -> bool:
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def installed(folder: Path) -> Path:
    """Where ``node_modules`` is for this folder's package.json: beside the virtual environment's own packages.

    Two processes that ask at once wait for one another. Raises NodeError.
    """
    lists = [folder / "package.json", folder / "package-lock.json"]
    name = hashlib.sha256(b"".join(path.read_bytes() for path in lists)).hexdigest()[:16]
    place = Path(sys.prefix) / "node-packages" / name
    place.parent.mkdir(exist_ok=True)
    with (place.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _major() < OLDEST:
            _from_debian()
        if _major() < OLDEST:
            raise NodeError(f"No Node {OLDEST} or newer with npm. Install Debian's packages nodejs and npm.")
        if not place.exists():
            _fetch(lists, place)
    return place


def _fetch(lists: list[Path], place: Path) -> None:
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        for path in lists:
            shutil.copy(path, folder)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        if not _quiet(command, dict(os.environ), Path(folder), _NPM_SECONDS):
            raise NodeError("npm could not fetch what package-lock.json pins. Is the registry reachable?")
        Path(folder).chmod(0o755)
        shutil.copytree(folder, place)
