"""The sizes in which a stored picture is served, so that a phone loads no poster. Pure."""

from __future__ import annotations

import io

from PIL import Image

#: Widths besides the picture's own, which is at most ``LARGEST`` wide.
WIDTHS = (480, 960)
LARGEST = 1600
_QUALITY = 80


def srcset(url: str) -> str:
    """The value of an image's ``srcset`` for the picture at this address; "" for one that has no sizes.

    >>> srcset("/media/pictures/ab.jpg")
    '/media/pictures/ab-480.jpg 480w, /media/pictures/ab-960.jpg 960w, /media/pictures/ab.jpg 1600w'
    """
    stem, dot, ending = url.rpartition(".")
    if ending != "jpg":
        return ""
    smaller = [f"{stem}-{width}{dot}{ending} {width}w" for width in WIDTHS]
    return ", ".join((*smaller, f"{url} {LARGEST}w"))


def base_and_width(stem: str) -> tuple[str, int] | None:
    """The picture that a name without ending is a size of, and the width; None for a picture itself.

    >>> base_and_width("ab-480"), base_and_width("ab"), base_and_width("ab-481")
    (('ab', 480), None, None)
    """
    base, _, width = stem.rpartition("-")
    return (base, int(width)) if base and width in {str(known) for known in WIDTHS} else None


def narrowed(jpeg: bytes, width: int) -> bytes:
    """One of our own pictures, at most so wide."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        image.draft("RGB", (width, width))
        picture = image.convert("RGB")
    if picture.width > width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()
