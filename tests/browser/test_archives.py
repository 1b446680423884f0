"""Archives of six networks through the real page: what is counted, what is said, and what leaves the device."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from stemme.archives.networks import KINDS
from stemme.archives.tests import made_archives as made
from tests.browser.test_every_page import violations

#: The day on which the browser believes to be: the fixtures are from then.
DAY = dt.date(2026, 11, 22)
FOUND = """() => ({
  counts: [...document.querySelectorAll("[data-number]")].map((box) =>
    box.querySelector("[data-state=missing]").hidden ? Number(box.querySelector("input").value) : null),
  until: document.querySelector("[name=until]").value,
  notes: [...document.querySelectorAll("[data-note]:not([hidden])")].map((line) => line.dataset.note),
})"""


class Desk:
    """The page of one network, where files are chosen and answers looked at."""

    def __init__(self, visit: Any, network: str, *, day: dt.date = DAY, **how: Any) -> None:
        self.window = visit("cleo", **how)
        self.page = self.window.page
        self.page.clock.set_fixed_time(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC))
        self.go(network)

    def go(self, network: str) -> None:
        assert self.window.open(f"/growth/export/?network={network}") == 200
        self.page.wait_for_selector("#export-file:visible")

    def choose(self, *files: Path | bytes, name: str = "archive.zip") -> str:
        """Choose these files; gives what the page says of them in the end."""
        given: Any = [
            str(file) if isinstance(file, Path) else {"name": name, "mimeType": "", "buffer": file} for file in files
        ]
        self.page.set_input_files("#export-file", given)
        self.page.wait_for_selector("export-reader:not([aria-busy]) [data-says]:not([hidden])", timeout=20_000)
        said: str = self.page.get_attribute("[data-says]:not([hidden])", "data-says")
        return said

    def counts(self, *files: Path | bytes, name: str = "archive.zip") -> dict[str, Any]:
        """The counts in these files by kind, those left out that they do not have; with ``until`` and ``notes``."""
        assert self.choose(*files, name=name) == "counted"
        found = self.page.evaluate(FOUND)
        numbers = {kind: number for kind, number in zip(KINDS, found["counts"], strict=True) if number is not None}
        return {**numbers, "until": found["until"], "notes": found["notes"]}


def as_counted(found: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(found.get(kind) for kind in KINDS)


def test_nothing_leaves_before_sending_and_then_only_numbers(house: Any, visit: Any) -> None:
    today = dt.datetime.now(dt.UTC).date()
    desk = Desk(visit, "linkedin", day=today)
    desk.page.wait_for_load_state("networkidle")
    asked: list[Any] = []
    desk.window.context.on("request", lambda request: asked.append(request))
    found = desk.counts(made.linkedin_in("en", today), name="Anne-Lise Großkötter.zip")
    assert as_counted(found) == (2, 1, 1, 1, 0, 1, 2)
    desk.page.fill("[name=reactions]", "9")
    desk.page.click("[data-number=reshares] [data-leave]")
    assert not asked
    desk.page.click("form#numbers button[type=submit]")
    desk.page.wait_for_url("**/growth/")
    sent = parse_qs(asked[0].post_data, keep_blank_values=True)
    assert (asked[0].method, asked[0].url) == ("POST", f"{house.url}/growth/export/?network=linkedin")
    assert sent.pop("csrfmiddlewaretoken")
    assert sent.pop("until") == [str(today)]
    assert sent == {
        "connections": ["2"], "new_connections": ["1"], "invitations_sent": ["1"], "reactions": ["9"],
        "comments": ["0"], "reshares": [""], "originals": ["2"],
    }  # fmt: skip
    desk.go("linkedin")
    newest = desk.page.locator("#handed dl").first
    assert newest.locator("dd").all_inner_texts() == ["2", "1", "1", "9", "0", "2"]
    assert not violations(desk.page)
    assert not desk.window.faults


def test_the_reader_itself_can_reach_nothing(visit: Any) -> None:
    desk = Desk(visit, "linkedin")
    reader = next(worker for worker in desk.page.workers if "worker" in worker.url)
    assert reader.evaluate("() => fetch('/').then(() => 'reached', () => 'refused')") == "refused"


def test_linkedin_as_it_comes(visit: Any) -> None:
    desk = Desk(visit, "linkedin")
    whole = desk.counts(made.LINKEDIN)
    assert as_counted(whole) == (180, 19, 12, 240, 120, 3, 57)
    assert (whole["until"], whole["notes"]) == ("2026-11-22", [])
    for language in ("en", "nb", "da", "sv", "de"):
        found = desk.counts(made.linkedin_in(language, DAY))
        assert as_counted(found) == (2, 1, 1, 1, 0, 1, 2), language
        assert found["notes"] == []
    basic = made.packed({"Connections.csv": "First Name,URL,Connected On\nA,u,12 Mar 2026\n"}, DAY)
    found = desk.counts(basic)
    assert (as_counted(found), found["notes"]) == ((1, 1, None, None, None, None, None), ["basic"])
    found = desk.counts(made.misaligned(DAY))
    assert (as_counted(found), found["notes"]) == ((None, None, None, 1, None, None, None), ["basic", "columns"])
    loose = desk.counts(b"Date,Type,Link\r\n2026-11-01,LIKE,\r\n", name="Reactions.csv")
    assert as_counted(loose)[3] == 1
    assert desk.counts(made.linkedin_in("nb", dt.date(2023, 5, 1)))["notes"] == ["old"]
    assert not violations(desk.page)
    assert not desk.window.faults


def test_the_other_networks(visit: Any) -> None:
    desk = Desk(visit, "x")
    found = desk.counts(made.X)
    assert as_counted(found) == (None, None, None, None, 0, 20, 79)
    lists = {
        f"data/{which}.js": f"window.YTD.{which}.part0 = {json.dumps([{which: {'accountId': who}} for who in ids])}"
        for which, ids in {"follower": "12", "following": "23"}.items()
    }
    like = 'window.YTD.like.part0 = [ {"like": {"tweetId": "2031414800675766303"}}, {"like": {"tweetId": "20"}} ]'
    found = desk.counts(made.packed({**lists, "data/like.js": like}, DAY))
    assert (as_counted(found)[0], as_counted(found)[3], found["notes"]) == (1, 1, ["likes", "undated"])
    desk.go("mastodon")
    for archive in (made.MASTODON, made.tarred(made.MASTODON)):
        found = desk.counts(archive)
        assert as_counted(found) == (None, None, None, 0, 0, 10, 40)
    desk.go("bluesky")
    assert as_counted(desk.counts(made.bluesky(DAY))) == (None, None, 2, 3, 1, 1, 2)
    desk.go("facebook")
    for newer in (True, False):
        assert as_counted(desk.counts(made.facebook(DAY, newer=newer))) == (4, 3, None, 3, 3, 1, 3)
    desk.go("instagram")
    for newer in (True, False):
        assert as_counted(desk.counts(made.instagram(DAY, newer=newer))) == (1, 1, 3, 3, 3, None, 3)
    assert not desk.window.faults


def test_bad_files_get_a_clear_answer_and_hands_remain(visit: Any) -> None:
    desk = Desk(visit, "linkedin")
    archive = made.LINKEDIN.read_bytes()
    assert desk.choose(archive[: len(archive) // 2]) == "cut"
    damaged = archive[:4000].replace(archive[60:3000], bytes(2940)) + archive[4000:]
    assert desk.choose(damaged) == "cut"
    assert desk.choose(made.locked(archive)) == "locked"
    assert desk.choose(made.swelling(DAY)) == "swells"
    assert desk.choose(b"") == "empty"
    assert desk.choose(b"7z\xbc\xaf\x27\x1c" + bytes(600)) == "packing"
    assert desk.choose(b"just words", name="words.txt") == "unknown"
    assert desk.choose(made.packed({"cat.jpg": b""}, DAY)) == "unknown"
    assert desk.choose(made.X) == "other"
    assert desk.page.inner_text("[data-other]") == "X"
    assert desk.choose(made.bluesky(DAY), name="repo.car") == "other"
    assert not violations(desk.page)
    desk.go("facebook")
    assert desk.choose(made.packed({"start_here.html": "<html>", "posts/your_posts_1.html": ""}, DAY)) == "html"
    desk.go("mastodon")
    tar = made.tarred(made.MASTODON)
    assert desk.choose(tar[: len(tar) // 2], name="archive.tar.gz") == "cut"
    desk.go("bluesky")
    car = made.bluesky(DAY)
    assert desk.choose(car[:-20], name="repo.car") == "cut"
    assert desk.choose(made.X) == "other"
    desk.page.fill("[name=originals]", "3")
    desk.page.click("form#numbers button[type=submit]")
    desk.page.wait_for_url("**/growth/")
    assert not desk.window.faults


@pytest.mark.parametrize("size", [500 * 2**20, 5 * 2**30], ids=["500 MB", "5 GB"])
def test_a_huge_archive_is_never_held(visit: Any, tmp_path: Path, size: int) -> None:
    archive = tmp_path / "Complete.zip"
    made.huge(archive, DAY, size)
    assert archive.stat().st_size > size
    desk = Desk(visit, "linkedin")
    before = _most_memory(desk)
    assert as_counted(desk.counts(archive))[:2] == (1, 1)
    assert _most_memory(desk) - before < 60 * 2**20
    archive.unlink()


def test_counting_can_be_stopped_and_begun_anew(visit: Any, tmp_path: Path) -> None:
    desk = Desk(visit, "mastodon")
    made.long_tar(tmp_path / "archive.tar", 2 * 2**30)
    desk.page.set_input_files("#export-file", str(tmp_path / "archive.tar"))
    desk.page.click("[data-cancel]")
    desk.page.wait_for_selector("[data-says=stopped]:not([hidden])")
    assert desk.counts(made.MASTODON)["originals"] == 40


def test_without_script_everything_is_typed_in(visit: Any) -> None:
    window = visit("cleo", scripts=False, width=320)
    assert window.open("/growth/export/?network=mastodon") == 200
    page = window.page
    assert not page.is_visible("#export-file")
    assert page.is_visible("noscript .banner")
    page.fill("[name=comments]", "12")
    page.click("form#numbers button[type=submit]")
    page.wait_for_url("**/growth/")


def _most_memory(desk: Desk) -> int:
    """The most that any process of the browser ever held, in bytes (Linux)."""
    session = desk.window.context.browser.new_browser_cdp_session()
    ids = [process["id"] for process in session.send("SystemInfo.getProcessInfo")["processInfo"]]
    session.detach()
    most = 0
    for process in ids:
        status = Path(f"/proc/{process}/status")
        if status.exists():
            most = max(most, *(int(n) * 1024 for n in re.findall(r"VmHWM:\s+(\d+)", status.read_text())))
    return most
