"""Reading LinkedIn's file: as it comes, in other languages, and files that are none."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile

import pytest

from stemme.reactions import opening
from stemme.reactions.linkedin_file import FilePost, post_number, posts_in
from stemme.reactions.matching import OwnShare, matched
from stemme.reactions.opening import WorkbookError, sheets_of
from stemme.reactions.reading_file import posts_of_upload
from stemme.reactions.tests.made_workbooks import analytics, repacked, workbook
from stemme.reactions.tests.networks import DATA

ONE, TWO, THREE = 7389940000000000001, 7389940000000000002, 7389940000000000003
GOOD = analytics([(ONE, "11/9/2026", 31)], [(ONE, "11/9/2026", 900)])


def read(body: bytes) -> list[FilePost]:
    return posts_of_upload(body, size=len(body))


def refused(body: bytes) -> str:
    with pytest.raises(WorkbookError) as caught:
        read(body)
    return caught.value.reason


def test_the_file_as_it_comes():
    posts = read((DATA / "Content_2026-10-01_2026-10-31_TuvaSaetermyr.xlsx").read_bytes())
    assert len(posts) == 38 and len({post.number for post in posts}) == 38
    assert posts[0] == FilePost("activity:7389780000000000000", dt.date(2026, 10, 30), 72, 5427)
    assert sum(post.engagements is None for post in posts) == 4 or all(post.day for post in posts)
    assert [post.day for post in posts] == sorted((post.day for post in posts), reverse=True)


def test_two_tables_side_by_side_are_one_list():
    body = analytics(
        [(ONE, "11/9/2026", 31), (TWO, "11/2/2026", 5)], [(TWO, "11/2/2026", 700), (THREE, "11/1/2026", 3)]
    )
    assert read(body) == [
        FilePost(f"activity:{ONE}", dt.date(2026, 11, 9), 31, None),
        FilePost(f"activity:{TWO}", dt.date(2026, 11, 2), 5, 700),
        FilePost(f"activity:{THREE}", dt.date(2026, 11, 1), None, 3),
    ]


@pytest.mark.parametrize(
    ("name", "head", "day"),
    [
        (
            "TOPPINNLEGG",
            ("Nettadresse", "Dato", "Interaksjoner", None, "Nettadresse", "Dato", "Visninger"),
            "09.11.2026",
        ),
        ("TOP-BEITRÄGE", ("URL", "Datum", "Interaktionen", None, "URL", "Datum", "Impressions"), "9.11.2026"),
        ("投稿", ("投稿URL", "日付", "反応", None, "投稿URL", "日付", "表示"), "2026-11-09"),
        ("POSTS", ("a", "b", "Impressions", None, "a", "b", "Engagements"), dt.date(2026, 11, 9)),
        ("POSTS", ("a", "b", "c", None, "a", "b", "d"), dt.datetime.combine(dt.date(2026, 11, 9), dt.time(8))),
    ],
)
def test_sheets_and_headings_may_be_in_any_language(name, head, day):
    counts = (900, 31) if head[2] == "Impressions" else (31, 900)
    body = analytics([(ONE, day, counts[0])], [(ONE, day, counts[1])], name=name, head=head)
    assert read(body) == [FilePost(f"activity:{ONE}", dt.date(2026, 11, 9), 31, 900)]


@pytest.mark.parametrize(
    ("cell", "count"),
    [("1,234", 1234), ("1 234", 1234), ("1.234", 1234), (0, 0), ("many", None), (-3, None), (2.5, None), (None, None),
     (10**12, None), (True, None)],
)  # fmt: skip
def test_counts(cell, count):
    (post,) = read(analytics([(ONE, "11/9/2026", cell)], []))
    assert post.engagements == count


def test_a_column_says_whether_its_days_begin_with_the_day():
    body = analytics([(ONE, "9/11/2026", 1), (TWO, "25/10/2026", 1), (THREE, "soon", 1)], [])
    assert {post.day for post in read(body)} == {dt.date(2026, 11, 9), dt.date(2026, 10, 25), None}


@pytest.mark.parametrize(
    ("url", "number"),
    [
        (f"https://www.linkedin.com/feed/update/urn:li:activity:{ONE}/", f"activity:{ONE}"),
        (f"https://www.linkedin.com/feed/update/urn%3Ali%3AugcPost%3A{ONE}", f"ugcpost:{ONE}"),
        (f"https://no.linkedin.com/posts/cleo_kaia-activity-{ONE}-Ab_1", f"activity:{ONE}"),
        (f"https://www.linkedin.com/posts/cleo_share-{ONE}-zz", f"share:{ONE}"),
        (f"https://evil.example/urn:li:activity:{ONE}", ""),
        ("https://www.linkedin.com/in/cleo/", ""),
    ],
)
def test_a_post_has_one_number_whatever_its_address(url, number):
    assert post_number(url) == number


def test_five_thousand_rows_are_read_and_only_those_near_a_share_are_shown():
    many = [(ONE + n, f"{1 + n % 9}/{1 + n % 28}/2026", n) for n in range(5_000)]
    posts = read(analytics(many, []))
    assert len(posts) == 5_000
    share = OwnShare(7, "Turbines", "en", dt.date(2026, 3, 10), "")
    found = matched(posts, [share])
    assert len(found.matches) == 60 and found.others == 4_940
    crowd = matched(posts, [OwnShare(n, "Turbines", "en", dt.date(2026, 1 + n % 9, 10), "") for n in range(9)])
    assert (len(crowd.matches), crowd.others) == (100, 4_900), "a page has an end"
    assert matched(posts, []).matches == ()


def test_what_is_no_such_file():
    assert refused(b"") == opening.EMPTY
    assert refused(b"Post URL,Engagements\nx,1\n") == opening.NOT_A_WORKBOOK
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == opening.OLD_FORMAT
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refused(locked) == opening.LOCKED
    assert refused(GOOD[: len(GOOD) // 2]) == opening.DAMAGED
    assert refused(workbook({"Sheet": [("a", "b"), (1, 2)]})) == opening.NO_POSTS
    assert refused(workbook({"TOP POSTS": []})) == opening.NO_POSTS
    assert refused(bytes(opening.MOST_BYTES + 1)) == opening.TOO_BIG
    with pytest.raises(WorkbookError, match="too_big"):
        posts_of_upload(GOOD, size=opening.MOST_BYTES + 1)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("Shares.csv", "Date,ShareLink\n")
    assert refused(package.getvalue()) == opening.NOT_A_WORKBOOK, "another export of LinkedIn"


def test_an_encrypted_entry_is_said_to_be_one():
    body = bytearray(GOOD)
    at = body.find(b"PK\x01\x02")
    while at >= 0:
        body[at + 8] |= 1
        at = body.find(b"PK\x01\x02", at + 4)
    assert refused(bytes(body)) == opening.LOCKED


def test_bombs_do_not_go_off(monkeypatch):
    inside = zipfile.ZipFile(io.BytesIO(GOOD)).namelist()
    sheet = next(name for name in inside if name.endswith("sheet3.xml"))
    honest = repacked(GOOD, {sheet: bytes(opening.MOST_UNPACKED + 1)})
    assert len(honest) < 200_000 and refused(honest) == opening.TOO_MUCH
    monkeypatch.setattr(opening, "MOST_UNPACKED", 200_000)
    lying = bytearray(repacked(GOOD, {sheet: bytes(2_000_000)}))
    at = lying.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", lying, at + 28)[0]
        if lying[at + 46 : at + 46 + length].decode() == sheet:
            struct.pack_into("<I", lying, at + 24, 100)
        at = lying.find(b"PK\x01\x02", at + 4)
    assert refused(bytes(lying)) == opening.DAMAGED
    assert refused(repacked(GOOD, {f"xl/x{n}.xml": b"" for n in range(201)})) == opening.TOO_MUCH


def test_a_table_that_claims_a_million_rows_of_nothing_fells_only_its_reader():
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    assert refused(repacked(GOOD, {"xl/worksheets/sheet1.xml": sheet})) in {opening.TOO_MUCH, opening.DAMAGED}


def test_only_tables_are_passed_on():
    body = repacked(GOOD, {"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": b"<x/>"})
    clean = zipfile.ZipFile(io.BytesIO(opening.clean_copy(body))).namelist()
    assert not any("vba" in name or "external" in name or "docProps" in name for name in clean)
    assert posts_in(sheets_of(body))


def test_an_address_says_for_sure_and_a_day_only_offers():
    near = [
        OwnShare(1, "On its day", "en", dt.date(2026, 11, 9), ""),
        OwnShare(2, "Before", "en", dt.date(2026, 11, 8), ""),
    ]
    sure = OwnShare(3, "Sure", "en", dt.date(2026, 6, 1), f"https://www.linkedin.com/posts/cleo_x-activity-{TWO}-a")
    far = OwnShare(4, "Far", "en", dt.date(2026, 1, 1), "")
    day = dt.date(2026, 11, 9)
    posts = [
        FilePost(f"activity:{ONE}", day, 3, 9), FilePost(f"activity:{TWO}", day, 4, 8),
        FilePost(f"activity:{THREE}", dt.date(2026, 9, 9), 4, 8), FilePost("activity:7", None, 4, 8),
    ]  # fmt: skip
    first, second = matched(posts, [*near, sure, far]).matches
    assert (first.sure, first.choices) == (sure, ())
    assert (second.sure, [share.share_id for share in second.choices]) == (None, [1, 2])
    assert matched(posts, [*near, sure, far]).others == 2
