"""A foreign picture made ours: decoded within limits, cut down, written anew (security.md T-19, T-20). Pure.

Run in a process with limits: pictures of pages by library/apart.py, uploaded ones by media/apart.py.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

#: As wide as what networks ask of a preview picture, and high enough to cut one from it (card_pictures.py).
LARGEST = (1200, 900)
LONGEST_SIDE = 8000
MOST_PIXELS = 25_000_000
MOST_BYTES = 5 * 1024 * 1024
#: Smaller ones are logos, counters and spacers.
SMALLEST_SIDE = 100
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_QUALITY = 82
#: Colours of print have to be converted by a profile before they are converted at all.
_WITH_PROFILE = frozenset({"RGB", "CMYK", "L"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is decoded, and how large the result may be."""

    largest: tuple[int, int]
    longest_side: int
    most_pixels: int
    most_bytes: int
    formats: tuple[str, ...]


FOREIGN = Bounds(LARGEST, LONGEST_SIDE, MOST_PIXELS, MOST_BYTES, _FORMATS)
#: Phones make pictures of 50 million pixels.
UPLOADED = Bounds((1600, 1600), 12_000, 52_000_000, 30 * 1024 * 1024, (*_FORMATS, "AVIF"))


class PictureError(Exception):
    """Not a picture that we take."""


class TooLargeError(PictureError):
    """More pixels than we decode."""


class TooSmallError(PictureError):
    """A logo, a counter, a spacer."""


def remade(body: bytes, bounds: Bounds = FOREIGN) -> bytes:
    """The first frame as a JPEG in sRGB of at most ``bounds.largest``, without any metadata. Raises PictureError.

    What it is is decided by content, never by name; SVG and everything but ``bounds.formats`` is refused. Sizes are
    checked before anything is decoded.
    """
    if len(body) > bounds.most_bytes:
        raise PictureError("too many bytes")
    Image.MAX_IMAGE_PIXELS = bounds.most_pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body), formats=bounds.formats) as image:
                _check(image, bounds)
                image.draft("RGB", (bounds.largest[0] * 2, bounds.largest[1] * 2))
                image.load()
                return _written(ImageOps.exif_transpose(image), bounds.largest)
    except Image.DecompressionBombError as error:
        raise TooLargeError(str(error)) from error
    except Image.DecompressionBombWarning as error:
        raise TooLargeError(str(error)) from error
    except PictureError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Warning) as error:
        raise PictureError(f"{type(error).__name__}: {error}") from error


def _check(image: Image.Image, bounds: Bounds) -> None:
    width, height = image.size
    if max(width, height) > bounds.longest_side or width * height > bounds.most_pixels:
        raise TooLargeError(f"{width} × {height} is too large")
    if min(width, height) < SMALLEST_SIDE:
        raise TooSmallError(f"{width} × {height} is too small")


def _written(image: Image.Image, largest: tuple[int, int]) -> bytes:
    flat = image
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        flat = Image.new("RGB", image.size, "white")
        flat.paste(with_alpha, mask=with_alpha.getchannel("A"))
        flat.info["icc_profile"] = image.info.get("icc_profile")
    flat.thumbnail(largest, Image.Resampling.LANCZOS)
    flat = _in_srgb(flat).convert("RGB")
    # A new image of the same pixels: nothing the old one carried (place, camera, comments) comes along.
    clean = Image.frombytes("RGB", flat.size, flat.tobytes())
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours as they were meant, in the profile that browsers take for granted."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in _WITH_PROFILE:
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return made if made is not None else image
