"""make bench: run every benchmarks/bench_*.py, one after the other, and repeat their lines "bench NAME VALUE"."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
LINE = re.compile(r"^bench \S+ -?\d+(\.\d+)?(e[+-]?\d+)?$", flags=re.MULTILINE)


def main() -> int:
    """Exit code 1 when a benchmark fails, says nothing, or when there is none."""
    files = sorted((PROJECT / "benchmarks").glob("bench_*.py"))
    lines: list[str] = []
    failed: list[str] = []
    for file in files:
        print(f"=== {file.stem}", flush=True)
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="stemme-bench-") as data:
            environment = {**os.environ, "STEMME_DATA": data, "PYTHONPATH": str(PROJECT)}
            done = subprocess.run(
                [sys.executable, str(file)], cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True
            )
        print(done.stdout, f"({time.monotonic() - started:.0f} s)", flush=True)
        said = [match.group() for match in LINE.finditer(done.stdout)]
        lines += said
        if done.returncode or not said:
            failed.append(f"{file.stem}: ended with {done.returncode}, {len(said)} lines")
    print("\n".join(["", *lines, *failed]))
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
