"""Where the program looks across organisations, and why: the table in docs/security/tenancy.md.

python tools/tenancy.py          writes it
python tools/tenancy.py check    says whether it is current (exit code 1 if not)
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "security" / "tenancy.md"
BEGIN, END = "<!-- tools/tenancy.py writes from here -->\n", "<!-- to here -->\n"
_NAME, _OPEN = "across_organisations", "open_to_all"


def places() -> Iterator[tuple[str, str, str]]:
    """(file, function, reason) of each call, sorted. Raises ValueError for a reason that is no literal."""
    for file in sorted((ROOT / "stemme").rglob("*.py")):
        if "tests" not in file.parts and _NAME in (text := file.read_text(encoding="utf-8")):
            yield from _in_tree(ast.parse(text), str(file.relative_to(ROOT)), "")


def _in_tree(node: ast.AST, file: str, function: str) -> Iterator[tuple[str, str, str]]:
    for child in ast.iter_child_nodes(node):
        name = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id == _NAME:
            reason = child.args[0] if child.args else None
            if not isinstance(reason, ast.Constant) or not isinstance(reason.value, str) or len(reason.value) < 10:
                raise ValueError(f"{file}:{child.lineno}: say why, in a literal")
            yield file, name, reason.value
        yield from _in_tree(child, file, name)


def open_views() -> Iterator[tuple[str, str]]:
    """(file, view) of each view that is open to all, sorted."""
    for file in sorted((ROOT / "stemme").rglob("*.py")):
        if "tests" not in file.parts and f"@{_OPEN}" in (text := file.read_text(encoding="utf-8")):
            for node in [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]:
                if any(isinstance(mark, ast.Name) and mark.id == _OPEN for mark in node.decorator_list):
                    yield str(file.relative_to(ROOT)), node.name


def table() -> str:
    """The two tables in Markdown."""
    rows = "".join(f"| `{file}` | `{function}` | {reason} |\n" for file, function, reason in places())
    views: dict[str, list[str]] = {}
    for file, view in open_views():
        views.setdefault(file, []).append(view)
    opened = "".join(f"| `{file}` | {', '.join(f'`{name}`' for name in names)} |\n" for file, names in views.items())
    return (
        f"| file | function | why |\n|---|---|---|\n{rows}\n"
        f"Views that are open to all, and so reach every organisation by keys:\n\n| file | views |\n|---|---|\n{opened}"
    )


def main(arguments: Sequence[str]) -> int:
    """Exit code."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    wanted = before + BEGIN + table() + END + rest.partition(END)[2]
    if arguments[:1] == ["check"]:
        if wanted != text:
            print("docs/security/tenancy.md is not current. Look whether this is meant, then: python tools/tenancy.py")
        return int(wanted != text)
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
