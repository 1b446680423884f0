"""Reading the organisation's rules about words: what to leave out, and how to say that one works here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from stemme.kit.languages import CODES
from stemme.policy.models import BlockedPhrase, DisclosureLine
from stemme.policy.phrases import Phrase


@dataclass(frozen=True, slots=True)
class WordRules:
    """What an organisation says about words in posts."""

    #: All of its phrases, those that only warn and those that stop, in alphabetical order.
    phrases: tuple[Phrase, ...]
    #: How people say that they work here, by language; languages without a line of the organisation's are missing.
    disclosure: Mapping[str, str]
    #: Names of customers, who are asked before a story names them; in alphabetical order.
    customers: tuple[str, ...] = ()

    @property
    def blocked(self) -> tuple[str, ...]:
        """All phrases as written."""
        return tuple(phrase.text for phrase in self.phrases)


def word_rules(organisation_id: int) -> WordRules:
    """The organisation's rules about words, empty ones if it has none. Two queries."""
    phrases = BlockedPhrase.objects.filter(organisation_id=organisation_id).order_by("phrase")
    lines = dict(DisclosureLine.objects.filter(organisation_id=organisation_id).values_list("language", "line"))
    return WordRules(
        phrases=tuple(Phrase(row.phrase, row.advice, row.never) for row in phrases if not row.customer),
        customers=tuple(row.phrase for row in phrases if row.customer),
        disclosure={code: lines[code] for code in CODES if code in lines},
    )


def usual_line(language: str, organisation_name: str) -> str:
    """How people say that they work here in this language when the organisation has not said otherwise."""
    with translation.override(language):
        return _("I work at %(organisation)s.") % {"organisation": organisation_name}
