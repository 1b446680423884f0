"""What stays of a picture when it is cut to another shape. Pure."""

from __future__ import annotations

from dataclasses import dataclass

#: The shapes that are shown while the point is chosen: a link's card, two of posts, a thumbnail in the studio.
SHAPES = {"card": (1200, 630), "square": (1, 1), "post": (4, 5), "thumb": (4, 3)}


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a picture, in its own pixels."""

    x: int
    y: int
    width: int
    height: int


def focus_classes(focus: tuple[int, int]) -> str:
    """Classes of an image that is cut by the style sheet (media.css), to the next five per cent.

    >>> focus_classes((50, 50)), focus_classes((33, 90))
    ('', 'fx-35 fy-90')
    """
    x, y = (5 * round(part / 5) for part in focus)
    return "" if (x, y) == (50, 50) else f"fx-{x} fy-{y}"


def crop(size: tuple[int, int], shape: tuple[int, int], focus: tuple[int, int]) -> Crop:
    """The largest part of that shape. What lies at ``focus`` (per cent) of the picture lies there in the part as well.

    That is how ``object-position`` of style sheets and Pillow's ``fit`` place it, so all of them cut alike, and the
    point itself is never cut off.

    >>> crop((1600, 900), (1, 1), (100, 50))
    Crop(x=700, y=0, width=900, height=900)
    """
    scale = min(size[0] / shape[0], size[1] / shape[1])
    width, height = max(1, round(shape[0] * scale)), max(1, round(shape[1] * scale))
    return Crop(round((size[0] - width) * focus[0] / 100), round((size[1] - height) * focus[1] / 100), width, height)
