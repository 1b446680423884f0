"""Pictures, a short film and a report for the demo's shelf, drawn by code in the colours of the scenes. Pure."""

from __future__ import annotations

import io
import random
from fractions import Fraction

import av
from PIL import Image, ImageDraw

#: Flat layers of the blue hour, as ui/tokens.css has them for illustrations.
_SKY, _FAR, _MID, _NEAR, _SNOW, _LIT, _DIM, _SEA = (
    "#26415c", "#3d5a75", "#2e4b66", "#1d3449", "#e8eef3", "#f5b45a", "#4c667f", "#18293a",
)  # fmt: skip
_FRAMES, _RATE = 24, 12


def quay(seed: int, size: tuple[int, int] = (1600, 1000), *, lit: float = 0.4) -> Image.Image:
    """Houses on a quay with some windows lit; ``lit``: which share of them."""
    draw_lots = random.Random(seed)  # noqa: S311 - a drawing
    image = Image.new("RGB", size, _SKY)
    pen = ImageDraw.Draw(image)
    width, height = size
    hills = [(x, height * (0.45 + 0.12 * draw_lots.random())) for x in range(0, width + 200, 200)]
    pen.polygon([(0, height), *hills, (width, height)], fill=_FAR)
    ground, left = int(height * 0.8), width // 20
    while left < width * 0.92:
        across, up = draw_lots.randint(width // 14, width // 8), draw_lots.randint(height // 4, height // 2)
        _house(pen, (left, ground, across, up), draw_lots, lit)
        left += across + width // 60
    pen.rectangle((0, ground, width, height), fill=_SEA)
    for _ in range(40):
        x, y = draw_lots.randrange(width), draw_lots.randrange(ground + 10, height)
        pen.line((x, y, x + width // 25, y), fill=_FAR, width=3)
    return image


def _house(pen: ImageDraw.ImageDraw, place: tuple[int, int, int, int], draw_lots: random.Random, lit: float) -> None:
    left, ground, across, up = place
    roof = across // 2
    pen.rectangle((left, ground - up, left + across, ground), fill=draw_lots.choice((_MID, _NEAR)))
    pen.polygon(
        [(left - 6, ground - up), (left + across // 2, ground - up - roof), (left + across + 6, ground - up)],
        fill=_SNOW,
    )
    pane = max(6, across // 6)
    for y in range(ground - up + pane, ground - pane * 2, pane * 2):
        for x in range(left + pane, left + across - pane, pane * 2):
            pen.rectangle((x, y, x + pane, y + int(pane * 1.3)), fill=_LIT if draw_lots.random() < lit else _DIM)


def as_jpeg(image: Image.Image) -> bytes:
    """A picture as a camera would hand it over."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def evening_film(seed: int) -> bytes:
    """Two seconds in which the windows of a quay light up, as MP4."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as target:
        track = target.add_stream("libx264", rate=_RATE, options={"preset": "ultrafast", "crf": "28"})
        track.width, track.height, track.pix_fmt = 480, 300, "yuv420p"
        for number in range(_FRAMES):
            image = quay(seed, (480, 300), lit=number / _FRAMES)
            frame = av.VideoFrame.from_image(image).reformat(format="yuv420p")  # type: ignore[no-untyped-call]
            frame.pts, frame.time_base = number, Fraction(1, _RATE)
            target.mux(track.encode(frame))
        target.mux(track.encode(None))
    return out.getvalue()


def report(seed: int, pages: int = 3) -> bytes:
    """A document of a few pages, each a drawing."""
    out = io.BytesIO()
    first, *others = (quay(seed + page, (744, 1052)) for page in range(pages))
    first.save(out, "PDF", save_all=True, append_images=others, resolution=90)
    return out.getvalue()
