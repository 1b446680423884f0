"""The picture of a story as networks show it: always of one size, always a JPEG, made by us. Pure.

1200 × 630 is what LinkedIn, Facebook, X, Slack and Mastodon ask for; with anything much smaller they draw a thumbnail
beside the title instead of a picture above it.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageEnhance, ImageFilter, ImageOps

CARD_SIZE = (1200, 630)
#: Of a picture's width or height at most so much is cut away; what would lose more is shown whole.
MOST_CUT = 0.35
#: A picture is enlarged at most so much; beyond, single pixels show.
MOST_ENLARGED = 2.0
#: Messengers leave heavier pictures out of their previews.
MOST_BYTES = 300_000
_QUALITIES = (84, 72, 58, 40)
_SCENES = Path(__file__).parent / "scene_cards"


def card_picture(jpeg: bytes, focus: tuple[int, int] = (50, 50)) -> bytes:
    """One of our own pictures (media/picture_files.py), 1200 × 630: filled, or whole before a blurred copy of itself.

    ``focus``: per cent from the left and from the top; what lies there is not cut away (media/crops.py).
    """
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        image.load()
        picture = image.convert("RGB")
    made = ImageOps.fit(picture, CARD_SIZE, Image.Resampling.LANCZOS, centering=(focus[0] / 100, focus[1] / 100))
    if not _fills(picture.size):
        made = _whole(picture, behind=made)
    return _light(made)


def _light(card: Image.Image) -> bytes:
    written = b""
    for quality in _QUALITIES:
        out = io.BytesIO()
        card.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        written = out.getvalue()
        if len(written) <= MOST_BYTES:
            break
    return written


def scene_card(scene: str) -> bytes:
    """The drawing for a story without a picture, painted by tools/scenes.py. ``scene`` is one of scenes.SCENES."""
    return (_SCENES / f"{scene}.jpg").read_bytes()


def _fills(size: tuple[int, int]) -> bool:
    scale = max(CARD_SIZE[0] / size[0], CARD_SIZE[1] / size[1])
    cut = 1 - min(CARD_SIZE[0] / (size[0] * scale), CARD_SIZE[1] / (size[1] * scale))
    return cut <= MOST_CUT and scale <= MOST_ENLARGED


def _whole(picture: Image.Image, *, behind: Image.Image) -> Image.Image:
    scale = min(CARD_SIZE[0] / picture.width, CARD_SIZE[1] / picture.height, MOST_ENLARGED)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    card = ImageEnhance.Brightness(behind.filter(ImageFilter.GaussianBlur(36))).enhance(0.62)
    place = ((CARD_SIZE[0] - size[0]) // 2, (CARD_SIZE[1] - size[1]) // 2)
    card.paste(picture.resize(size, Image.Resampling.LANCZOS), place)
    return card
