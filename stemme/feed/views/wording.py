"""What the list has to say, in sentences of the language that is spoken now."""

from __future__ import annotations

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def greeting(hour: int, name: str) -> str:
    """Hello at this hour of the day."""
    if 4 <= hour < 11:
        return _("Good morning, %(name)s") % {"name": name}
    if hour >= 18 or hour < 4:
        return _("Good evening, %(name)s") % {"name": name}
    return _("Good day, %(name)s") % {"name": name}


def lead(new: int, minutes: int, *, listed: int) -> str:
    """How much there is to read."""
    if not listed:
        return ""
    if not new:
        return _("Nothing new since last time. What fits you is still here.")
    words = ngettext("One new story.", "%(n)d new stories.", new) % {"n": new}
    if minutes:
        words += " " + ngettext(
            "About %(n)d minute, if you read it.", "About %(n)d minutes, if you read it all.", minutes
        ) % {"n": minutes}
    return words


def weekday(number: int) -> str:
    """The name of a weekday, 0 for Monday."""
    return str(WEEKDAYS[number % 7])
