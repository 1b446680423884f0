"""Which papers there are, and how all of them are made. Pure."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from stemme.agreements.locks import LOCKS, OPEN
from stemme.council.agreement import agreement
from stemme.council.assessment import assessment
from stemme.council.blocks import Content, as_data
from stemme.council.configuration import fingerprint
from stemme.council.countries import COUNTRIES, OTHER
from stemme.council.legal_bases import AGREEMENT, INTEREST
from stemme.council.notice import notice
from stemme.council.processing_record import processing_record
from stemme.council.sheet import sheet
from stemme.council.situation import About, Lock, Situation
from stemme.kit.languages import CODES


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: its key in addresses, what it is called, for whom it is, and how it is made."""

    key: str
    name: Any
    purpose: Any
    make: Callable[[Situation], Content]


NOTICE = "notice"
KINDS: tuple[Kind, ...] = (
    Kind(NOTICE, _("Notice to employees"), _("For everybody, before they take part. Articles 13 and 14."), notice),
    Kind("record", _("Record of processing"), _("For the authority, when it asks. Article 30."), processing_record),
    Kind("assessment", _("Draft impact assessment"), _("For you to finish. Article 35."), assessment),
    Kind("sheet", _("Sheet for the works council"), _("One page with what is on, signed by the journal."), sheet),
    Kind("agreement", _("Blocks for an agreement"), _("For employer and representatives, to begin with."), agreement),
)
KIND_OF: Mapping[str, Kind] = {kind.key: kind for kind in KINDS}


def made(kind: Kind, held: Situation, *, language: str) -> Content:
    """The paper about what holds, in a language."""
    with override(language):
        return kind.make(held)


def all_made(held: Situation) -> dict[tuple[str, str], Content]:
    """Every paper in every language, by (key, language)."""
    return {(kind.key, code): made(kind, held, language=code) for kind in KINDS for code in CODES}


def hash_of(papers: Mapping[tuple[str, str], Content]) -> str:
    """SHA-256 of all papers of an edition, in hexadecimal letters."""
    return fingerprint({f"{key}.{language}": as_data(content) for (key, language), content in papers.items()})


#: Together with open locks these say every sentence of the papers' own: each country, each basis.
_VARIANTS = (*((country.code, INTEREST) for country in COUNTRIES), (OTHER, AGREEMENT), (OTHER, ""))


@functools.cache
def own_words() -> dict[str, str]:
    """For each paper a hash of its own words in all languages, made with an organisation that does not exist.

    The same for every organisation, whatever its country and basis: those stand in the configuration themselves.
    """
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made_of = Situation("", "", "UTC", moment, moment, About(), floor=8, people=0, mail_host="–", sign_in_host="–")
    held = [
        replace(made_of, about=About(country=country, basis=basis, agreement="–", agreed_on=moment.date()))
        for country, basis in _VARIANTS
    ]
    held.append(replace(made_of, locks=tuple(Lock(lock, OPEN, "–", since=moment.date()) for lock in LOCKS)))
    return {
        kind.key: fingerprint([as_data(made(kind, one, language=code)) for one in held for code in CODES])[:16]
        for kind in KINDS
    }
