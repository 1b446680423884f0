"""Which tables know people: read from the database's own catalogue of models, so that none can be forgotten."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Field, Model

from stemme.kit.retention import OTHERS, ROWS

#: Columns that say who somebody is without being a key.
_TELLING = frozenset({"email", "given_name", "family_name", "external_id", "person_id", "actor_id", "session_data"})


def tables_about_people() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(table, its columns) of every table with a key to a person or a column that names one, sorted."""
    person = apps.get_model("people.Person")
    found = []
    for model in apps.get_models():
        fields = model._meta.concrete_fields
        if model is person or any(_tells(field, person) for field in fields):
            found.append((label(model), tuple(field.attname for field in fields)))
    return tuple(sorted(found))


def _tells(field: Field, person: type[Model]) -> bool:  # type: ignore[type-arg]
    return field.related_model is person or field.attname in _TELLING


def label(model: type[Model]) -> str:
    """The table's name as kit/retention.py writes it."""
    return f"{model._meta.app_label}.{model.__name__}"


def undeclared() -> tuple[str, ...]:
    """Tables about people that kit/retention.py says nothing about; the papers would be wrong. Empty, says a test."""
    declared = {table for row in (*ROWS, *OTHERS) for table in row.tables}
    return tuple(name for name, _columns in tables_about_people() if name not in declared)
