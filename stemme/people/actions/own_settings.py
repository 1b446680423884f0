"""What a person decides about themselves."""

from __future__ import annotations

import datetime as dt

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


def sign_out_everywhere(*, person_id: int, now: dt.datetime) -> None:
    """End all visits of the person on all devices that began before now."""
    Person.objects.filter(id=person_id).update(signed_out_at=now)
    Session.objects.filter(visit__person_id=person_id, visit__started_at__lt=now).delete()
