"""Foreign files made ours, without a database: what stays, what goes, what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from pypdf import PdfReader

from stemme.media import documents, videos
from stemme.media.crops import crop
from stemme.media.picture_files import UPLOADED, TooLargeError, TooSmallError, remade
from stemme.media.reading import REASONS, RefusedFileError, kind_of
from stemme.media.sizes import narrowed
from stemme.media.tests.files import SECRET, document, film, photo
from stemme.media.tests.test_picture_files import empty_png


def silent(percent: int) -> None:
    """Nobody listens."""


def why(reason: str) -> object:
    return pytest.raises(RefusedFileError, match=f"^{reason}$")


# -- what it is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_pictures_are_known_by_their_content(kind: str) -> None:
    body = photo(kind=kind)
    assert kind_of(body[:1024]) == "picture"
    with Image.open(io.BytesIO(remade(body, UPLOADED))) as made:
        assert (made.format, made.size, made.mode) == ("JPEG", (320, 200), "RGB")


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<SVG onload='x'/>", "svg"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"<!doctype html>", "unknown"),
        (b"MZ\x90\0", "unknown"),
        (b"PK\3\4", "unknown"),
        (b"#!/bin/sh", "unknown"),
        (b"#EXTM3U\n#EXT-X-STREAM-INF\nfile:///etc/passwd", "unknown"),
    ],
)
def test_what_is_none_of_the_kinds_is_refused_with_its_reason(head: bytes, reason: str) -> None:
    with why(reason):
        kind_of(head)


@given(st.binary(max_size=64))
def test_any_bytes_are_of_a_kind_or_refused(head: bytes) -> None:
    try:
        assert kind_of(head) in {"picture", "video", "document"}
    except RefusedFileError as error:
        assert error.reason in REASONS


# -- pictures --------------------------------------------------------------------------------------------------------


def test_place_camera_and_words_do_not_come_along() -> None:
    body = photo()
    assert SECRET.encode() in body and b"Exif" in body
    made = remade(body + b"<script>", UPLOADED)
    assert SECRET.encode() not in made and b"Exif" not in made and b"script" not in made


def test_colours_of_another_profile_are_put_into_the_usual_one() -> None:
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    out = io.BytesIO()
    Image.new("RGB", (120, 120), "red").save(out, "PNG", icc_profile=ImageCms.ImageCmsProfile(
        ImageCms.createProfile("sRGB")).tobytes())  # fmt: skip
    with Image.open(io.BytesIO(remade(out.getvalue(), UPLOADED))) as made:
        assert "icc_profile" not in made.info
        assert made.getpixel((60, 60)) == (254, 0, 0)
    out = io.BytesIO()
    Image.new("RGB", (120, 120), "red").save(out, "PNG", icc_profile=wide.tobytes())
    assert remade(out.getvalue(), UPLOADED), "a profile that fits no picture is left aside"


def test_bombs_and_spacers_are_told_apart() -> None:
    with pytest.raises(TooLargeError):
        remade(empty_png(12_001, 9_000), UPLOADED)
    with pytest.raises(TooSmallError):
        remade(photo(99, 300), UPLOADED)


def test_a_picture_is_served_in_smaller_sizes_and_never_enlarged() -> None:
    for width, expected in ((960, (960, 600)), (480, (480, 300))):
        with Image.open(io.BytesIO(narrowed(remade(photo(1600, 1000), UPLOADED), width))) as made:
            assert made.size == expected
    with Image.open(io.BytesIO(narrowed(remade(photo(), UPLOADED), 480))) as made:
        assert made.size == (320, 200)


@given(
    st.tuples(st.integers(1, 4000), st.integers(1, 4000)),
    st.sampled_from([(1200, 630), (1, 1), (4, 5), (4, 3)]),
    st.tuples(st.integers(0, 100), st.integers(0, 100)),
)
def test_the_point_is_never_cut_off(size: tuple[int, int], shape: tuple[int, int], focus: tuple[int, int]) -> None:
    cut = crop(size, shape, focus)
    assert cut.x >= 0 and cut.y >= 0
    assert cut.x + cut.width <= size[0] + 1 and cut.y + cut.height <= size[1] + 1
    assert cut.x - 1 <= size[0] * focus[0] / 100 <= cut.x + cut.width + 1
    assert cut.y - 1 <= size[1] * focus[1] / 100 <= cut.y + cut.height + 1


# -- videos ----------------------------------------------------------------------------------------------------------


def opened(path: Path) -> tuple[list[str], tuple[int, int], tuple[int, ...]]:
    """Codecs, size of the first frame, and its pixel at the middle of the upper edge."""
    with av.open(str(path)) as made:
        codecs = sorted(stream.codec_context.name for stream in made.streams)
        frame = next(made.decode(video=0))
        picture = frame.to_image().rotate(int(frame.rotation), expand=True)
        return codecs, picture.size, picture.getpixel((picture.width // 2, 3))


@pytest.mark.parametrize("form", ["mp4", "mov"])
def test_what_browsers_play_is_packed_anew_without_its_notes(tmp_path: Path, form: str) -> None:
    path = film(tmp_path / "came", form=form)
    assert SECRET.encode() in path.read_bytes()
    made = videos.made_of(path, tmp_path, recode=False, tell=silent)
    body = (tmp_path / made.file).read_bytes()
    assert SECRET.encode() not in body and b"60.39" not in body and b"Lavf" not in body
    assert body.index(b"moov") < body.index(b"mdat"), "it begins to play before it has come whole"
    assert opened(tmp_path / made.file)[0] == ["aac", "h264"]
    assert (made.width, made.height, made.seconds, made.content_type) == (128, 64, 1, "video/mp4")
    with Image.open(tmp_path / made.picture) as still:
        assert still.size == (128, 64)


@pytest.mark.parametrize(
    ("codec", "form", "sound"),
    [("libvpx", "webm", "libopus"), ("libx265", "mp4", "aac"), ("libx264", "mp4", "libopus"), ("mpeg4", "mov", "")],
)
def test_all_else_waits_to_be_re_coded_and_plays_everywhere_then(
    tmp_path: Path, codec: str, form: str, sound: str
) -> None:
    path = film(tmp_path / "came", codec=codec, form=form, sound=sound)
    assert videos.made_of(path, tmp_path, recode=False, tell=silent).file == ""
    heard: list[int] = []
    made = videos.made_of(path, tmp_path, recode=True, tell=heard.append)
    assert opened(tmp_path / made.file)[0] == (["aac", "h264"] if sound else ["h264"])
    assert heard == sorted(set(heard)) and heard[-1] < 100
    assert SECRET.encode() not in (tmp_path / made.file).read_bytes()


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_a_phone_films_lying_down_and_the_video_stands_upright(tmp_path: Path, codec: str) -> None:
    path = film(tmp_path / "came", codec=codec, sound="", turned=True)
    made = videos.made_of(path, tmp_path, recode=True, tell=silent)
    _, size, top = opened(tmp_path / made.file)
    assert (made.width, made.height) == size == (64, 128)
    assert top[0] > 200 and top[2] < 60, "what was left is up now"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\0\0\0\x18ftypisom" + bytes(500), "damaged"),
        (b"\x1aE\xdf\xa3" + bytes(500), "damaged"),
        (b"#EXTM3U\nfile:///etc/passwd\n", "damaged"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "damaged"),
    ],
)
def test_what_is_no_video_is_refused(tmp_path: Path, body: bytes, reason: str) -> None:
    (tmp_path / "came").write_bytes(body)
    with why(reason):
        videos.made_of(tmp_path / "came", tmp_path, recode=False, tell=silent)


def test_a_video_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = film(tmp_path / "came")
    path.write_bytes(path.read_bytes()[:900])
    with why("damaged"):
        videos.made_of(path, tmp_path, recode=False, tell=silent)


def test_sound_alone_is_no_video(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "came"), "w", format="mp4") as target:
        noise = target.add_stream("aac", rate=48_000)
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        frame.planes[0].update(bytes(frame.planes[0].buffer_size))
        frame.sample_rate = 48_000
        target.mux(noise.encode(frame))
        target.mux(noise.encode(None))
    with why("no_picture"):
        videos.made_of(tmp_path / "came", tmp_path, recode=False, tell=silent)


def test_what_is_too_long_or_too_much_work_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = film(tmp_path / "came", codec="libvpx", form="webm", sound="")
    monkeypatch.setattr(videos, "MOST_WORK", 128 * 64 * 5)
    with why("too_much"):
        videos.made_of(path, tmp_path, recode=True, tell=silent)
    monkeypatch.setattr(videos, "MOST_SECONDS", 0.2)
    with why("too_long"):
        videos.made_of(path, tmp_path, recode=True, tell=silent)


# -- documents -------------------------------------------------------------------------------------------------------


def test_nothing_in_a_document_runs_sends_or_opens_any_more(tmp_path: Path) -> None:
    (tmp_path / "came").write_bytes(document(wicked=True))
    made = documents.made_of(tmp_path / "came", tmp_path)
    body = (tmp_path / made.file).read_bytes()
    for word in (b"wicked", b"JavaScript", b"/JS", b"Launch", b"SubmitForm", b"EmbeddedFile", b"AcroForm", b"/AA",
                 b"OpenAction", b"GoToR", b"Metadata", b"Author", SECRET.encode()):  # fmt: skip
        assert word not in body, word
    clean = PdfReader(io.BytesIO(body))
    assert len(clean.pages) == made.pages == 2
    left = [note.get_object() for note in clean.pages[0]["/Annots"]]
    assert {note["/Subtype"] for note in left} == {"/Link"}
    assert [note["/A"]["/URI"] for note in left if note.get("/A", {}).get("/URI")] == [
        "https://nordlys.example/rapport"
    ]
    with Image.open(tmp_path / made.picture) as first:
        assert first.format == "JPEG" and first.size == (made.width, made.height) == (1200, 1600)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (document(password="open sesame"), "locked"),
        (document(301), "too_many_pages"),
        (document()[:300], "damaged"),
        (b"%PDF-1.7\n" + b"1 0 obj<<>>" * 50, "damaged"),
        (b"%PDF-", "damaged"),
    ],
)
def test_documents_that_are_refused(tmp_path: Path, body: bytes, reason: str) -> None:
    (tmp_path / "came").write_bytes(body)
    with why(reason):
        documents.made_of(tmp_path / "came", tmp_path)


@settings(max_examples=30)
@given(st.data())
def test_a_damaged_document_is_refused_or_clean(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("pdf")
    body = bytearray(document(1, wicked=True))
    for _ in range(data.draw(st.integers(1, 5))):
        body[data.draw(st.integers(8, len(body) - 1))] = data.draw(st.integers(0, 255))
    (folder / "came").write_bytes(bytes(body))
    try:
        made = documents.made_of(folder / "came", folder)
    except RefusedFileError:
        return
    clean = (folder / made.file).read_bytes()
    assert b"/JavaScript" not in clean and b"/Launch" not in clean and b"/EmbeddedFile" not in clean
