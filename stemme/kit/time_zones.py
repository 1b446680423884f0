"""The time zones people can choose from."""

from __future__ import annotations

from zoneinfo import available_timezones

_AREAS = ("Africa", "America", "Arctic", "Asia", "Atlantic", "Australia", "Indian", "Pacific")


def zone_choices() -> list[tuple[str, str]]:
    """Key and words of every zone named after a place, Europe's first: ``("Europe/Oslo", "Europe/Oslo")``."""
    named = sorted(zone for zone in available_timezones() if zone.split("/")[0] in {"Europe", *_AREAS} and "/" in zone)
    ordered = sorted(named, key=lambda zone: not zone.startswith("Europe/"))
    return [(zone, zone.replace("_", " ")) for zone in ordered]
