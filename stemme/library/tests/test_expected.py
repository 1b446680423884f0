"""Every feed and page that was collected, read whole: what ``stemme feeds check`` and ``stemme pages check`` would say.

The results stand in ``data/expected``, one file each. After a change on purpose: compare by eye, then write them anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stemme.library import checking
from stemme.library.feeds import read_feed
from stemme.library.tests.conftest import DATA
from stemme.library.unfurl import read_page

EXPECTED = DATA / "expected"


def files(kind: str) -> list[str]:
    return sorted(path.relative_to(DATA / kind).as_posix() for path in (DATA / kind).rglob("*") if path.is_file())


def expected(kind: str, name: str) -> dict[str, object]:
    return json.loads((EXPECTED / kind / f"{name}.json").read_text(encoding="utf-8"))


def never() -> None:
    raise AssertionError("a file is not fetched")


@pytest.mark.parametrize("name", files("feeds"))
def test_a_feed_is_read_as_expected(name: str) -> None:
    path = DATA / "feeds" / name
    said = checking.checked(str(path), lambda body: read_feed(body, {}, checking.file_address(str(path))), fetch=never)
    assert json.loads(checking.as_line({**said, "source": name})) == expected("feeds", name)


@pytest.mark.parametrize("name", files("pages"))
def test_a_page_is_read_as_expected(name: str) -> None:
    path = DATA / "pages" / name
    said = checking.checked(str(path), lambda body: read_page(body, {}, checking.file_address(str(path))), fetch=never)
    assert json.loads(checking.as_line({**said, "source": name})) == expected("pages", name)


@pytest.mark.parametrize("kind", ["feeds", "pages"])
def test_nothing_is_left_out(kind: str) -> None:
    written = {path.relative_to(EXPECTED / kind).as_posix() for path in (EXPECTED / kind).rglob("*.json")}
    assert written == {f"{name}.json" for name in files(kind)}
    assert len(written) == {"feeds": 28, "pages": 20}[kind]


def test_what_is_expected_is_sensible() -> None:
    """No markup in texts, no address that is none, no date of the year 1: whatever the file."""
    for path in sorted(EXPECTED.rglob("*.json")):
        found = json.loads(Path(path).read_text(encoding="utf-8"))
        for entry in (found, *found.get("items", ())):
            for key in ("url", "image", "canonical", "feed"):
                assert not entry.get(key) or entry[key].startswith(("http://", "https://")), path
            for key in ("published", "expires"):
                assert not entry.get(key) or "1990" <= entry[key][:4] < "2200", path
            assert not any(mark in (entry.get("title") or "") for mark in ("<p", "<br", "<a ")), path
