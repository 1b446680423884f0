"""Foreign bytes are read in a process apart, so that a hostile file costs its own time and memory and nothing else.

The parent asks with ``ask`` (bytes in, bytes out) or ``follow`` (files on disk, with progress); the child is a module
run with ``-m`` that first of all calls ``hold_to``. Both ends speak lines of JSON. Pure.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]


def hold_to(*, cpu_seconds: int, memory_bytes: int, file_bytes: int = 0) -> None:
    """Called by the child before it reads anything: from here on it cannot have more. ``file_bytes``: of one file."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if file_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))


def ask(
    module: str, order: Mapping[str, Any], body: bytes, *, wall_seconds: float
) -> tuple[dict[str, Any] | None, bytes]:
    """What the child says of these bytes: its first line, and the rest. None when it reached its limits or fell."""
    try:
        done = subprocess.run(  # noqa: S603 - a module of ours
            [sys.executable, "-m", module],
            input=json.dumps(dict(order)).encode() + b"\n" + body,
            capture_output=True,
            timeout=wall_seconds,
            env=_environment(),
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, b""
    if done.returncode != 0:
        logger.warning("%s failed at a %s: %s", module, order.get("do"), done.stderr[-500:].decode("utf-8", "replace"))
        return None, b""
    line, _, rest = done.stdout.partition(b"\n")
    return json.loads(line), rest


def follow(
    module: str, order: Mapping[str, Any], *, wall_seconds: float, heard: Callable[[int], None] | None = None
) -> dict[str, Any] | None:
    """What the child says at last; None when it reached its limits or fell. ``heard`` is told each per cent it says.

    The child works on files that the order names; lines ``{"done": 40}`` come before its answer.
    """
    answer: dict[str, Any] | None = None
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(  # noqa: S603 - a module of ours
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=_environment(),
            cwd="/",
        )
        clock = threading.Timer(wall_seconds, child.kill)
        clock.start()
        try:
            with child:
                answer = _heard_from(child, order, heard)
        finally:
            clock.cancel()
        if child.returncode != 0:
            complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - 500))
            logger.warning(
                "%s failed at a %s: %s", module, order.get("do"), complaints.read().decode("utf-8", "replace")
            )
            return None
    return answer


def _heard_from(
    child: subprocess.Popen[bytes], order: Mapping[str, Any], heard: Callable[[int], None] | None
) -> dict[str, Any] | None:
    answer: dict[str, Any] | None = None
    if child.stdin is None or child.stdout is None:  # pragma: no cover - both were asked for
        return None
    try:
        child.stdin.write(json.dumps(dict(order)).encode() + b"\n")
        child.stdin.close()
        for line in child.stdout:
            said = json.loads(line)
            if set(said) != {"done"}:
                answer = said
            elif heard is not None:
                heard(int(said["done"]))
    except (OSError, ValueError):
        child.kill()
        return None
    except BaseException:
        child.kill()
        raise
    return answer


def _environment() -> dict[str, str]:
    """Nothing of ours but where Python finds the program: no secrets, no settings."""
    return {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8"}
