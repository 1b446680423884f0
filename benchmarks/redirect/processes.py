"""What processes cost, from /proc (Linux): CPU seconds and resident memory of whole families."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """The process, its children, their children …, as far as they live."""
    children: dict[int, list[int]] = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                children.setdefault(int(_fields(int(folder.name))[1]), []).append(int(folder.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def cpu_seconds(pids: Iterable[int]) -> float:
    """User and system time of the families so far, of members that have ended as well."""
    total = 0
    for pid in pids:
        for member in family(pid):
            with contextlib.suppress(OSError):
                total += sum(int(ticks) for ticks in _fields(member)[11:15])  # utime, stime, cutime, cstime
    return total / _TICKS


def busy_seconds() -> float:
    """Time that all cores together have worked, or been taken away by the host, since the machine began."""
    user, nice, system, _idle, _waiting, *rest = (int(word) for word in (_PROC / "stat").read_text().split()[1:9])
    return (user + nice + system + sum(rest)) / _TICKS


class Watch:
    """How much the machine works for others while some families and our own children do."""

    def __init__(self, pids: Iterable[int]) -> None:
        self._pids = list(pids)
        self._ours, self._busy, self._began = self._our_seconds(), busy_seconds(), time.monotonic()

    def others(self) -> float:
        """Cores that others kept busy on average since this was made."""
        busy, ours = busy_seconds() - self._busy, self._our_seconds() - self._ours
        return max(0.0, busy - ours) / (time.monotonic() - self._began)

    def _our_seconds(self) -> float:
        spent = os.times()
        return cpu_seconds(self._pids) + sum(spent[:4])


def resident_mib(pid: int) -> float:
    """Resident memory of the family in MiB. Pages that members share count for each."""
    total = 0
    for member in family(pid):
        with contextlib.suppress(OSError):
            found = re.search(r"VmRSS:\s+(\d+) kB", (_PROC / str(member) / "status").read_text())
            total += int(found[1]) if found else 0
    return total / 1024


def parent(pid: int) -> int:
    """Who started the process."""
    return int(_fields(pid)[1])


def _fields(pid: int) -> list[str]:
    """What /proc/<pid>/stat says behind the process's name, beginning with its state."""
    return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
