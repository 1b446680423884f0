"""An organisation's logo made ours: decoded within limits, cut down, written anew as PNG (T-19, T-20). Pure.

Run through ``apart.py``, in a process with limits. Drawings (SVG) are refused: they can hold scripts and addresses.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from stemme.media.picture_files import LONGEST_SIDE, MOST_PIXELS, PictureError

#: Twice as wide and high as any page shows it.
LARGEST = (480, 160)
SMALLEST_SIDE = 16
MOST_BYTES = 1024 * 1024
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def remade_logo(body: bytes) -> bytes:
    """The first frame as a PNG of at most 480 × 160, transparent where it was, no metadata. Raises PictureError."""
    if len(body) > MOST_BYTES:
        raise PictureError("too many bytes")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body), formats=_FORMATS) as image:
                width, height = image.size
                if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
                    raise PictureError(f"{width} × {height} is too large")
                if min(width, height) < SMALLEST_SIDE:
                    raise PictureError(f"{width} × {height} is too small")
                image.load()
                return _written(ImageOps.exif_transpose(image).convert("RGBA"))
    except PictureError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Warning, Image.DecompressionBombError) as error:
        raise PictureError(f"{type(error).__name__}: {error}") from error


def _written(image: Image.Image) -> bytes:
    image.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    # A new image of the same pixels: nothing the old one carried comes along.
    clean = Image.frombytes("RGBA", image.size, image.tobytes())
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()
