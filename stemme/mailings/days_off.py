"""Days on which no mail goes out: public holidays by country, and weekends. Pure.

Source: the package ``holidays``, its category "public". Days that are free in a part of a country alone (Epiphany in
Bavaria) are left out: nobody told us in which part a reader lives. In Sweden the eves on which everybody is off
(Midsummer, Christmas, New Year) are taken in as well; the package calls them "de facto".
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

_PUBLIC = ("public",)
_AND_EVES = {"se": ("public", "de_facto")}
_SATURDAY = 5


@lru_cache(maxsize=512)
def holidays_of(country: str, year: int) -> frozenset[dt.date]:
    """The public holidays of a country ("no") in a year; none for a country that is empty or not known."""
    import holidays  # Here, because it takes a while and only planning needs it.

    if not country:
        return frozenset()
    categories = _AND_EVES.get(country, _PUBLIC)
    try:
        found = holidays.country_holidays(country.upper(), years=year, categories=categories)
    except NotImplementedError:
        return frozenset()
    return frozenset(found)


@lru_cache(maxsize=4096)
def is_day_off(day: dt.date, country: str, *, weekends: bool) -> bool:
    """Whether ``day`` is a public holiday of the country, or, unless mails go out at ``weekends``, one of those."""
    if not weekends and day.weekday() >= _SATURDAY:
        return True
    return day in holidays_of(country, day.year)
