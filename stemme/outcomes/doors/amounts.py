"""Amounts of money as spreadsheets write them. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

_SPACES = re.compile(r"[\s'’\xa0\u202f\u2009]")
_NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,2})?")
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?")
_UNSURE = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


class AmountError(ValueError):
    """No amount, or one that can be read in two ways."""


def amount(written: str) -> Decimal | None:
    """An amount such as 1200, 1 200,50, 1.200,50 or 1,200.50; None for nothing.

    Raises AmountError for 1.200 and 1,200, which is a thousand to some and one to others: money is not guessed.
    """
    text = _SPACES.sub("", written)
    if not text:
        return None
    if not text.isascii() or _UNSURE.fullmatch(text):
        raise AmountError(written)
    if _NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "."))
    grouped = _GROUPED.fullmatch(text)
    if grouped is None:
        raise AmountError(written)
    whole = text.replace(grouped[1], "")
    return Decimal(whole.replace(",", "."))
