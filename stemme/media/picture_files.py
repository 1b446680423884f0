"""A foreign picture made ours: decoded within limits, cut down, written anew (security.md T-19, T-20). Pure.

Run through ``apart.py``, in a process with limits.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

#: As wide as what networks ask of a preview picture, and high enough to cut one from it (card_pictures.py).
LARGEST = (1200, 900)
LONGEST_SIDE = 8000
MOST_PIXELS = 25_000_000
MOST_BYTES = 5 * 1024 * 1024
#: Smaller ones are logos, counters and spacers.
SMALLEST_SIDE = 100
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_QUALITY = 82


class PictureError(Exception):
    """Not a picture that we take."""


def remade(body: bytes) -> bytes:
    """The first frame as a JPEG of at most 1200 × 900, without any metadata. Raises PictureError.

    What it is is decided by content, never by name; SVG and everything but PNG, JPEG, WebP and GIF is refused.
    Sizes are checked before anything is decoded.
    """
    if len(body) > MOST_BYTES:
        raise PictureError("too many bytes")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body), formats=_FORMATS) as image:
                _check(image)
                image.draft("RGB", (LARGEST[0] * 2, LARGEST[1] * 2))
                image.load()
                return _written(ImageOps.exif_transpose(image))
    except PictureError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Warning, Image.DecompressionBombError) as error:
        raise PictureError(f"{type(error).__name__}: {error}") from error


def _check(image: Image.Image) -> None:
    width, height = image.size
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise PictureError(f"{width} × {height} is too large")
    if min(width, height) < SMALLEST_SIDE:
        raise PictureError(f"{width} × {height} is too small")


def _written(image: Image.Image) -> bytes:
    flat = image
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        flat = Image.new("RGB", image.size, "white")
        flat.paste(with_alpha, mask=with_alpha.getchannel("A"))
    flat = flat.convert("RGB")
    flat.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    # A new image of the same pixels: nothing the old one carried (place, camera, comments) comes along.
    clean = Image.frombytes("RGB", flat.size, flat.tobytes())
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()
