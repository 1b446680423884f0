"""Amounts of money as readers write them. Pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.numbers import format_currency


def in_units(amount: Decimal | float, currency: str, language: str) -> str:
    """The amount in whole units of a currency (ISO 4217): NOK 410,600 in English, 410 600 kr in Norwegian."""
    locale = Locale.parse(language)
    pattern = locale.currency_formats["standard"].pattern.replace(".00", "")
    whole = Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP)
    written = str(format_currency(whole, currency, format=pattern, locale=locale, currency_digits=False))
    # English puts a code right before the number: NOK410,600.
    return written.replace(currency, f"{currency}\N{NO-BREAK SPACE}") if written.startswith(currency) else written
