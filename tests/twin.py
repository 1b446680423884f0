"""A second house like the first: every row of one organisation again in another, a word of its own in each text.

Read from the catalogue of models, so that a new table takes part from the moment it exists.
"""

from __future__ import annotations

import datetime as dt
import itertools
import secrets
from collections.abc import Iterator
from typing import Any

from django.contrib.sessions.models import Session
from django.db import models

from stemme.kit.tenancy_queries import COLUMN, owner_of, owner_path, tenant_models
from stemme.people.models import Organisation

NOW = dt.datetime(2026, 11, 12, 8, 0, tzinfo=dt.UTC)
#: Ids of rows that are kept without a foreign key, by the name of their column.
_NAMED = {"person_id": "people.Person", "story_id": "library.Story", "link_id": "links.TrackedLink",
          "team_id": "people.Team", "division_id": "people.Team", "stream_id": "library.Stream",
          "actor_id": "people.Person", "mailing_id": "mailings.Mailing",
          "agreement_id": "agreements.Agreement", "asker": "people.Person", "answerer": "people.Person"}  # fmt: skip
#: Texts that are no free text: a word of one's own would make them mean nothing.
_FIXED = {
    "slug", "mail_domain", "time_zone", "code", "role", "channel", "dimension", "grain", "key", "hit", "kind", "state",
    "scope", "way", "every", "language", "theme", "tone", "scene", "picture", "url", "target_url", "image_url", "email",
    "link_host", "page_host", "office_networks", "reason", "first_in", "purpose", "broken", "colour", "logo",
    "mail_domains", "visible_to", "etag", "referrer", "file", "content_type", "instead_url", "mail_key", "problem",
    "changed",
    "issuer", "client_secret", "addresses", "browser", "system", "token", "fingerprint",
    "picture_scene", "lock", "piece",
}  # fmt: skip
#: Where a type does not say enough for the pages.
_SENSIBLE: dict[str, dict[str, Any]] = {
    "pulse.Threshold": {"percent": 80},
    "media.Asset": {
        "kind": "document",
        "file": "assets/8400.pdf",
        "content_type": "application/pdf",
        "captions": "",
        "captions_language": "",
        "incoming": "",
        "progress": 100,
        "problem": "",
    },
    "agreements.Agreement": {
        "lock": "scorecards",
        "answered_by_id": None,
        "answerer": None,
        "country": "no",
        "notice_days": 30,
    },
    "feed.Leaning": {"topic_id": None, "stream_id": None},
    "library.Pause": {"stream_id": None},
    "reports.ReportPlan": {"rhythm": "month"},
    "reports.ReportLink": {"period": "month"},
    "library.Lottery": {"campaign_id": None, "share": 10, "ended_at": None},
    "uplift.Outcome": {
        "sums": {"visits": {"invited": [90, 120.0, 900.0], "held": [10, 4.0, 10.0], "chance": 0.2}},
    },
    "followups.Step": {
        "number": 1,
        "after_days": 2,
        "texts": {"en": {"subject": "Words of theirs", "body": "Lines of theirs", "button": "", "link": ""}},
    },
    "library.Version": {"content": {"stream_id": 1, "language": "en", "target_url": "https://nordlys.example/"}},
    "reactions.Watched": {"source": "bluesky", "ended": ""},
    "atlas.MapCount": {
        "figures": {
            "clouds": [{"panes": list(panes), "people": 9, "x": 0.5, "y": 0.5} for panes in (range(6), range(6, 9))],
            "moves": None,
        }
    },
    "oidc.Provider": {
        "issuer": "https://accounts.example",
        "metadata": {
            "issuer": "https://accounts.example",
            **dict.fromkeys(("authorization_endpoint", "token_endpoint", "jwks_uri"), "https://accounts.example/x"),
            "algorithms": ["RS256"],
            "basic": True,
            "names_itself": True,
            "says_s256": True,
        },
        "keys": {"keys": []},
    },
}
Row = Any


def in_order() -> list[type[models.Model]]:
    """All models with an organisation, none before those it points to."""
    found: list[type[models.Model]] = []

    def add(model: type[models.Model]) -> None:
        if model in found or owner_of(model) is None:
            return
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is not model:
                add(field.related_model)
        found.append(model)

    for model in tenant_models():
        add(model)
    return found


def rows_of(model: type[models.Model], organisation: Organisation) -> Iterator[Row]:
    """The organisation's rows, also of tables that say whose they are by another row."""
    yield from list(model._base_manager.filter(**{owner_path(model): organisation.pk}).order_by("pk"))


def fill(organisation: Organisation) -> None:
    """One row at least in each table."""
    for model in in_order():
        if not any(rows_of(model, organisation)):
            _plain(model, organisation)


def _plain(model: type[models.Model], organisation: Organisation) -> None:
    """A row of which nothing is known but the types of its columns."""
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.attname == COLUMN:
            values[COLUMN] = organisation.pk
        elif field.attname in _NAMED and not field.is_relation:
            from django.apps import apps

            values[field.attname] = next(rows_of(apps.get_model(_NAMED[field.attname]), organisation)).pk
        elif field.is_relation:
            if field.related_model is Session:
                values[field.attname] = _session()
            elif owner_of(field.related_model) is not None:
                values[field.attname] = next(iter(rows_of(field.related_model, organisation))).pk
        elif not field.has_default() and not field.null and not field.blank and not isinstance(field, models.AutoField):
            values[field.attname] = _value(field)
    values.update(_SENSIBLE.get(model._meta.label, {}))
    model._base_manager.bulk_create([model(**values)])


def _session() -> str:
    key = secrets.token_hex(16)
    Session.objects.create(session_key=key, session_data="", expire_date=NOW + dt.timedelta(days=9_000))
    return key


def _value(field: models.Field[Any, Any]) -> Any:
    if field.choices:
        return next(iter(field.flatchoices))[0]
    if isinstance(field, models.DateTimeField):
        return NOW
    if isinstance(field, models.DateField):
        return NOW.date()
    if isinstance(field, models.BinaryField):
        return secrets.token_bytes(32)
    if isinstance(field, models.CharField):
        return secrets.token_hex(3)[: field.max_length]
    return "text" if isinstance(field, models.TextField) else {} if isinstance(field, models.JSONField) else 1


def copy_house(organisation: Organisation, into: Organisation) -> dict[str, dict[Any, Any]]:
    """Every row of the one once more in the other; by label, which row became which."""
    became: dict[str, dict[Any, Any]] = {}
    for model in in_order():
        label = model._meta.label
        became[label] = {}
        for row in rows_of(model, organisation):
            before = row.pk
            _moved(row, into, became)
            row._state.adding = True
            model._base_manager.bulk_create([row])
            became[label][before] = row.pk
    return became


def _moved(row: Row, into: Organisation, became: dict[str, dict[Any, Any]]) -> None:
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        label = _NAMED.get(field.attname) if not field.is_relation else field.related_model._meta.label
        if field.attname == COLUMN:
            setattr(row, COLUMN, into.pk)
        elif field.is_relation and field.related_model is Session:
            setattr(row, field.attname, _session())
        elif label in became:
            setattr(row, field.attname, became[label].get(value, value))
        elif field.primary_key and isinstance(field, models.AutoField):
            setattr(row, field.attname, None)
        elif field.unique and value is not None:
            setattr(row, field.attname, _another(value))


def _another(value: Any) -> Any:
    """One of its kind that no other row holds: long enough that chance never draws the same twice."""
    if isinstance(value, (bytes, memoryview)):
        return secrets.token_bytes(max(len(value), 32))
    if isinstance(value, str):
        tail = min(8, (len(value) + 1) // 2)
        return value[:-tail] + secrets.token_urlsafe(tail)[:tail].lower()
    return secrets.randbits(40)


def plant(organisation: Organisation, word: str) -> int:
    """Put the word into every free text of the organisation's rows, and into its name; how many texts."""
    numbers = itertools.count()
    Organisation.objects.filter(pk=organisation.pk).update(name=f"{word} Company")
    for model in in_order():
        fields = [field for field in model._meta.concrete_fields if _is_free(field)]
        for row in rows_of(model, organisation) if fields else ():
            for field in fields:
                setattr(row, field.attname, _planted(getattr(row, field.attname), word, next(numbers)))
            values = {field.attname: getattr(row, field.attname) for field in fields}
            # Facts may not be changed: they hold no free text, only words of the program.
            models.QuerySet(model).filter(pk=row.pk).update(**values)
    return next(numbers)


def _is_free(field: models.Field[Any, Any]) -> bool:
    if field.name in _FIXED or field.choices or field.primary_key or field.is_relation:
        return False
    # The database refuses to change a word of an agreement.
    if field.model._meta.app_label in {"journal", "stats", "council", "agreements"}:
        return False
    short = isinstance(field, models.CharField) and (field.max_length or 99) < 20
    return isinstance(field, (models.CharField, models.TextField)) and not short or field.name == "names"


def _planted(value: Any, word: str, number: int) -> Any:
    if isinstance(value, dict):
        return {key: f"{word} {text}" for key, text in value.items()}
    return f"{word}{number} {value}"[:60]
