"""What stands in the editor's form, as far as the guideline check and the counts need it: from the page or from what
was sent, whether it is valid or not. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from stemme.kit.html import seen
from stemme.kit.languages import CODES
from stemme.library.audience import Audience
from stemme.library.content import TONES
from stemme.library.guidelines.checks import Written

#: What stands in one language; a starting point for one channel is named otherwise (``text_3`` beside ``for_3``).
_PARTS = ("title", "summary", "why", "angles", "body", *TONES)
_FURTHER = re.compile(r"text_(\d{1,3})")
#: Nobody writes more; what is longer is looked at as far as this.
_LONGEST = 20_000
_MOST_CHOICES = 2_000


@dataclass(frozen=True, slots=True)
class Typed:
    """Values of the form by the field's name: one, or several of those chosen."""

    one: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]

    def texts(self) -> tuple[Written, ...]:
        """Every text that is not empty. ``part`` and language name its field (``field_of``)."""
        found = [(part, code, self.one.get(f"{part}_{code}", "")) for code in CODES for part in _PARTS]
        for name in self.one:
            code = self.one.get(name.replace("text_", "for_"), "").partition(":")[0]
            if _FURTHER.fullmatch(name) and code in CODES:
                found.append((name, code, self.one[name]))
        return tuple(
            Written(part, code, seen(text[:_LONGEST]), shared=part not in _PARTS or part in TONES)
            for part, code, text in found
            if text.strip()
        )

    def titled(self) -> tuple[str, ...]:
        """The languages that have a title."""
        return tuple(code for code in CODES if self.one.get(f"title_{code}", "").strip())

    def audience(self) -> Audience:
        """Whom it is for; what cannot be read leaves nobody out."""
        chosen = {name: self.several.get(name, ())[:_MOST_CHOICES] for name in AUDIENCE_FIELDS}
        return Audience(
            team_ids=_numbers(chosen["audience_teams"]),
            languages=frozenset(chosen["audience_languages"]) & frozenset(CODES),
            places=frozenset(chosen["audience_places"]),
            without_team_ids=_numbers(chosen["without_teams"]),
            without_languages=frozenset(chosen["without_languages"]) & frozenset(CODES),
            without_places=frozenset(chosen["without_places"]),
        )


AUDIENCE_FIELDS = tuple(
    f"{kind}_{what}" for kind in ("audience", "without") for what in ("teams", "languages", "places")
)


def typed(names: Iterable[str], value: Callable[[str], object], values: Callable[[str], Iterable[object]]) -> Typed:
    """What stands under these names. ``value`` gives one, ``values`` several."""
    listed = [*names]
    return Typed(
        one={name: _text(value(name)) for name in listed if name not in AUDIENCE_FIELDS},
        several={name: tuple(_text(one) for one in values(name)) for name in listed if name in AUDIENCE_FIELDS},
    )


def field_of(part: str, language: str) -> str:
    """The name of the form's field in which a part of the story stands."""
    return part if not language or _FURTHER.fullmatch(part) else f"{part}_{language}"


def _text(value: object) -> str:
    return "" if value is None or value is False else str(value)


def _numbers(values: Iterable[str]) -> frozenset[int]:
    return frozenset(int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 12)
