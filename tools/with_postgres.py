"""Run a command with a throw-away PostgreSQL: python tools/with_postgres.py [--wheel] -- COMMAND …

The command finds the server's address in STEMME_DATABASE_URL, and STEMME_TEST_POSTGRES=1. The server always
stops with the command. ``--wheel`` takes the server from its wheel even where another is installed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parent))

from postgres import PostgresError, running_postgres


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main(arguments: Sequence[str]) -> int:
    """Exit code of the command, 2 for a wrong call, 1 when there is no server."""
    command = list(arguments)
    wheel = command[:1] == ["--wheel"]
    command = command[1:] if wheel else command
    command = command[1:] if command[:1] == ["--"] else command
    if not command:
        print(__doc__)
        return 2
    signal.signal(signal.SIGTERM, _leave)
    try:
        with running_postgres(wheel=wheel) as url:
            environment = {**os.environ, "STEMME_DATABASE_URL": url, "STEMME_TEST_POSTGRES": "1"}
            return subprocess.run(command, env=environment).returncode
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
