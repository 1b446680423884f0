"""What the rows of the link analysis are called, in the reader's language."""

from __future__ import annotations

import datetime as dt

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stemme.kit.languages import OWN_NAMES, best_language
from stemme.library import attribute_queries as library
from stemme.sharing.channels import BY_KEY
from stemme.stats import share_sums as by
from stemme.stats.share_rates import Finding
from stemme.ui.templatetags.ui import magnitude, percent

_A_MONDAY = dt.date(2024, 1, 1)
#: From so many times the rest on, a difference is told as "so many times", below in per cent.
_TIMES = 2.0


class Names:
    """Names of groups by dimension and key. Reads the names of streams and topics once."""

    def __init__(self, organisation_id: int) -> None:
        language = get_language() or "en"
        topics = library.topic_names(organisation_id)
        self._of = {
            by.ORIGIN: {by.OWN: _("Our own stories"), by.OUTSIDE: _("Stories from elsewhere")},
            by.STREAM: {str(key): name for key, name in library.stream_names(organisation_id).items()},
            by.TOPIC: {str(key): _in(language, names) for key, names in topics.items()} | {by.NONE: _("No topic")},
            by.KIND: _kinds(),
            by.LANGUAGE: dict(OWN_NAMES),
            by.CHANNEL: {key: channel.name for key, channel in BY_KEY.items()} | _own_channels(),
            by.WEEKDAY: {str(day): weekday(day, "l") for day in range(7)},
            by.PART: {f"{first:02}": part_name(first) for first in by.PARTS},
            by.TIME: {
                f"{day}-{first:02}": f"{weekday(day, 'l')} {part_name(first)}" for day in range(7) for first in by.PARTS
            },
        }

    def of(self, dimension: str, key: str) -> str:
        """The name of a group; of one that is gone or has none, its key."""
        if key == by.OTHERS:
            return _("Others")
        return self._of.get(dimension, {}).get(key, key)


def _in(language: str, names: dict[str, str]) -> str:
    return names[best_language(language, tuple(names))] if names else ""


def _kinds() -> dict[str, str]:
    return {
        "article": _("Article"),
        "job": _("Job"),
        "event": _("Event"),
        "picture": _("Picture"),
        "video": _("Video"),
        "document": _("Document"),
        "outside": _("From elsewhere"),
    }


def _own_channels() -> dict[str, str]:
    return {"mail": _("E-mail"), "system": _("Other apps"), "copy": _("Copy"), "qr": _("QR code")}


def weekday(day: int, form: str) -> str:
    """A weekday, 0 for Monday, written as Django's date format says: "l" long, "D" short."""
    return str(formats.date_format(_A_MONDAY + dt.timedelta(days=day), form))


def part_name(first: int) -> str:
    """A part of the day by its first hour, as a clock shows it: 09:00–12:00."""
    later = [hour for hour in by.PARTS if hour > first]
    last = later[0] if later else 0
    return f"{_clock(first)}–{_clock(last)}"


def _clock(hour: int) -> str:
    return str(formats.time_format(dt.time(hour), "TIME_FORMAT"))


def sentence(name: str, finding: Finding) -> str:
    """What stands out, in words."""
    if finding.times >= _TIMES:
        words = _("%(name)s: %(times)s times as many visitors per share as the rest.")
        return words % {"name": name, "times": magnitude(finding.times, 1)}
    more = finding.times > 1
    words = _("%(name)s: %(percent)s more visitors per share than the rest.") if more else _(
        "%(name)s: %(percent)s fewer visitors per share than the rest."
    )  # fmt: skip
    return words % {"name": name, "percent": percent(abs(finding.times - 1), 0)}
