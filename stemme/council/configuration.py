"""The configuration behind the papers as one canonical document, its fingerprint, and what is different. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stemme.council.countries import country_of
from stemme.council.functions import FUNCTIONS, Function
from stemme.council.situation import KeptData, Situation

#: Of this document's form. A new form makes every edition stale, so think twice.
FORM = 1


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is not what it was. ``path`` leads to it; None for what was not there, or is not any more."""

    path: tuple[str, ...]
    before: Any
    after: Any


def configuration(held: Situation, *, texts: Mapping[str, str]) -> dict[str, Any]:
    """What holds, without anything that changes from day to day: counts of people, moments, hashes.

    ``texts`` is a hash of each paper's own words (papers.py).
    """
    about = held.about
    return {
        "form": FORM,
        "contacts": {
            "organisation": held.organisation,
            "controller": about.controller,
            "address": about.address,
            "contact": about.contact,
            "officer": about.officer,
        },
        "basis": {
            "country": about.country,
            "basis": about.basis,
            "agreement": about.agreement,
            "agreed_on": about.agreed_on.isoformat() if about.agreed_on else "",
            "notice_days": country_of(about.country).notice_days,
        },
        "measuring": {"floor": held.floor}
        | {function.key: _function(function, held) for function in FUNCTIONS},
        "roles": {
            row.role: {"rights": sorted(row.rights), "held": row.number > 0} for row in held.holders
        },
        "recipients": {"mail": held.mail_host, "sign_in": held.sign_in_host},
        "kept": {row.kept.key: _kept(row) for row in (*held.about_people, *held.others)},
        "fields": {table: sorted(columns) for table, columns in held.tables},
        "texts": dict(texts),
    }  # fmt: skip


def _function(function: Function, held: Situation) -> dict[str, Any]:
    if not function.lock:
        return {"on": function.on, "choice": function.choice}
    opened = held.opened(function.lock)
    return {
        "on": opened is not None,
        "choice": function.choice,
        "agreement": opened.reference if opened else "",
        "since": opened.since.isoformat() if opened and opened.since else "",
    }


def _kept(row: KeptData) -> dict[str, Any]:
    kept = row.kept
    return {
        "what": kept.what,
        "why": kept.why,
        "others": kept.others,
        "ends": kept.ends,
        "days": kept.days,
        "tables": sorted(kept.tables),
        "columns": sorted(row.columns),
    }


def canonical(document: Any) -> bytes:
    """The document as JSON that is always the same: keys sorted, no spaces, UTF-8."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def fingerprint(document: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal letters.

    >>> fingerprint({"b": 1, "a": 2}) == fingerprint({"a": 2, "b": 1})
    True
    """
    return hashlib.sha256(canonical(document)).hexdigest()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What is different, in the order of the paths.

    >>> differences({"measuring": {"floor": 8}}, {"measuring": {"floor": 6}})
    [Difference(path=('measuring', 'floor'), before=8, after=6)]
    """
    one, other = dict(_leaves(before)), dict(_leaves(after))
    paths = sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
    return [Difference(path, one.get(path), other.get(path)) for path in paths]


def _leaves(document: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in document.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value
