"""Choices and differences in words. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from stemme.council.configuration import Difference
from stemme.council.countries import COUNTRIES, COUNTRY_OF
from stemme.council.functions import FUNCTIONS
from stemme.council.legal_bases import AGREEMENT, BASES
from stemme.council.papers import KIND_OF
from stemme.kit.retention import OF
from stemme.people.role_wording import role_name
from stemme.people.roles import ROLE_OF

FIELD_NAMES: dict[str, Any] = {
    "organisation": gettext_lazy("Organisation"),
    "controller": gettext_lazy("Responsible"),
    "address": gettext_lazy("Address"),
    "contact": gettext_lazy("Questions about privacy"),
    "officer": gettext_lazy("Data protection officer"),
    "country": gettext_lazy("Country"),
    "basis": gettext_lazy("Legal basis"),
    "agreement": gettext_lazy("Agreement"),
    "agreed_on": gettext_lazy("Signed on"),
    "notice_days": gettext_lazy("Days of notice"),
    "floor": gettext_lazy("Smallest group"),
    "mail": gettext_lazy("Mail server"),
    "sign_in": gettext_lazy("Company sign-in"),
}
_PARTS: dict[str, Any] = {
    "rights": gettext_lazy("what it may do"),
    "held": gettext_lazy("somebody has it"),
    "on": gettext_lazy("on"),
    "choice": gettext_lazy("each person may stop it"),
    "agreement": gettext_lazy("Agreement"),
    "since": gettext_lazy("Since"),
    "what": gettext_lazy("what it is"),
    "why": gettext_lazy("why"),
    "others": gettext_lazy("who else sees it"),
    "ends": gettext_lazy("how it ends"),
    "days": gettext_lazy("days"),
    "tables": gettext_lazy("tables"),
    "columns": gettext_lazy("fields"),
}
_AREAS: dict[str, Any] = {
    "contacts": gettext_lazy("Who answers"),
    "basis": gettext_lazy("Basis and country"),
    "measuring": gettext_lazy("Measuring"),
    "roles": gettext_lazy("Roles"),
    "recipients": gettext_lazy("Outside recipients"),
    "kept": gettext_lazy("What is kept"),
    "fields": gettext_lazy("Tables and columns"),
    "texts": gettext_lazy("Words of the papers"),
    "form": gettext_lazy("Form of the papers"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A difference to read: in which area, of what, before and now."""

    area: str
    what: str
    before: str
    now: str


def country_names() -> list[tuple[str, str]]:
    """The countries to choose from."""
    return [(country.code, country.name()) for country in COUNTRIES]


def basis_name(basis: str) -> str:
    """What a legal basis is called."""
    return _("Works agreement and legitimate interest") if basis == AGREEMENT else _("Legitimate interest")


def basis_names() -> list[tuple[str, str]]:
    """The legal bases to choose from."""
    return [(basis, basis_name(basis)) for basis in BASES]


def told(difference: Difference) -> Told:
    """A difference in the active language."""
    area, *rest = difference.path
    before, now = _shown(difference.path, difference.before), _shown(difference.path, difference.after)
    if area == "texts":
        before, now = _("as issued"), _("changed")
    elif isinstance(difference.before, list) and isinstance(difference.after, list):
        gone = [item for item in difference.before if item not in difference.after]
        come = [item for item in difference.after if item not in difference.before]
        before, now = _joined(gone), _joined(come)
    return Told(str(_AREAS.get(area, area)), _named(area, rest), before, now)


def _joined(items: list[Any]) -> str:
    return ", ".join(str(item) for item in items) or "–"


def _named(area: str, rest: list[str]) -> str:
    """What the path leads to: "Cleo's role: what it may do"."""
    if not rest:
        return ""
    first = _NAMES.get(area, _field_name)(rest[0])
    parts = [str(_PARTS.get(part, part)) for part in rest[1:]]
    return ": ".join([first, *parts])


def _field_name(key: str) -> str:
    return str(FIELD_NAMES.get(key, key))


def _function_name(key: str) -> str:
    return next((f.name() for f in FUNCTIONS if f.key == key), _field_name(key))


_NAMES: dict[str, Callable[[str], str]] = {
    "measuring": _function_name,
    "roles": lambda key: role_name(key) if key in ROLE_OF else key,
    "kept": lambda key: gettext(OF[key].what) if key in OF else key,
    "fields": lambda key: key,
    "texts": lambda key: str(KIND_OF[key].name) if key in KIND_OF else key,
}


def _shown(path: tuple[str, ...], value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return _joined(value)
    if path == ("basis", "country") and value in COUNTRY_OF:
        return COUNTRY_OF[value].name()
    if path[-1] in {"agreed_on", "since"}:
        return str(date_format(dt.date.fromisoformat(value), "DATE_FORMAT"))
    if path == ("basis", "basis"):
        return basis_name(value)
    if path[0] == "kept" and path[-1] in {"what", "why", "others"}:
        return gettext(value)
    return str(value)
