"""The project's own source as the architecture tests see it: apps, modules, what imports what."""

from __future__ import annotations

import ast
import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "stemme"
#: Highest first; apps on one line do not know each other.
ORDER = tuple(
    tuple(line.split(" | "))
    for contract in tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    if contract["id"] == "apps"
    for line in contract["layers"]
)
APPS = tuple(app for line in ORDER for app in line)
HEIGHT = {app: len(ORDER) - number for number, line in enumerate(ORDER) for app in line}


def may_know(app: str, other: str) -> bool:
    """Whether code of the one app may speak of the other."""
    return app == other or HEIGHT[app] > HEIGHT[other]


@dataclass(frozen=True)
class Module:
    """One Python file of an app."""

    path: Path

    @property
    def short(self) -> str:
        """For messages and allow-lists: ``people/gate.py``."""
        return str(self.path.relative_to(PACKAGE))

    @property
    def app(self) -> str:
        return self.path.relative_to(PACKAGE).parts[0]

    @property
    def inside(self) -> tuple[str, ...]:
        """Folders and name inside the app, without the suffix."""
        return self.path.relative_to(PACKAGE / self.app).with_suffix("").parts

    @functools.cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @property
    def is_test(self) -> bool:
        return "tests" in self.inside

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.inside

    def imports(self) -> Iterator[str]:
        """Every module that is imported anywhere in the file, and for ``from a import b`` also ``a.b``."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


@functools.cache
def modules() -> tuple[Module, ...]:
    """All Python files of all apps."""
    return tuple(Module(path) for app in APPS for path in sorted((PACKAGE / app).rglob("*.py")))


def product_modules() -> list[Module]:
    """Without tests and migrations."""
    return [module for module in modules() if not module.is_test and not module.is_migration]


@functools.cache
def templates() -> tuple[Path, ...]:
    """All templates of all apps."""
    return tuple(
        path
        for app in APPS
        for path in sorted((PACKAGE / app / "templates").rglob("*"))
        if path.suffix in {".html", ".txt", ".mjml", ".svg"}
    )


def tracked_files() -> list[Path]:
    """All files of the project that are no product of a tool."""
    folders = ("stemme", "tests", "tools", "benchmarks", "docs", ".ci")
    listed = [path for folder in folders for path in (PROJECT / folder).rglob("*") if path.is_file()]
    listed += [path for path in PROJECT.iterdir() if path.is_file() and path.name != "uv.lock"]
    return [path for path in listed if "__pycache__" not in path.parts and path.suffix not in {".mo", ".pyc"}]
