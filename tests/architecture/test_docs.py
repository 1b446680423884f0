"""The documentation is under test: what it names exists, and what exists is named."""

from __future__ import annotations

import re

import pytest
from django.core.management import get_commands
from django.urls import get_resolver

from stemme.kit.languages import CODES
from stemme.project.cli import command_name
from tests.architecture.source import APPS, PACKAGE, PROJECT

DOCS = PROJECT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *PROJECT.glob("*.md"), *PACKAGE.glob("*/README.md")])


def _read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_setting_is_in_the_table() -> None:
    settings = set(re.findall(r"\"(STEMME_[A-Z_]+)\"", (PACKAGE / "project" / "environment.py").read_text()))
    settings |= set(re.findall(r"\"(STEMME_[A-Z_]+)\"", (PACKAGE / "project" / "settings.py").read_text()))
    listed = set(re.findall(r"^\| `(STEMME_[A-Z_]+|PORT)`", _read("settings.md"), flags=re.MULTILINE))
    assert settings
    assert settings <= listed, settings - listed
    assert {name for name in listed if name.startswith("STEMME_")} <= _named_in_code()


def _named_in_code() -> set[str]:
    paths = [*PACKAGE.rglob("*.py"), *(PROJECT / "tools").glob("*"), PROJECT / "Makefile"]
    return {name for path in paths if path.is_file() for name in re.findall(r"STEMME_[A-Z_]+", path.read_text())}


def test_where_knows_every_app_and_every_address() -> None:
    where = _read("where.md")
    assert not [app for app in APPS if f"`{app}`" not in where and f"`{app}/" not in where]
    names = {
        f"{pattern.app_name}:{name}"
        for pattern in get_resolver().url_patterns
        if getattr(pattern, "app_name", None)
        for name in pattern.reverse_dict
        if isinstance(name, str)
    }
    assert names
    assert not sorted(name for name in names if f"`{name}`" not in where)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_and_files_in_the_docs_exist(page: object) -> None:
    text = page.read_text(encoding="utf-8")
    missing = []
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
            missing.append(target)
    for name in re.findall(r"`((?:stemme|tools|tests|docs|benchmarks)/[\w./-]+)`", text):
        if not (PROJECT / name).exists():
            missing.append(name)
    assert not missing


def test_commands_in_the_docs_exist() -> None:
    known = set(get_commands())
    for page in PAGES:
        for words in re.findall(
            r"^\s*(?:\$ |sudo -u stemme )?stemme ([a-z]+(?: [a-z]+)?)", page.read_text(), re.MULTILINE
        ):
            name, _rest = command_name(words.split(), known)
            if words.split()[0] != "demo" or "demo" in known:
                assert name in known, f"{page.name}: stemme {words}"


def test_the_glossary_has_every_word_in_five_languages() -> None:
    rows = [line for line in _read("words.md").splitlines() if line.startswith("|")]
    header, _rule, *words = rows
    assert [cell.strip() for cell in header.strip("|").split("|")][:5] == list(CODES)
    assert len(words) >= 30
    for line in words:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert all(cells), line


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "decisions").glob("0*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
