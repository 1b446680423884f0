"""Titles of HR's file, and how many people have each."""

from __future__ import annotations

from django.db.models import Count

from stemme.people.models import Person


def people_by_title(organisation_id: int) -> list[tuple[str, int]]:
    """Each title as it is written, with how many present people have it; the most common first. One query."""
    here = Person.objects.filter(organisation_id=organisation_id, deactivated_at=None)
    counted = here.order_by().values("title").annotate(number=Count("id"))
    return list(counted.order_by("-number", "title").values_list("title", "number"))
