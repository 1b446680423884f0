"""How well two colours can be told apart, and the nearest colour that can. Pure.

Contrast by WCAG 2.2 (relative luminance of sRGB), nearness by the lightness of OKLab (Björn Ottosson, CSS Color 4): hue
and colourfulness stay what somebody chose, as far as screens can show them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

#: What WCAG 2.2 AA asks of text (1.4.3).
TEXT = 4.5
WHITE, BLACK = "#ffffff", "#000000"
_HEX = re.compile(r"#[0-9a-f]{6}")
_SHORT = re.compile(r"#[0-9a-f]{3}")
_STEPS = 24


def checked_colour(written: str) -> str:
    """The colour as it is stored, ``#rrggbb`` in small letters. Raises ValueError for anything else.

    >>> checked_colour(" 0B7 ")
    '#00bb77'
    """
    colour = "#" + written.strip().lower().removeprefix("#")
    if _SHORT.fullmatch(colour):
        colour = "#" + "".join(sign * 2 for sign in colour[1:])
    if not _HEX.fullmatch(colour):
        raise ValueError("not a colour")
    return colour


def ratio(one: str, other: str) -> float:
    """Contrast of two colours ``#rrggbb``, from 1 to 21.

    >>> round(ratio("#ffffff", "#767676"), 2)
    4.54
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def least_ratio(colour: str, grounds: Iterable[str]) -> float:
    """The contrast on that one of the grounds where it is weakest."""
    return min(ratio(colour, ground) for ground in grounds)


def better_ink(ground: str) -> str:
    """White or black, whichever can be read better on it. One of them always reaches 4.58."""
    return WHITE if ratio(WHITE, ground) >= ratio(BLACK, ground) else BLACK


def mixed(colour: str, ground: str, share: float) -> str:
    """So much of the colour (0 to 1) on the ground, mixed as screens do, in sRGB."""
    pairs = zip(_parts(colour), _parts(ground), strict=True)
    return _written(tuple(share * one + (1 - share) * other for one, other in pairs))


def nearest(colour: str, grounds: Iterable[str], *, least: float = TEXT) -> str:
    """The colour itself when it reaches ``least`` on all grounds, else the one nearest in lightness that does.

    On light grounds it becomes darker, on dark ones lighter. Black or white when nothing else does.
    """
    places = tuple(grounds)
    if least_ratio(colour, places) >= least:
        return colour
    lightness, chroma, hue = _oklch(colour)
    end = 0.0 if _luminance(places[0]) > 0.18 else 1.0
    fails, passes = lightness, end
    for _ in range(_STEPS):
        middle = (fails + passes) / 2
        if least_ratio(_shown(middle, chroma, hue), places) >= least:
            passes = middle
        else:
            fails = middle
    return _shown(passes, chroma, hue)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _written(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in parts)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _curved(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(part) for part in _parts(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _shown(lightness: float, chroma: float, hue: float) -> str:
    """The colour on a screen: as colourful as asked for, or as a screen can at this lightness."""
    for part in range(20, -1, -1):
        parts = _rgb(lightness, chroma * part / 20, hue)
        if all(-0.0005 <= value <= 1.0005 for value in parts):
            return _written(parts)
    return WHITE if lightness > 0.5 else BLACK


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return tuple(_curved(max(0.0, value)) if value > 0 else value for value in (red, green, blue))  # type: ignore[return-value]
