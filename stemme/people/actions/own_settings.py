"""What a person decides about themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import available_timezones

from django.contrib.sessions.models import Session

from stemme.kit.languages import CODES
from stemme.people.models import Person

#: The look: empty means as the device says.
THEMES = ("", "light", "dark")


def choose_looks(*, person_id: int, language: str, theme: str, now: dt.datetime) -> None:
    """Speak this language and look like this from now on. Raises ValueError for what there is not."""
    if language not in CODES or theme not in THEMES:
        raise ValueError("no such language or look")
    Person.objects.filter(id=person_id).exclude(language=language).update(language=language, language_chosen_at=now)
    Person.objects.filter(id=person_id).update(theme=theme)


def choose_reach(*, person_id: int, story_languages: Sequence[str] | None, time_zone: str, country: str) -> None:
    """Which languages stories come in (None: not said), and where the person's days and holidays are.

    An empty zone or country is the organisation's. Raises ValueError for what there is not.
    """
    if story_languages is not None and (not story_languages or not set(story_languages) <= set(CODES)):
        raise ValueError("no such languages")
    if time_zone and time_zone not in available_timezones():
        raise ValueError("no such time zone")
    if country and not (len(country) == 2 and country.isascii() and country.islower()):
        raise ValueError("no such country")
    chosen = None if story_languages is None else [code for code in CODES if code in story_languages]
    Person.objects.filter(id=person_id).update(story_languages=chosen, time_zone=time_zone, country=country)


def sign_out_everywhere(*, person_id: int, now: dt.datetime) -> None:
    """End all visits of the person on all devices that began before now."""
    Person.objects.filter(id=person_id).update(signed_out_at=now)
    Session.objects.filter(visit__person_id=person_id, visit__started_at__lt=now).delete()
