"""Make support.json out of caniemail's data: what Outlook for Windows, Gmail and Apple Mail know.

    npm install --prefix /tmp/caniemail caniemail
    python -m tests.mail_clients.reduce /tmp/caniemail/node_modules/caniemail/data/caniemail.json

Of each program the newest version that was tested, of a program with several faces (Gmail in the browser, on two kinds
of telephones) the one that knows least. The data is MIT-licensed, see LICENSE.caniemail.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

SUPPORT = Path(__file__).with_name("support.json")
#: Program: family and platforms there.
PROGRAMS = {
    "outlook": ("outlook", ("windows",)),
    "gmail": ("gmail", ("desktop-webmail", "mobile-webmail", "ios", "android")),
    "apple": ("apple-mail", ("macos", "ios")),
}
#: From full support to none; unknown is as good as none.
ORDER = "yanu"


def reduced(data: dict[str, Any]) -> dict[str, dict[str, str]]:
    """By feature and program: y (knows it), a (partly), n (not), u (nobody has tried)."""
    return {
        feature["slug"]: {program: _least(feature["stats"], *where) for program, where in PROGRAMS.items()}
        for feature in data["data"]
    }


def _least(stats: dict[str, dict[str, dict[str, str]]], family: str, platforms: tuple[str, ...]) -> str:
    newest = [list(stats.get(family, {}).get(platform, {"": "u"}).values())[-1][0] for platform in platforms]
    return max(newest, key=ORDER.index)


def main() -> None:
    """Write support.json."""
    data = json.loads(Path(sys.argv[1]).read_text())
    kept = {"source": f"caniemail.com, {data['last_update_date'][:10]}", "features": reduced(data)}
    SUPPORT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
