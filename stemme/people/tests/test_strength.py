"""Since when somebody has a way in that is stronger than a mail, and what it changes."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.people import queries, ways
from stemme.people.actions import set_roles_need_strong, set_strong_sign_in
from stemme.people.models import Organisation, Person

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


def test_an_organisation_asks_for_more_than_a_mail(cast: SimpleNamespace) -> None:
    ada = queries.viewer(cast.ada.id, scope="employee")
    assert ada is not None
    with pytest.raises(ValueError, match="stronger way"):
        set_roles_need_strong(actor=ada, needed=True, now=cast.now)
    set_strong_sign_in(person_id=cast.ada.id, since=cast.now)
    ada = queries.viewer(cast.ada.id, scope="employee", way="passkey")
    assert ada is not None
    assert set_roles_need_strong(actor=ada, needed=True, now=cast.now)
    assert not set_roles_need_strong(actor=ada, needed=True, now=cast.now)
    assert [fact.kind for fact in Fact.objects.filter(actor_id=cast.ada.id)] == [facts.ROLES_PROTECTED]
    lea = queries.viewer(cast.lea.id, scope="employee", way="link")
    assert lea is not None
    assert not lea.rights and lea.resting and lea.proven, "Lea can still show that it is her, to add a passkey"
    eve = queries.viewer(cast.eve.id, scope="employee", way="link")
    assert eve is not None
    assert not eve.resting, "another organisation decides for itself"
    assert set_roles_need_strong(actor=ada, needed=False, now=cast.now)
    lea = queries.viewer(cast.lea.id, scope="employee", way="link")
    assert lea is not None
    assert lea.rights


def test_the_page_of_roles_asks_nobody_for_what_they_have_not_themselves(cast: SimpleNamespace, let_in: object) -> None:
    client = let_in(cast.ada)  # type: ignore[operator]
    refused = client.post("/roles/sign-in/", {"needed": "yes"}, follow=True)
    assert "Add a passkey for yourself first" in refused.content.decode()
    assert not Organisation.objects.get(id=cast.nordlys.id).roles_need_strong
    assert client.post("/roles/sign-in/", {"needed": "no"}).status_code == 303
    assert let_in(cast.lea).post("/roles/sign-in/", {"needed": "no"}).status_code == 404  # type: ignore[operator]


def test_whoever_has_no_stronger_way_is_told_how_to_get_one(cast: SimpleNamespace, let_in: object) -> None:
    Organisation.objects.filter(id=cast.nordlys.id).update(roles_need_strong=True)
    page = let_in(cast.lea).get("/people/")  # type: ignore[operator]
    assert page.status_code == 403
    assert "/me/passkeys/" in page.content.decode()
    assert "Your roles rest." in let_in(cast.lea).get("/me/").content.decode()  # type: ignore[operator]
