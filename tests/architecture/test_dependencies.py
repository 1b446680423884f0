"""What is imported is declared, what is declared is used, and nothing names a package registry."""

from __future__ import annotations

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.architecture.source import PROJECT, product_modules, tracked_files

#: Declared although no line imports it: why.
NOT_IMPORTED = {
    "tzdata": "time zones for machines that have none",
}


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _named(requirement: str) -> str:
    for mark in "[<>=!~; ":
        requirement = requirement.split(mark)[0]
    return _plain(requirement)


def _declared(group: str) -> set[str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    found = project["project"]["dependencies"] if group == "run" else project["dependency-groups"]["dev"]
    return {_named(requirement) for requirement in found}


def _imported() -> dict[str, str]:
    """Distribution: one of the files that import it."""
    owners = packages_distributions()
    found = {}
    for module in product_modules():
        for name in module.imports():
            top = name.split(".")[0]
            if top not in sys.stdlib_module_names and top != "stemme":
                for owner in owners.get(top, [top]):
                    found[_plain(owner)] = module.short
    return found


def test_what_is_imported_is_declared() -> None:
    declared = _declared("run")
    assert not {owner: file for owner, file in _imported().items() if owner not in declared}


def test_what_is_declared_is_used() -> None:
    unused = _declared("run") - set(_imported()) - _named_in_settings()
    assert unused == set(NOT_IMPORTED), "drop the dependency, or say why it is there"


def _named_in_settings() -> set[str]:
    """Distributions whose modules are named in strings: middleware, database engines, servers started by name."""
    owners = packages_distributions()
    words = {
        node.value.split(".")[0].replace("-", "_")
        for module in product_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 120
    }
    return {_plain(owner) for word in words for owner in owners.get(word, [])}


def test_lists_of_pins_name_no_registry() -> None:
    """tools/check.py looks through every file; this keeps the files that a tool would write them into."""
    for path in tracked_files():
        if path.name.startswith("requirements") and path.suffix == ".txt":
            text = path.read_text()
            assert "://" not in text
            assert "index-url" not in text


def test_the_lock_that_names_registries_is_not_committed() -> None:
    assert "/uv.lock" in Path(PROJECT, ".gitignore").read_text().splitlines()
