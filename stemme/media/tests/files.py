"""Small real files, made for a test."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

SECRET = "quibblemark"
#: The matrix of a film's track that lies as it was filmed, and of one that is to be turned clockwise.
_AS_FILMED = b"\0\1\0\0" + bytes(12) + b"\0\1\0\0" + bytes(12) + b"@\0\0\0"
_TURNED = bytes(4) + b"\0\1\0\0" + bytes(4) + b"\xff\xff\0\0" + bytes(16) + b"@\0\0\0"


def photo(width: int = 320, height: int = 200, kind: str = "JPEG") -> bytes:
    """A picture with a red left half, a place, a camera and a comment."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (60.0, 23.0, 7.5), 3: "E", 4: (5.0, 19.0, 1.0)}
    exif[0x010E] = SECRET
    out = io.BytesIO()
    image.save(out, kind, exif=exif.tobytes())
    return out.getvalue()


def film(
    path: Path, *, codec: str = "libx264", form: str = "mp4", sound: str = "aac", turned: bool = False, frames: int = 12
) -> Path:
    """Half a second of 128 × 64, red on the left, with a title and a place."""
    left = Image.new("RGB", (128, 64), "blue")
    left.paste("red", (0, 0, 64, 64))
    quiet = {"x265-params": "log-level=none"} if codec == "libx265" else {}
    with av.open(str(path), "w", format=form) as target:
        target.metadata["title"] = SECRET
        target.metadata["location"] = "+60.3913+005.3221/"
        picture = target.add_stream(codec, rate=24, options=quiet)
        picture.width, picture.height, picture.pix_fmt = 128, 64, "yuv420p"
        noise = target.add_stream(sound, rate=48_000) if sound else None
        for number in range(frames):
            frame = av.VideoFrame.from_image(left).reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 24)
            target.mux(picture.encode(frame))
        target.mux(picture.encode(None))
        if noise is not None:
            _add_silence(target, noise, sound)
    if turned:
        body = path.read_bytes()
        place = body.index(_AS_FILMED, body.index(b"tkhd"))
        path.write_bytes(body[:place] + _TURNED + body[place + len(_TURNED) :])
    return path


def _add_silence(target: av.container.OutputContainer, noise: av.AudioStream, sound: str) -> None:
    samples = 1024 if sound == "aac" else 960
    for number in range(24_000 // samples):
        frame = av.AudioFrame(format="fltp" if sound == "aac" else "flt", layout="mono", samples=samples)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts, frame.time_base = 48_000, number * samples, Fraction(1, 48_000)
        target.mux(noise.encode(frame))
    target.mux(noise.encode(None))


def document(pages: int = 2, *, wicked: bool = False, password: str = "") -> bytes:
    """A PDF; a wicked one starts programs, sends forms, carries a file and leads to scripts."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(300, 400)
    writer.add_metadata({"/Author": SECRET, "/Title": SECRET})
    if wicked:
        _add_wickedness(writer)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _add_wickedness(writer: PdfWriter) -> None:
    def action(kind: str, **more: object) -> DictionaryObject:
        return DictionaryObject(
            {NameObject("/S"): NameObject(kind)} | {NameObject(f"/{key}"): held for key, held in more.items()}
        )

    def note(subtype: str, **more: object) -> object:
        box = ArrayObject(NumberObject(side) for side in (0, 0, 99, 99))
        entries = {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(subtype)}
        entries |= {NameObject("/Rect"): box} | {NameObject(f"/{key}"): held for key, held in more.items()}
        return writer._add_object(DictionaryObject(entries))

    writer.add_attachment("wicked.exe", b"MZ wicked")
    launch = writer._add_object(action("/Launch", F=TextStringObject("wicked.exe")))
    script = writer._add_object(action("/JavaScript", JS=TextStringObject("wicked()")))
    named = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("wicked"), script])})
    writer._root_object["/Names"][NameObject("/JavaScript")] = named
    writer._root_object[NameObject("/OpenAction")] = script
    writer._root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): ArrayObject()})
    notes = [
        note("/Link", A=launch),
        note("/Link", A=action("/URI", URI=TextStringObject("javascript:wicked()"))),
        note("/Link", A=action("/URI", URI=TextStringObject("https://nordlys.example/rapport"))),
        note("/Link", A=action("/GoToR", F=TextStringObject("//wicked.example/share"))),
        note("/Widget", A=action("/SubmitForm", F=TextStringObject("https://wicked.example/"))),
        note("/FileAttachment", Contents=TextStringObject("wicked")),
    ]
    page = writer.pages[0]
    page[NameObject("/Annots")] = writer._add_object(ArrayObject(notes))
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
    told = StreamObject()
    told.set_data(f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
    writer._root_object[NameObject("/Metadata")] = writer._add_object(told)
