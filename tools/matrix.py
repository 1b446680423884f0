"""Write docs/security/access-matrix.md, who gets what at every address: python tools/matrix.py [check]

Writing asks every address for real, as every kind of person (tests/matrix.py); it takes a minute. ``check`` only looks
whether every address is listed with the mark of the gate it has now. The answers are compared by the tests.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")
AGAIN = "docs/security/access-matrix.md is stale. Run: python tools/matrix.py, and look at what has changed"


def write() -> int:
    """Ask everything and write the file. Returns the exit code."""
    from tests import matrix
    from tests.staff import HEADINGS

    with tempfile.TemporaryDirectory(prefix="stemme-matrix-") as folder:
        command = [sys.executable, "-m", "pytest", "-q", "-n0", "tests/journeys/test_access_matrix.py"]
        asked = subprocess.run(command, cwd=PROJECT, env={**os.environ, "STEMME_MATRIX": folder}, check=False)
        if asked.returncode:
            return asked.returncode
        columns = {}
        for place, heading in enumerate(HEADINGS):
            rows = json.loads(Path(folder, f"{place}.json").read_text())
            columns[heading] = {(method, route): cell for method, route, cell in rows}
    matrix.PAGE.parent.mkdir(exist_ok=True)
    matrix.PAGE.write_text(matrix.text(columns), encoding="utf-8")
    return 0


def check() -> int:
    """Whether every address is in the file, with its mark. Returns the exit code."""
    from tests import matrix

    reviewed = {route: mark for (_method, route), (mark, _cells) in matrix.listed().items()}
    stale = sorted(set(reviewed.items()) ^ set(matrix.marks().items()))
    print(f"{AGAIN}: {stale}" if stale else "docs/security/access-matrix.md lists every address")
    return int(bool(stale))


def main(arguments: Sequence[str]) -> int:
    """Write or check the file. Returns the exit code."""
    import django

    django.setup()
    return check() if list(arguments) == ["check"] else write()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
