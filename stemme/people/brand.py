"""How an organisation looks: its colour, fitted to day and night, and its logo. Pure.

The colour takes the place of fjord (links, focus, selection) and of the wall of the mark. It never takes the lamp's:
warm means that a person acts (design.md 1). One colour cannot be read on white and on the night's grounds, so the
night has the nearest lighter one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from stemme.kit.contrast import BLACK, TEXT, WHITE, better_ink, least_ratio, mixed, nearest, ratio

#: Surface, page, wells and menus of the tokens (ui/static/ui/css/tokens.css) by day and by night; a test compares them.
DAY = ("#ffffff", "#f7fafc", "#eef4f6")
NIGHT = ("#111e27", "#0a151d", "#071017", "#192832")
_SOFT_DAY, _SOFT_NIGHT = 0.07, 0.16
#: What we propose has a little more than is asked for: its own soft ground is another one.
_PROPOSED = 4.6


@dataclass(frozen=True, slots=True)
class Shades:
    """A colour as it is used. Each can be read on every ground of its time of day."""

    day: str
    day_soft: str
    night: str
    night_soft: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of a colour: the contrast where it is weakest (4.5 is needed), and on it that of white and black."""

    colour: str
    day: float
    #: The nearest colour that can be read by day; the colour itself when it can.
    proposed: str
    proposed_day: float
    night: str
    night_ratio: float
    white_on_it: float
    black_on_it: float
    ink: str

    @property
    def passes(self) -> bool:
        """True when it can be read by day as it is."""
        return self.colour == self.proposed


@dataclass(frozen=True, slots=True)
class Brand:
    """What pages and mails of an organisation carry. Empty texts for what it has not chosen."""

    organisation_id: int
    accent: str = ""
    #: Name of the stored picture.
    logo: str = ""

    @property
    def sheet(self) -> str:
        """The name of its style sheet, which changes with its content; "" without a colour."""
        if not self.accent:
            return ""
        return f"{self.organisation_id}-{hashlib.sha256(style_sheet(self.accent).encode()).hexdigest()[:12]}"

    @property
    def logo_key(self) -> str:
        """The name of its stored logo without folder and ending."""
        return self.logo.rpartition("/")[2].partition(".")[0]

    @property
    def ink(self) -> str:
        """White or black, for words on the colour."""
        return better_ink(self.accent) if self.accent else ""


def day_grounds(colour: str) -> tuple[str, ...]:
    """Where the colour stands by day, its own soft ground included."""
    return (*DAY, mixed(colour, DAY[0], _SOFT_DAY))


def night_grounds(colour: str) -> tuple[str, ...]:
    """Where its lighter sister stands by night."""
    return (*NIGHT, mixed(colour, NIGHT[0], _SOFT_NIGHT))


def measured(colour: str) -> Measured:
    """Contrast of a colour ``#rrggbb`` by day and by night, and what we would take instead."""
    day = least_ratio(colour, day_grounds(colour))
    proposed = colour if day >= TEXT else nearest(colour, day_grounds(colour), least=_PROPOSED)
    night = nearest(colour, night_grounds(colour))
    return Measured(
        colour=colour,
        day=day,
        proposed=proposed,
        proposed_day=least_ratio(proposed, day_grounds(proposed)),
        night=night,
        night_ratio=least_ratio(night, night_grounds(colour)),
        white_on_it=ratio(WHITE, colour),
        black_on_it=ratio(BLACK, colour),
        ink=better_ink(colour),
    )


def shades_of(accent: str) -> Shades:
    """The colour by day and by night, each with its soft ground."""
    found = measured(accent)
    return Shades(
        day=found.proposed,
        day_soft=mixed(found.proposed, DAY[0], _SOFT_DAY),
        night=found.night,
        night_soft=mixed(accent, NIGHT[0], _SOFT_NIGHT),
    )


def style_sheet(accent: str) -> str:
    """The whole style sheet of the colour: tokens, and nothing but colours worked out here."""
    shades = shades_of(accent)
    return (
        "@layer tokens{:root{"
        f"--fjord:light-dark({shades.day},{shades.night});"
        f"--fjord-soft:light-dark({shades.day_soft},{shades.night_soft});"
        f"--brand:light-dark({shades.day},{shades.night})"
        "}}\n"
    )
