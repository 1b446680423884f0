"""The other end of ``opening.py``: a workbook on standard input, its tables as JSON on standard output.

Started as ``python -m stemme.reactions.child``.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import resource
import sys
from typing import Any

CPU_SECONDS = 10
MEMORY_BYTES = 512 * 1024 * 1024
#: More than any such file has; what follows is not read.
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 20_000, 40, 20
_LONGEST = 2_000


def main() -> None:
    """Set the limits first, then read what came."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    body = io.BytesIO(sys.stdin.buffer.read())
    # Imported here, so that the limits hold for the reader's own loading too.
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(body)
    found = []
    for name in workbook.sheet_names[:MOST_SHEETS]:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MOST_ROWS)
        found.append((name, [[_cell(value) for value in row[:MOST_COLUMNS]] for row in rows]))
    sys.stdout.write(json.dumps(found))


def _cell(value: Any) -> str | float | None:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, bool) or value is None or value == "":
        return None
    return value if isinstance(value, int | float) else str(value)[:_LONGEST]


if __name__ == "__main__":
    main()
