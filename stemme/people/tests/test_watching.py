"""What the audit tells of getting in (security.md T-30)."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from stemme.journal import fact_groups, facts
from stemme.journal.models import Fact
from stemme.kit.tokens import new_token, token_hash
from stemme.people.actions.sign_in_mailing import code_hash
from stemme.people.models import Person, SignInLink

pytestmark = pytest.mark.django_db


def entries(*kinds: str) -> list[tuple[str, int | None, int | None, dict[str, Any]]]:
    """The facts of getting in, oldest first."""
    rows = Fact.objects.filter(kind__in=kinds or {kind for kind in facts.KINDS if kind.startswith("access.")})
    return list(rows.order_by("id").values_list("kind", "actor_id", "subject_id", "data"))


def link_for(person: Person, moment: dt.datetime) -> str:
    """A sign-in link of which the browser is unknown: it takes the code "abcd2345"."""
    token = new_token("advs")
    SignInLink.objects.create(
        organisation=person.organisation,
        person=person,
        token_hash=token_hash(token),
        browser_hash=b"",
        code_hash=code_hash(token, "abcd2345"),
        expires_at=moment + dt.timedelta(minutes=10),
    )
    return f"/sign-in/{token}/"


def test_sign_ins_and_wrong_codes_of_role_holders(cast: SimpleNamespace, client: Any) -> None:
    moment = dt.datetime.now(dt.UTC)
    path = link_for(cast.ada, moment)
    assert client.post(path, {"code": "wrong234"}).status_code == 422
    assert client.post(path, {"code": ""}).status_code == 422
    assert client.post(path, {"code": "ABCD-2345"}).status_code == 303
    assert entries() == [
        (facts.CODE_REFUSED, None, cast.ada.id, {}),
        (facts.ROLE_SIGNED_IN, cast.ada.id, None, {"way": "link"}),
    ]
    assert Fact.objects.filter(kind__startswith="access.", chained=True).count() == 2
    assert entries(facts.SIGNED_IN) == [(facts.SIGNED_IN, cast.ada.id, None, {})]


def test_a_colleague_without_a_role_signs_in_unwatched(cast: SimpleNamespace, client: Any) -> None:
    path = link_for(cast.cleo, dt.datetime.now(dt.UTC))
    assert client.post(path, {"code": "wrong234"}).status_code == 422
    assert client.post(path, {"code": "abcd2345"}).status_code == 303
    assert entries() == []


def test_what_roles_do_not_open_is_noted_once_an_hour(cast: SimpleNamespace, let_in: Any) -> None:
    bo = let_in(cast.bo)
    for _ in range(3):
        assert bo.get("/people/").status_code == 404
        assert bo.post("/people/export/").status_code == 404
    assert bo.get("/audit/").status_code == 404
    assert entries() == [
        (facts.RIGHT_REFUSED, cast.bo.id, None, {"right": "manage_people"}),
        (facts.RIGHT_REFUSED, cast.bo.id, None, {"right": "read_audit"}),
    ]


def test_of_people_without_a_role_only_tries_to_change_something(cast: SimpleNamespace, let_in: Any) -> None:
    cleo = let_in(cast.cleo)
    assert cleo.get("/people/").status_code == 404
    assert let_in(cast.cleo, "suggest").post("/people/export/").status_code == 404
    assert entries() == []
    assert cleo.post("/people/export/").status_code == 404
    assert entries() == [(facts.RIGHT_REFUSED, cast.cleo.id, None, {"right": "manage_people"})]


def test_owners_read_it_on_the_audit_page_the_representative_does_not(cast: SimpleNamespace, let_in: Any) -> None:
    let_in(cast.bo).get("/people/")
    page = let_in(cast.ada).get("/audit/", {"group": "access"}).content.decode()
    assert "asked for something their roles do not open" in page
    assert "Bo Brandt" in page
    assert fact_groups.ACCESS not in fact_groups.REPRESENTED
