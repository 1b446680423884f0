"""Write the table of addresses at the end of docs/where.md: python tools/where.py [check]

Each line comes from the URL configuration: address, name, app, who may come in, and the first sentence of the view's
docstring. ``check`` fails when the table is not up to date.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")
PAGE = PROJECT / "docs" / "where.md"
HEAD = "| address | name | for | what |\n|---|---|---|---|\n"


def lines() -> Iterator[str]:
    """One line of the table for each named address, sorted by address."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(resolver: URLResolver, prefix: str, app: str) -> Iterator[tuple[str, str, URLPattern]]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, prefix + str(entry.pattern), entry.app_name or app)
            elif entry.name:
                yield prefix + str(entry.pattern), f"{app}:{entry.name}" if app else str(entry.name), entry

    for address, name, pattern in sorted(walk(get_resolver(), "", ""), key=lambda found: found[:2]):
        said = (
            re.sub(r"\s+", " ", (pattern.callback.__doc__ or "").strip()).split(". ")[0].rstrip(".").replace("``", "`")
        )
        gate = str(getattr(pattern.callback, "gate", "")).replace("_", " ")
        shown = re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", re.sub(r"\(\?P(<\w+>)[^()]*\)", r"\1", address).strip("^$"))
        yield f"| `/{shown}` | `{name}` | {gate} | {said.replace('|', '/')} |\n"


def main(arguments: Sequence[str]) -> int:
    """Write or check the table. Returns the exit code."""
    import django

    django.setup()
    text = PAGE.read_text(encoding="utf-8")
    before = text.partition(HEAD)[0]
    new = before + HEAD + "".join(lines())
    if arguments == ["check"]:
        print("docs/where.md is up to date" if new == text else "docs/where.md is stale. Run: python tools/where.py")
        return int(new != text)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
