"""Captions of videos (WebVTT): read as text, written anew. Pure."""

from __future__ import annotations

import re

from stemme.media.reading import DAMAGED, MEGABYTE, TOO_BIG, RefusedFileError

MOST_BYTES = MEGABYTE
_TIME = r"(?:\d{1,3}:)?\d{2}:\d{2}[.,]\d{3}"
_CUE = re.compile(rf"^({_TIME})\s+-->\s+({_TIME})")
#: Styles and regions are no words; notes are the writer's own.
_NO_CUE = ("STYLE", "REGION", "NOTE")
_MARKS = re.compile(r"<[^>]{0,200}>")


def clean_captions(body: bytes) -> str:
    """The same cues without styles, notes, positions and marks. Raises RefusedFileError.

    SubRip (``.srt``), which writes a comma in its times, is read as well.
    """
    if len(body) > MOST_BYTES:
        raise RefusedFileError(TOO_BIG)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedFileError(DAMAGED) from error
    cues = [
        cue for block in re.split(r"\n{2,}", text.replace("\r\n", "\n").replace("\r", "\n")) if (cue := _cue(block))
    ]
    if not cues:
        raise RefusedFileError(DAMAGED)
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def _cue(block: str) -> str:
    lines = [line.strip() for line in block.strip().split("\n")]
    if lines[0].startswith(_NO_CUE):
        return ""
    for place, line in enumerate(lines[:2]):
        if times := _CUE.match(line):
            words = [spoken for said in lines[place + 1 :] if (spoken := _spoken(said))]
            start, end = (time.replace(",", ".") for time in times.groups())
            return "\n".join((f"{start} --> {end}", *words)) if words else ""
    return ""


def _spoken(line: str) -> str:
    plain = _MARKS.sub("", line).replace("-->", "→")
    return plain.replace("<", "&lt;").replace(">", "&gt;").strip()
