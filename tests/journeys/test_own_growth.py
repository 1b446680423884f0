"""Nobody but the person finds a trace of their place, answers, own numbers, wishes, steps, lessons or notes.

Cleo has a recognisable row in every table of maturity and growth. Every other kind of person walks all addresses: no
byte of it comes back, and no page is different from what it was before Cleo said anything.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, models, transaction
from django.test import Client

from stemme.maturity import actions
from stemme.maturity.counts import OwnCounts
from stemme.people.models import Person
from stemme.people.queries import viewer
from tests.addresses import addresses
from tests.cast import open_session
from tests.staff import FALLBACK_VALUES, Actor, make_staff, values_for

pytestmark = [pytest.mark.django_db, pytest.mark.once]

APPS = ("maturity", "growth")
WORD, SMALL, NUMBER, FLOAT = "Malakittord", 23_579, 77_133_771, 0.771337
#: As they may stand in a page or a file, in any language.
TRACES = (WORD, str(NUMBER), "77,133,771", "77.133.771", "77\xa0133\xa0771", "23579", "23,579", "23.579", "0.771337",
          "0,771337", "0.77134", "0,77134")  # fmt: skip
#: Everybody who sees more than a colleague does, a colleague, and another organisation.
OTHERS = (
    "nobody",
    "employee",
    "people admin, this team",
    "analyst",
    "representative",
    "lead",
    "owner elsewhere",
)
#: What is different at each asking: keys against forgery, signed moments, times of day.
_FRESH = re.compile(
    rb'(name="(csrfmiddlewaretoken|mark)" value="[^"]*"|nonce="[^"]*"|content="[A-Za-z0-9]{64}"|datetime="[^"]*"'
    rb"|\d\d?:\d\d(:\d\d)?|\d+ seconds?)"
)


def tables() -> list[type[models.Model]]:
    """Every table of the two apps; each knows a person."""
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


def plant(person: Person, now: dt.datetime) -> None:
    """What Cleo said by herself; then a recognisable row in every table that has none, and marks in all of them."""
    cleo = viewer(person.id, scope="employee")
    assert cleo
    actions.answer(actor=cleo, answers={"contacts": 4, "publishing": 3}, now=now)
    actions.correct(actor=cleo, type_key="connector", now=now)
    actions.set_target(actor=cleo, type_key="influencer", now=now)
    actions.keep_counts(actor=cleo, source="linkedin", counts=OwnCounts(connections=3), until=now.date(), now=now)
    for model in tables():
        mine = model._base_manager.filter(organisation_id=person.organisation_id, person_id=person.id)
        marks = {field.attname: _mark(field) for field in model._meta.concrete_fields if _mark(field) is not None}
        if not mine.exists():
            needed = {
                field.attname: _needed(field, now)
                for field in model._meta.concrete_fields
                if field.attname not in marks and not field.has_default() and not field.null and not field.is_relation
                and not field.primary_key
            }  # fmt: skip
            model._base_manager.create(
                organisation_id=person.organisation_id, person_id=person.id, **needed, **marks
            )  # fmt: skip
        elif marks:
            mine.update(**marks)


def _mark(field: models.Field[Any, Any]) -> Any:
    """The mark that a column can hold; None for those that cannot."""
    if field.is_relation or field.primary_key or field.choices or field.name == "option":
        return None
    if isinstance(field, models.FloatField):
        return FLOAT
    if isinstance(field, models.PositiveSmallIntegerField):
        return SMALL
    if isinstance(field, models.IntegerField):
        return NUMBER
    # Short texts are keys of the program, without which no page would be made.
    free = isinstance(field, models.TextField) or (
        isinstance(field, models.CharField) and (field.max_length or 0) >= 30
    )
    return WORD if free else None


def _needed(field: models.Field[Any, Any], now: dt.datetime) -> Any:
    if field.choices:
        return next(iter(field.flatchoices))[0]
    if isinstance(field, models.CharField):
        return "sentence"  # growth: what a note is
    if isinstance(field, models.DateTimeField):
        return now
    return now.date() if isinstance(field, models.DateField) else True


def walk(actor: Actor, values: dict[str, object]) -> Iterator[tuple[str, bytes]]:
    """(path, answer with its headers) of every address; nothing that a request does is kept."""
    key = open_session(actor.person.id, actor.scope) if actor.person else ""
    for address in addresses():
        client = Client()
        if key:
            client.cookies[settings.SESSION_COOKIE_NAME] = key
        path = address.filled({name: values.get(name, FALLBACK_VALUES[kind]) for kind, name in address.parameters})
        with contextlib.ExitStack() as undone:
            for name in connections:
                undone.enter_context(transaction.atomic(using=name))
            response: Any = client.get(path or "")
            body = b"".join(response.streaming_content) if response.streaming else response.content
            yield path or "", body + str(sorted(response.headers.items())).encode()
            for name in connections:
                transaction.set_rollback(True, using=name)


def traces(found: Iterator[tuple[str, bytes]]) -> list[str]:
    """The paths on which something of Cleo's came back."""
    return [path for path, body in found if any(trace.encode() in body for trace in TRACES)]


def test_every_table_of_the_two_apps_knows_a_person() -> None:
    assert {model._meta.app_label for model in tables()} == set(APPS)
    for model in tables():
        assert {"organisation_id", "person_id"} <= {field.attname for field in model._meta.concrete_fields}, model


def test_cleo_herself_finds_it(cast: SimpleNamespace, history: SimpleNamespace) -> None:
    """So that the silence of the others means something."""
    values = values_for(cast, history)
    plant(cast.cleo, cast.now)
    assert traces(walk(Actor("", cast.cleo, "employee"), values))


@pytest.mark.parametrize("heading", OTHERS)
def test_nobody_else_finds_a_trace(heading: str, cast: SimpleNamespace, history: SimpleNamespace) -> None:
    actor, values = make_staff(cast, history)[heading], values_for(cast, history)
    if actor.person == cast.cleo:
        actor = Actor(heading, cast.dan, actor.scope)
    plant(cast.cleo, cast.now)
    assert not traces(walk(actor, values))


def test_an_owner_finds_no_trace_and_no_page_that_is_different(cast: SimpleNamespace, history: SimpleNamespace) -> None:
    actor, values = make_staff(cast, history)["owner"], values_for(cast, history)
    before = dict(walk(actor, values))
    plant(cast.cleo, cast.now)
    after = dict(walk(actor, values))
    assert not traces(iter(after.items()))
    pages = [path for path, body in before.items() if body.startswith(b"<!doctype html>")]
    assert [path for path in pages if _FRESH.sub(b"", after[path]) != _FRESH.sub(b"", before[path])] == []
