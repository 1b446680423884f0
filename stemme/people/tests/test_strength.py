"""Since when somebody has a way in that is stronger than a mail, and what it changes."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from stemme.people import queries, ways
from stemme.people.actions import set_strong_sign_in
from stemme.people.models import Person

pytestmark = pytest.mark.django_db


def since(person: Person) -> dt.datetime | None:
    return Person.objects.values_list("strong_sign_in_since", flat=True).get(id=person.id)


def test_the_first_moment_stays(cast: SimpleNamespace) -> None:
    set_strong_sign_in(person_id=cast.ada.id, since=cast.now)
    set_strong_sign_in(person_id=cast.ada.id, since=cast.now + dt.timedelta(days=1))
    assert since(cast.ada) == cast.now
    set_strong_sign_in(person_id=cast.ada.id, since=None)
    assert since(cast.ada) is None


def test_it_ends_only_with_the_last_strong_way(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {cast.ada.id}
    way = ways.Way("oidc", "people/_ask.html", offered=lambda request: False, kept_by=lambda person: person in kept)
    monkeypatch.setitem(ways._ways, "oidc", way)
    set_strong_sign_in(person_id=cast.ada.id, since=cast.now)
    set_strong_sign_in(person_id=cast.ada.id, since=None)
    assert since(cast.ada) == cast.now
    kept.clear()
    set_strong_sign_in(person_id=cast.ada.id, since=None)
    assert since(cast.ada) is None


@pytest.mark.parametrize(
    ("way", "may"), [("passkey", True), ("oidc", True), ("link", False), ("door", False), ("", False)]
)
def test_roles_rest_in_a_visit_by_a_weaker_way(cast: SimpleNamespace, way: str, may: bool) -> None:
    def ada() -> object:
        return queries.viewer(cast.ada.id, scope="employee", way=way)

    before = ada()
    assert before.rights and before.proven and not before.strong and not before.resting  # type: ignore[attr-defined]
    set_strong_sign_in(person_id=cast.ada.id, since=cast.now)
    after = ada()
    assert after.strong and after.proven is may  # type: ignore[attr-defined]
    assert (after.rights, after.resting) == ((before.rights, frozenset()) if may else (frozenset(), before.rights))  # type: ignore[attr-defined]
    assert bool(after.held) is may  # type: ignore[attr-defined]
    working = queries.viewer(cast.ada.id, scope="employee")
    assert working is not None and working.rights == before.rights  # type: ignore[attr-defined]
