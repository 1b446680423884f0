"""A foreign video made ours: H.264 and AAC in MP4 that begins to play at once, without metadata. Pure.

Run through ``apart.py``, in a process with limits. What browsers play already is only packed anew; all else is
re-coded, unless that would take longer than anybody waits.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError
from PIL import Image

from stemme.media.reading import (
    DAMAGED,
    MOST_SECONDS,
    NO_PICTURE,
    TOO_LONG,
    TOO_MUCH,
    TOO_SHORT,
    Made,
    RefusedFileError,
)

#: A still is taken so far into the video: many begin in black.
_STILL_AT = 0.4
_MOST_FRAMES_TO_STILL = 250
_LONGEST_SIDE = 1920
_MOST_SIDE = 4320
#: Pixels of all frames together that are re-coded at most: ten minutes of 1920 × 1080 at 30 frames a second.
MOST_WORK = MOST_SECONDS * 30 * 1920 * 1080
_MOST_FRAMES_A_SECOND = 60
_FORMATS = "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm"
#: Whoever says otherwise may only read the file itself: no playlist, no address, no other file.
_OPTIONS = {"protocol_whitelist": "file", "enable_drefs": "0", "use_absolute_path": "0"}
TYPE = "video/mp4"
_CLOCK = 90_000
#: By the angle that a frame notes: what turns it upright.
_TURNS = {
    270: (("transpose", "clock"),),
    90: (("transpose", "cclock"),),
    180: (("hflip", ""), ("vflip", "")),
}


def made_of(path: Path, folder: Path, *, recode: bool, tell: Callable[[int], None]) -> Made:
    """The video at ``path`` packed anew into ``folder``, with a still. Raises RefusedFileError.

    One that has to be re-coded comes back without a file unless ``recode`` is true; ``tell`` hears the per cent done.
    """
    try:
        with _opened(path) as source:
            seconds = _seconds(source)
            still = _still(source, seconds, folder)
            done = _plays_everywhere(source)
            if not done:
                _check_work(source, seconds)
        made = Made(
            file="video.mp4" if done or recode else "", picture="still.jpg", content_type=TYPE,
            width=still[0], height=still[1], seconds=max(1, round(seconds)),
        )  # fmt: skip
        if done:
            _repack(path, folder / "video.mp4")
        elif recode:
            _recode(path, folder / "video.mp4", still, seconds, tell)
    except (FFmpegError, ValueError, OverflowError, EOFError, MemoryError) as error:
        raise RefusedFileError(DAMAGED) from error
    return made


def _opened(path: Path) -> InputContainer:
    source = av.open(str(path), "r", options=dict(_OPTIONS), metadata_errors="ignore")
    if source.format.name not in _FORMATS:
        source.close()
        raise RefusedFileError(DAMAGED)
    if not source.streams.video:
        source.close()
        raise RefusedFileError(NO_PICTURE)
    return source


def _seconds(source: InputContainer) -> float:
    stream = source.streams.video[0]
    if stream.width * stream.height == 0 or max(stream.width, stream.height) > _MOST_SIDE:
        raise RefusedFileError(TOO_MUCH)
    if source.duration:
        seconds = source.duration / av.time_base
    else:
        seconds = float((stream.duration or 0) * (stream.time_base or Fraction(0)))
    if seconds > MOST_SECONDS:
        raise RefusedFileError(TOO_LONG)
    if seconds < 0.1:
        raise RefusedFileError(TOO_SHORT)
    return seconds


def _plays_everywhere(source: InputContainer) -> bool:
    video = source.streams.video[0].codec_context
    plain = video.name == "h264" and (video.pix_fmt or "") in {"yuv420p", "yuvj420p"}
    small = max(video.width, video.height) <= _LONGEST_SIDE
    sound = all(stream.codec_context.name == "aac" for stream in source.streams.audio[:1])
    return plain and small and sound


def _check_work(source: InputContainer, seconds: float) -> None:
    stream = source.streams.video[0]
    rate = min(float(stream.average_rate or 30), _MOST_FRAMES_A_SECOND)
    if seconds * rate * stream.width * stream.height > MOST_WORK:
        raise RefusedFileError(TOO_MUCH)


def _still(source: InputContainer, seconds: float, folder: Path) -> tuple[int, int]:
    stream = source.streams.video[0]
    stream.thread_type = "NONE"
    if seconds > 1:
        source.seek(int(seconds * _STILL_AT * av.time_base), backward=True)
    frame = None
    # Where one can jump to lies before: from there on they are looked through.
    for frame in itertools.islice(source.decode(stream), _MOST_FRAMES_TO_STILL):
        if float(frame.time or 0) >= seconds * _STILL_AT:
            break
    if frame is None:
        raise RefusedFileError(DAMAGED)
    picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
    turned = -int(frame.rotation) % 360
    if turned:
        picture = picture.rotate(-turned, expand=True)
    size = picture.size
    picture.thumbnail((1600, 1600))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, progressive=True)
    (folder / "still.jpg").write_bytes(out.getvalue())
    return size


def _target(path: Path) -> OutputContainer:
    # faststart: the table of contents comes first; the flags keep the program's own name out of the file.
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    return av.open(str(path), "w", format="mp4", options=options)


def _repack(path: Path, to: Path) -> None:
    """The same frames in a new container: nothing but one picture track and one sound track comes along."""
    with _opened(path) as source, _target(to) as target:
        streams = [*source.streams.video[:1], *source.streams.audio[:1]]
        outs: dict[int, Any] = {stream.index: target.add_stream_from_template(stream) for stream in streams}
        for out in outs.values():
            out.metadata.clear()
        for packet in source.demux(streams):
            if packet.dts is None:
                continue
            packet.stream = outs[packet.stream.index]
            target.mux(packet)


def _recode(path: Path, to: Path, size: tuple[int, int], seconds: float, tell: Callable[[int], None]) -> None:
    with _opened(path) as source, _target(to) as target:
        picture = source.streams.video[0]
        sounds = source.streams.audio[:1]
        out = _picture_track(target, size, picture.average_rate)
        sound = target.add_stream("aac", rate=48_000) if sounds else None
        turned: Any = None
        told, last = 0, -1
        for frame in source.decode(picture, *sounds):
            if isinstance(frame, av.AudioFrame):
                if sound is not None:
                    frame.pts = None
                    target.mux(sound.encode(frame))
                continue
            if not isinstance(frame, av.VideoFrame):
                continue
            moment = float(frame.time or 0)
            turned = turned or _upright(picture, int(frame.rotation))
            shown = turned(frame).reformat(width=out.width, height=out.height, format="yuv420p")
            last = shown.pts = max(last + 1, int(moment * _CLOCK))
            shown.time_base = Fraction(1, _CLOCK)
            target.mux(out.encode(shown))
            if (percent := min(99, int(100 * moment / seconds))) > told:
                told = percent
                tell(percent)
        for track in (out, sound) if sound is not None else (out,):
            target.mux(track.encode(None))


def _upright(picture: Any, rotation: int) -> Callable[[av.VideoFrame], av.VideoFrame]:
    """Phones film lying down and note how to turn it; a re-coded video has to be turned by us."""
    if rotation % 360 not in _TURNS:
        return lambda frame: frame
    graph = av.filter.Graph()
    graph.link_nodes(
        graph.add_buffer(template=picture),
        *(graph.add(name, arguments) for name, arguments in _TURNS[rotation % 360]),
        graph.add("buffersink"),
    ).configure()

    def turn(frame: av.VideoFrame) -> av.VideoFrame:
        graph.vpush(frame)
        return graph.vpull()

    return turn


def _picture_track(target: OutputContainer, size: tuple[int, int], average_rate: Fraction | None) -> Any:
    scale = min(1.0, _LONGEST_SIDE / max(size))
    rate = min(Fraction(average_rate or 30), Fraction(_MOST_FRAMES_A_SECOND))
    out = target.add_stream("libx264", rate=rate, options={"preset": "veryfast", "crf": "23"})
    out.width, out.height = (max(2, round(side * scale / 2) * 2) for side in size)
    out.pix_fmt = "yuv420p"
    out.codec_context.time_base = Fraction(1, _CLOCK)
    out.codec_context.thread_count = 1
    return out
