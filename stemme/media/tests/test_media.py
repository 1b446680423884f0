"""Uploading, describing, serving and deleting, through the pages an editor uses."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stemme.jobs.worker import run_everything_due
from stemme.journal.models import Fact
from stemme.library.models import Story, Stream
from stemme.media import actions, queries
from stemme.media.models import Asset
from stemme.media.queries import AssetRow
from stemme.media.tests.files import SECRET, document, film, photo

LetIn = Callable[..., Client]
Bring = Callable[..., AssetRow]
ALT = "Two cranes at the quay"


def body_of(client: Client, url: str, **headers: str) -> tuple[int, bytes]:
    answer = client.get(url, headers=headers)
    return answer.status_code, answer.getvalue()


def test_a_picture_is_uploaded_described_and_cut(bo: Client, cast: SimpleNamespace, root: Path) -> None:
    page = bo.get("/studio/media/")
    assert page.status_code == 200 and 'enctype="multipart/form-data"' in page.content.decode()
    sent = {"file": SimpleUploadedFile("..\\..\\Kai & <b>.png", photo(1800, 1200)), "alt": " Two\ncranes "}
    answer = bo.post("/studio/media/", sent)
    row = Asset.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/studio/media/{row.id}/")
    assert (row.kind, row.name, row.alt, row.width, row.height) == (
        "picture",
        "Kai & <b>.png",
        "Two cranes",
        1600,
        1067,
    )
    assert re.fullmatch(r"pictures/[0-9a-f]{32}\.jpg", row.file.name) and row.created_by_id == cast.bo.id
    stored = b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())
    assert SECRET.encode() not in stored and b"Exif" not in stored
    page = bo.get(f"/studio/media/{row.id}/")
    html = page.content.decode()
    assert "Kai &amp; &lt;b&gt;.png" in html and "<b>.png" not in html and 'viewBox="0 0 1600 1067"' in html
    sent = {"name": "Kai", "alt": "Kraner", "focus_x": "10", "focus_y": "90"}
    assert bo.post(f"/studio/media/{row.id}/", sent).status_code == 303
    row.refresh_from_db()
    assert (row.name, row.alt, row.focus_x, row.focus_y) == ("Kai", "Kraner", 10, 90)
    kinds = list(Fact.objects.filter(kind__startswith="asset.").order_by("id").values_list("kind", flat=True))
    assert kinds == ["asset.uploaded", "asset.changed"]


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "export it as PNG"),
        ("a.jpg", b"<!doctype html><script>1</script>", "none of the kinds"),
        ("a.png", photo()[:400], "damaged or cut off"),
        ("a.pdf", b"GIF89a/*" + b"x" * 90 + b"*/=alert(1)", "damaged or cut off"),
        ("a.jpg", photo(90, 90), "at least 100 pixels"),
        ("a.pdf", document(password="x"), "password"),
    ],
)
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(
    bo: Client, root: Path, name: str, body: bytes, words: str
) -> None:
    answer = bo.post("/studio/media/", {"file": SimpleUploadedFile(name, body), "alt": ALT})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert words in html and ALT in html
    assert not Asset.objects.exists() and not [path for path in root.rglob("*") if path.is_file()]


def test_nothing_is_kept_that_is_not_described(bo: Client, root: Path) -> None:
    for alt in ("", " \n", "\u200b"):
        answer = bo.post("/studio/media/", {"file": SimpleUploadedFile("a.jpg", photo()), "alt": alt})
        assert answer.status_code == 422 and "Please describe it" in answer.content.decode()
    assert not Asset.objects.exists()
    assert bo.post("/studio/media/", {"alt": ALT}).status_code == 422


def test_the_same_bytes_are_kept_once_in_each_organisation(bring: Bring, cast: SimpleNamespace, root: Path) -> None:
    first, second = bring(photo()), bring(photo(), "again.jpg", cast.ada)
    assert first == second
    assert bring(photo(), "theirs.jpg", cast.eve).picture_name != first.picture_name
    assert len(list((root / "pictures").iterdir())) == 2


def test_a_document_is_shown_and_taken_along_but_runs_nothing(bring: Bring, bo: Client, root: Path) -> None:
    row = bring(document(wicked=True), "Årsrapport.pdf")
    assert (row.kind, row.pages, row.ready) == ("document", 2, True)
    assert 'download="Årsrapport.pdf"' in bo.get(f"/studio/media/{row.id}/").content.decode()
    answer = Client().get(row.url)
    assert answer.status_code == 200 and b"wicked" not in answer.getvalue()
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf" and headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == "inline"
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "Set-Cookie" not in headers and "immutable" in headers["Cache-Control"]


def test_a_video_is_served_in_the_parts_that_players_ask_for(bring: Bring, bo: Client, tmp_path: Path) -> None:
    row = bring(film(tmp_path / "film.mov", form="mov").read_bytes(), "film.exe")
    assert (row.kind, row.content_type, row.length) == ("video", "video/mp4", "0:01")
    html = bo.get(f"/studio/media/{row.id}/").content.decode()
    assert 'preload="metadata"' in html and f'poster="{row.picture_url}"' in html and "autoplay" not in html
    status, whole = body_of(Client(), row.url)
    assert status == 200 and len(whole) == row.size and SECRET.encode() not in whole
    assert body_of(Client(), row.url, Range="bytes=4-7") == (206, b"ftyp")
    answer = Client().get(row.url, headers={"Range": "bytes=-8"})
    assert answer.getvalue() == whole[-8:]
    size = len(whole)
    assert answer.headers["Content-Range"] == f"bytes {size - 8}-{size - 1}/{size}"
    assert (answer.headers["Content-Length"], answer.headers["Accept-Ranges"]) == ("8", "bytes")
    stale = {"Range": "bytes=0-3", "If-Range": '"another"'}
    assert body_of(Client(), row.url, **stale) == (200, whole)
    fresh = {"Range": "bytes=0-3", "If-Range": answer.headers["ETag"]}
    assert body_of(Client(), row.url, **fresh) == (206, whole[:4])
    beyond = Client().get(row.url, headers={"Range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{size}")
    head = Client().head(row.url)
    assert (head.headers["Content-Length"], head.content) == (str(size), b"")
    assert Client().post(row.url).status_code == 405
    for path in ("/media/assets/../stemme.db", "/media/assets/nothing.mp4", f"{row.url}x", "/media/captions/a.vtt"):
        assert Client().get(path).status_code == 404


def test_captions_are_put_on_and_taken_off(bring: Bring, bo: Client, tmp_path: Path, root: Path) -> None:
    row = bring(film(tmp_path / "film").read_bytes(), "film.mp4")
    page = f"/studio/media/{row.id}/captions/"
    wrong = bo.post(page, {"captions": SimpleUploadedFile("a.vtt", b"nothing"), "language": "nb"})
    assert wrong.status_code == 422
    spoken = SimpleUploadedFile("a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHei på deg\n".encode())
    assert bo.post(page, {"captions": spoken, "language": "nb"}).status_code == 303
    found = queries.asset(Asset.objects.get().organisation_id, row.id)
    assert found is not None and found.captions_language == "nb"
    answer = Client().get(found.captions_url)
    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8" and "Hei på deg" in answer.getvalue().decode()
    assert 'srclang="nb"' in bo.get(f"/studio/media/{row.id}/").content.decode()
    assert bo.post(page, {"do": "remove"}).status_code == 303
    assert Asset.objects.get().captions.name == ""


def test_what_has_to_be_re_coded_waits_for_the_worker(bo: Client, tmp_path: Path, root: Path) -> None:
    came = film(tmp_path / "film", codec="libvpx", form="webm", sound="").read_bytes()
    assert bo.post("/studio/media/", {"file": SimpleUploadedFile("a.webm", came), "alt": ALT}).status_code == 303
    row = queries.asset(Asset.objects.get().organisation_id, Asset.objects.get().id)
    assert row is not None and row.waiting and not row.ready
    assert "Being made ready, 0 %" in bo.get(f"/studio/media/{row.id}/").content.decode()
    run_everything_due()
    made = queries.asset(Asset.objects.get().organisation_id, row.id)
    assert made is not None and made.ready and made.progress == 100
    assert body_of(Client(), made.url)[1][4:8] == b"ftyp"
    assert not list((root / "incoming").iterdir()), "what came is gone"
    assert not actions.recode(asset_id=row.id), "once is enough"


def test_a_video_that_cannot_be_re_coded_says_so(bo: Client, tmp_path: Path, root: Path) -> None:
    came = film(tmp_path / "film", codec="libvpx", form="webm", sound="").read_bytes()
    bo.post("/studio/media/", {"file": SimpleUploadedFile("a.webm", came), "alt": ALT})
    waiting = next((root / "incoming").iterdir())
    waiting.write_bytes(came[:100])
    run_everything_due()
    html = bo.get(f"/studio/media/{Asset.objects.get().id}/").content.decode()
    assert "It cannot be used" in html and "damaged or cut off" in html
    bo.post("/studio/media/", {"file": SimpleUploadedFile("a.webm", came), "alt": ALT})
    assert Asset.objects.get().problem == "", "brought again it gets another try"


def test_the_shelf_is_searched_narrowed_and_asks_few_queries(bring: Bring, bo: Client, tmp_path: Path) -> None:
    bring(photo(), "Kran.jpg")
    bring(document(), "Rapport.pdf")

    def names(query: str) -> list[str]:
        return [row.name for row, _ in bo.get(f"/studio/media/{query}").context["tiles"]]

    assert names("") == ["Rapport.pdf", "Kran.jpg"]
    assert names("?kind=document") == ["Rapport.pdf"] and names("?kind=video") == []
    assert names("?q=kran") == ["Kran.jpg"] and names("?q=CRANES") == ["Rapport.pdf", "Kran.jpg"]
    assert names("?q=%00&kind=x&page=99") == ["Rapport.pdf", "Kran.jpg"]

    def number() -> int:
        with CaptureQueriesContext(connection) as captured:
            bo.get("/studio/media/")
        return len(captured)

    number()
    few = number()
    Asset.objects.bulk_create(
        Asset(organisation=Asset.objects.first().organisation, kind="picture", file=f"pictures/{n}.jpg",
              picture=f"pictures/{n}.jpg", name=str(n), alt="x", content_type="image/jpeg", size=9, fingerprint=str(n))
        for n in range(20)
    )  # fmt: skip
    assert number() == few


def test_only_who_writes_stories_sees_the_shelf_and_only_their_own(
    bring: Bring, cast: SimpleNamespace, let_in: LetIn
) -> None:
    row = bring(photo())
    paths = ("/studio/media/", f"/studio/media/{row.id}/", "/studio/media/choose/")
    for person in (cast.cleo, cast.ana):
        assert [let_in(person).get(path).status_code for path in paths] == [404, 404, 404]
        sent = {"file": SimpleUploadedFile("a.jpg", photo()), "alt": ALT}
        assert let_in(person).post("/studio/media/", sent).status_code == 404
    eve = let_in(cast.eve)
    assert eve.get("/studio/media/").context["tiles"] == []
    for path in (f"/studio/media/{row.id}/", f"/studio/media/{row.id}/delete/", f"/studio/media/{row.id}/captions/"):
        assert eve.post(path, {"alt": "mine", "focus_x": 1, "focus_y": 1}).status_code == 404
    assert Asset.objects.get().alt == ALT
    assert Client().get("/studio/media/").status_code == 302


def test_a_file_is_deleted_when_no_story_uses_it(
    bring: Bring,
    bo: Client,
    cast: SimpleNamespace,
    root: Path,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    row = bring(photo())
    stream = Stream.objects.create(organisation=cast.nordlys, name="HR")
    story = Story.objects.create(
        organisation=cast.nordlys, stream=stream, language="nb", target_url="", picture=row.picture_name
    )
    assert bo.post(f"/studio/media/{row.id}/delete/").status_code == 303
    assert "It is still used" in bo.get(f"/studio/media/{row.id}/").content.decode()
    story.delete()
    assert Client().get(row.picture_url.replace(".jpg", "-480.jpg")).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        assert bo.post(f"/studio/media/{row.id}/delete/").status_code == 303
    assert not Asset.objects.exists()
    assert not [path for path in root.rglob("*") if path.is_file()], "nor is a size of it left"
