"""The process that reads one mail: its bytes on standard input, one line of JSON out. Started by ``reading.py``."""

from __future__ import annotations

import dataclasses
import json
import sys

from stemme.kit.apart import hold_to

#: As of pages and feeds (T-17).
CPU_SECONDS = 10
MEMORY_BYTES = 512 * 1024 * 1024


def main() -> None:
    """Set the limits first, then read what came."""
    hold_to(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    sys.stdin.buffer.readline()
    raw = sys.stdin.buffer.read()
    # Imported here, so that the limits hold for the parsers' own loading too.
    from stemme.library.mail_in.messages import read_mail

    sys.stdout.write(json.dumps(dataclasses.asdict(read_mail(raw))))


if __name__ == "__main__":
    main()
