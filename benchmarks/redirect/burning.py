"""Run as a program: keeps one core busy for so many seconds and has nothing to do with anything else."""

from __future__ import annotations

import sys
import time

if __name__ == "__main__":
    until = time.monotonic() + float(sys.argv[1])
    while time.monotonic() < until:
        sum(range(10_000))
