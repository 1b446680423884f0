"""Two really at the same moment: nothing is lost, whichever comes first."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db import connections
from django.utils import timezone

from stemme.library import actions, studio_queries
from stemme.library.content import Content, Words
from stemme.library.models import Stream, Version
from stemme.library.tests.writing import made
from stemme.people import queries as people
from stemme.people.viewer import EMPLOYEE, Viewer
from tests.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)


def _viewer(person: object) -> Viewer:
    found = people.viewer(person.id, scope=EMPLOYEE)  # type: ignore[attr-defined]
    assert found is not None
    return found


def _at_once(*acts: Callable[[], None]) -> list[Exception]:
    """Run these in threads of their own, begun together; what went wrong."""
    ready, wrong = threading.Barrier(len(acts)), []

    def run(act: Callable[[], None]) -> None:
        ready.wait(timeout=10)
        try:
            act()
        except Exception as error:  # what a thread raises is looked at below
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return wrong


@pytest.mark.skipif("STEMME_TEST_POSTGRES" not in os.environ, reason="the tests' SQLite database is one connection")
def test_two_savings_at_the_same_moment() -> None:
    now = timezone.now()
    cast = make_cast(now)
    stream = Stream.objects.create(organisation=cast.nordlys, name="Communications", owner=cast.bo)
    bo, ada = _viewer(cast.bo), _viewer(cast.ada)
    desk = SimpleNamespace(stream=stream, bo=bo)
    story_id = made(desk)
    draft = studio_queries.draft(bo.organisation_id, story_id, now=now)
    assert draft is not None

    def save(actor: Viewer, **texts: Words) -> Callable[[], None]:
        content: Content = replace(draft.content, texts={**draft.content.texts, **texts})
        return lambda: actions.change_story(actor=actor, story_id=story_id, content=content, now=now, seen=1)

    assert _at_once(save(bo, nb=Words("Ny")), save(ada, en=Words("New"))) == []
    merged = studio_queries.draft(bo.organisation_id, story_id, now=now)
    assert merged is not None
    assert {code: words.title for code, words in merged.content.texts.items()} == {"nb": "Ny", "en": "New"}
    assert sorted(Version.objects.values_list("number", flat=True)) == [1, 2, 3]

    wrong = _at_once(save(bo, nb=Words("Bos"), en=Words("New")), save(ada, nb=Words("Adas"), en=Words("New")))
    assert [type(error) for error in wrong] == [actions.ConflictError, actions.ConflictError], "both began from 1"
