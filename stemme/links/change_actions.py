"""Telling every process that serves links that something about them has changed."""

from __future__ import annotations

from django.db.models import F

from stemme.links.models import Generation


def announce() -> None:
    """Say, as part of the running transaction, that links or what they lead to have changed.

    Every links process asks for the number ten times a second and forgets what it knew when the number is another
    (redirect/cache.py). One row for all organisations: such changes are rare beside clicks.
    """
    if not Generation.objects.filter(id=Generation.THE_ONE).update(number=F("number") + 1):
        Generation.objects.get_or_create(id=Generation.THE_ONE, defaults={"number": 1})
