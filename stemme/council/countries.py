"""What the law of a country asks before control measures at work begin (security.md 2.1 and P-06). Pure.

Sentences, not advice: docs/security/papers.md says what has to be checked by somebody who knows the law.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stemme.agreements.countries import notice_days

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Country:
    """``notice_days``: so long before the beginning the employees are told; None where the parties agree on a day."""

    code: str
    notice_days: int | None
    name: Callable[[], str]
    authority: Callable[[], str]
    law: Callable[[], str]

    def earliest(self, told_on: dt.date) -> dt.date | None:
        """The first day on which measuring may begin after a notice, or None where no number of days is given."""
        return told_on + dt.timedelta(days=self.notice_days) if self.notice_days is not None else None


COUNTRIES: tuple[Country, ...] = (
    Country(
        "no", None, lambda: _("Norway"), lambda: _("Datatilsynet, the Norwegian data protection authority"),
        lambda: _(
            "In Norway, chapter 9 of the Working Environment Act asks for an objective reason and forbids undue strain "
            "(section 9-1). The employer discusses the measure early with the representatives, tells the employees its "
            "purpose, its consequences and how long it will last, and looks regularly whether it is still needed "
            "(section 9-2). A regulation forbids watching how employees use electronic equipment; Stemme does not do "
            "that."
        ),
    ),
    Country(
        "dk", notice_days("dk"), lambda: _("Denmark"), lambda: _("Datatilsynet, the Danish data protection authority"),
        lambda: _(
            "In Denmark, a control measure needs an objective operational reason, must be proportionate and must not "
            "offend anybody. The employees are told six weeks before it begins, the works committee or the shop "
            "steward "
            "before that. Some agreements have other periods; look into yours."
        ),
    ),
    Country(
        "se", None, lambda: _("Sweden"), lambda: _("Integritetsskyddsmyndigheten (IMY), the Swedish authority"),
        lambda: _(
            "In Sweden there is no special act on control at work: the General Data Protection Regulation and good "
            "practice on the labour market hold. The Co-determination Act makes the employer negotiate before "
            "important "
            "changes (section 11) and keep the unions informed (section 19)."
        ),
    ),
    Country(
        "de", None, lambda: _("Germany"), lambda: _("the data protection authority of your federal state"),
        lambda: _(
            "In Germany the works council decides together with the employer on technical devices that can monitor "
            "conduct or performance, whether that is intended or not (section 87(1) no. 6 of the Works Constitution "
            "Act). A works agreement does not replace the General Data Protection Regulation and has to meet its "
            "Articles 5, 6 and 9 itself."
        ),
    ),
    Country(
        OTHER, None, lambda: _("Another country"), lambda: _("the data protection authority of your country"),
        lambda: _("Which rules on control at work hold in your country is for you to add."),
    ),
)  # fmt: skip
COUNTRY_OF: dict[str, Country] = {country.code: country for country in COUNTRIES}


def country_of(code: str) -> Country:
    """The country's profile; that of another country for none or an unknown one.

    >>> country_of("dk").earliest(dt.date(2026, 11, 22))
    datetime.date(2027, 1, 3)
    """
    return COUNTRY_OF.get(code, COUNTRY_OF[OTHER])
