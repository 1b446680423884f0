"""In which role somebody is asked. Pure; pages translate the names."""

from __future__ import annotations


def _(text: str) -> str:
    """Marks a text for the translators."""
    return text


#: In the order in which pages list them.
NAMES: dict[str, str] = {
    "management": _("Management"),
    "communications": _("Communications"),
    "marketing": _("Marketing"),
    "hr": _("HR"),
    "it": _("IT"),
    "works_council": _("Works council"),
    "employees": _("Employees"),
}
ROLES: tuple[str, ...] = tuple(NAMES)
