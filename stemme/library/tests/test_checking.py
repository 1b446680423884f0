from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from stemme.kit.tests.stage import Stage
from stemme.library.tests.conftest import DATA


def lines(command: str, *sources: str) -> tuple[list[dict[str, object]], int]:
    out = io.StringIO()
    code = 0
    try:
        call_command(command, *sources, stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return [json.loads(line) for line in out.getvalue().splitlines()], code


def test_what_would_be_read_from_files_and_addresses(internet: Stage) -> None:
    feeds, code = lines("feeds_check", str(DATA / "feeds" / "made-jobs-no.rss.xml"), f"{internet.base}/feed")
    assert code == 0
    assert [(feed["ok"], feed["title"], len(feed["items"])) for feed in feeds] == [(True, "Fjordlys AS", 5)] * 2
    pages, code = lines("pages_check", str(DATA / "pages" / "made-jobposting-no.html"), f"{internet.base}/jobb/41000")
    assert code == 0
    assert {page["title"] for page in pages} == {'Driftstekniker & kokk "på si"'}


@pytest.mark.parametrize("command", ["feeds_check", "pages_check"])
def test_or_why_it_is_refused(internet: Stage, tmp_path: Path, command: str) -> None:
    large = tmp_path / "large.xml"
    large.write_bytes(b" " * (5 * 1024 * 1024 + 1))
    sources = (str(tmp_path / "nothing.xml"), f"{internet.base}/nothing", "http://10.0.0.1/", str(large))
    checked, code = lines(command, *sources)
    assert code == 1
    assert [line["reason"] for line in checked] == ["missing", "missing", "refused", "too_large"]
    assert all(line["text"] and not line["ok"] for line in checked)


def test_a_malformed_feed_says_why() -> None:
    checked, code = lines("feeds_check", str(DATA / "feeds" / "malformed" / "koi8r.xml"))
    assert (code, checked[0]["reason"]) == (1, "encoding")
