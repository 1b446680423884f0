"""The first wall between organisations: the queries themselves (T-26, docs/security/tenancy.md)."""

from __future__ import annotations

import sys
import timeit
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.http import HttpResponse
from django.test import RequestFactory

from stemme.kit.tenancy import EVERYWHERE, UnscopedQueryError, across_organisations, reach, within
from stemme.kit.tenancy_middleware import OneOrganisation
from stemme.kit.tenancy_queries import COLUMN, Limit, check, limit_of, owner_of, tenant_models
from stemme.library.models import Story, StoryText
from stemme.people.models import DoorLink, Person, RoleGrant
from stemme.stats.models import Acted, Tally
from tests.tenancy import UNIQUE_EVERYWHERE, as_the_product

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import tenancy  # noqa: E402

pytestmark = pytest.mark.django_db


def product(expression: str, **names: Any) -> Any:
    """What the product would get if this stood in its code."""
    known = {"Person": Person, "Story": Story, "StoryText": StoryText, "Acted": Acted, "Tally": Tally, "Q": Q}
    return as_the_product(expression, {**known, "RoleGrant": RoleGrant, "DoorLink": DoorLink, **names})


UNLIMITED = [
    "list(Person.objects.all())",
    "Person.objects.count()",
    "Person.objects.exists()",
    "Person.objects.first()",
    "Person.objects.aggregate(n=Count('id'))",
    "list(Person.objects.values('email'))",
    "list(Person.objects.filter(email='eve@other.example'))",
    "list(Person.objects.exclude(organisation_id=1))",
    "list(Person.objects.filter(~Q(organisation_id=1)))",
    "list(Person.objects.filter(Q(organisation_id=1) | Q(email='x')))",
    "list(Person.objects.filter(organisation_id=F('team__organisation_id')))",
    "list(Person.objects.filter(organisation_id__gt=0))",
    "list(Person.objects.filter(id__gt=0))",
    "list(Person.objects.filter(organisation_id=1) | Person.objects.all())",
    "list(Person.objects.filter(organisation_id=1).union(Person.objects.filter(email='x')))",
    "list(Person.objects.filter(organisation_id=1, id__in=Person.objects.values('id')))",
    "Person.objects.filter(email='x').update(place='y')",
    "Person.objects.all().delete()",
    "Person.objects.filter(email='x')._raw_delete('default')",
    "list(StoryText.objects.all())",
    "list(StoryText.objects.filter(title='x'))",
    "list(Acted.objects.filter(person_id=3))",
    "list(Story.topics.through.objects.all())",
    "Person.objects.get_or_create(email='x')",
    "Person.objects.latest('id')",
]


@pytest.mark.parametrize("asked", UNLIMITED)
def test_a_query_that_forgets_the_organisation_raises(asked: str, cast: SimpleNamespace) -> None:
    with pytest.raises(UnscopedQueryError):
        product(asked, F=F, Count=models.Count)


LIMITED = [
    "list(Person.objects.filter(organisation_id=1))",
    "list(Person.objects.filter(organisation=1).filter(email='x')[:3])",
    "list(Person.objects.filter(organisation__slug='nordlys'))",
    "list(Person.objects.filter(Q(organisation_id=1) | Q(organisation_id=2)))",
    "list(Person.objects.filter(organisation_id__in=[1, 2]).values('place').annotate(n=Count('id')))",
    "list(Person.objects.filter(id=3))",
    "list(Person.objects.filter(pk__in=[3]))",
    "list(Person.objects.none())",
    "list(StoryText.objects.filter(story_id=3))",
    "list(StoryText.objects.filter(story__organisation_id=3))",
    "list(DoorLink.objects.filter(token_hash=b'x'))",
    "list(RoleGrant.objects.filter(person__organisation_id=3))",
    "list(Tally.objects.filter(organisation_id=3, dimension='all'))",
    "Person.objects.filter(organisation_id=1).update(place='y')",
    "Person.objects.filter(organisation_id=-1).delete()",
    "Person.objects.filter(organisation_id=1).count()",
]


@pytest.mark.parametrize("asked", LIMITED)
def test_a_query_that_names_it_or_a_key_is_asked(asked: str, db: None) -> None:
    product(asked, Count=models.Count)


def test_what_stands_in_another_query_is_looked_at_as_well(cast: SimpleNamespace) -> None:
    mine = Person.objects.filter(organisation=cast.nordlys)
    grants = RoleGrant.objects.filter(person_id=OuterRef("pk"))
    assert product("mine.filter(Exists(grants)).count()", mine=mine, Exists=Exists, grants=grants) == 4
    with pytest.raises(UnscopedQueryError):
        product("mine.filter(Exists(grants)).count()", mine=mine, Exists=Exists, grants=RoleGrant.objects.all())
    with pytest.raises(UnscopedQueryError):
        anybody = Subquery(Person.objects.order_by("-id").values("email")[:1])
        product("list(mine.annotate(other=anybody))", mine=mine, anybody=anybody)


def test_what_hangs_on_a_row_needs_no_more(cast: SimpleNamespace) -> None:
    assert product("[grant.role for grant in ada.grants.all()]", ada=cast.ada) == ["owner"]
    assert product("[p.team.name for p in Person.objects.filter(id=ada.id)]", ada=cast.ada) == ["Grid"]
    found = product("list(Person.objects.filter(organisation_id=n.id).prefetch_related('grants'))", n=cast.nordlys)
    assert len(found) == 6


def test_across_organisations_is_said_aloud_and_only_there(cast: SimpleNamespace) -> None:
    asked = "Person.objects.filter(email='eve@other.example').count()"
    with across_organisations("a test"):
        assert product(asked) == 1
        with within(cast.other.id), pytest.raises(UnscopedQueryError):
            product(asked)
        assert product(asked) == 1
    with pytest.raises(UnscopedQueryError):
        product(asked)


def test_every_model_of_ours_is_guarded(db: None) -> None:
    for model in tenant_models():
        for manager in model._meta.managers:
            with pytest.raises(UnscopedQueryError):
                product("list(manager.all()[:1])", manager=manager)


def answered(view: str, viewer: object, **names: Any) -> Any:
    """What the view gets inside a request of the viewer."""
    request = RequestFactory().get("/")
    request.viewer = viewer  # type: ignore[attr-defined]
    found = []

    def get_response(_request: object) -> HttpResponse:
        found.append(product(view, **names))
        return HttpResponse()

    OneOrganisation(get_response)(request)  # type: ignore[arg-type]
    return found[0]


def test_a_planted_view_gets_nothing(cast: SimpleNamespace) -> None:
    eve = SimpleNamespace(organisation_id=cast.other.id)
    with pytest.raises(UnscopedQueryError):
        answered("list(Person.objects.all())", eve)
    with pytest.raises(UnscopedQueryError):
        answered("list(Person.objects.filter(organisation_id=n))", eve, n=cast.nordlys.id)
    with pytest.raises(UnscopedQueryError):
        answered("list(Person.objects.filter(id=n))", None, n=cast.cleo.id)
    with pytest.raises(UnscopedQueryError):
        answered("Person.objects.create(organisation_id=n, email='x', given_name='X')", eve, n=cast.nordlys.id)
    with pytest.raises(UnscopedQueryError):
        answered("Person.objects.bulk_create([Person(organisation_id=n, email='x')])", eve, n=cast.nordlys.id)


def test_a_foreign_key_in_hand_opens_nothing_in_a_request(cast: SimpleNamespace) -> None:
    """The classic mistake: the id of the address, and no more."""
    eve, cleo = SimpleNamespace(organisation_id=cast.other.id), cast.cleo.id
    assert answered("list(Person.objects.filter(id=n))", eve, n=cleo) == []
    assert answered("Person.objects.filter(id__in=[n]).count()", eve, n=cleo) == 0
    assert answered("Person.objects.filter(id=n).exists()", eve, n=cleo) is False
    assert answered("Person.objects.filter(id=n).update(place='x')", eve, n=cleo) == 0
    assert answered("Person.objects.filter(id=n).delete()[0]", eve, n=cleo) == 0
    assert answered("list(Person.objects.filter(id=n))", eve, n=cast.eve.id) == [cast.eve]
    assert Person.objects.get(id=cleo).place == "Bergen"


def test_a_request_leaves_nothing_behind(cast: SimpleNamespace) -> None:
    eve = SimpleNamespace(organisation_id=cast.other.id)
    assert answered("reach()", eve, reach=reach) == cast.other.id
    assert reach() == EVERYWHERE
    with pytest.raises(ZeroDivisionError):
        answered("1 / 0", eve)
    assert reach() == EVERYWHERE


def test_looking_costs_little(cast: SimpleNamespace) -> None:
    """Beside building the query and its SQL, which Django does for each anyway."""
    query = Person.objects.filter(organisation_id=1, email="x").query
    looking = min(timeit.repeat(lambda: limit_of(query), number=300, repeat=5))
    building = min(
        timeit.repeat(lambda: str(Person.objects.filter(organisation_id=1, email="x").query), number=300, repeat=3)
    )
    assert limit_of(query) is Limit.ORGANISATION is check(query)
    assert looking < building / 20


def test_unique_keys_hold_the_organisation_or_are_listed(db: None) -> None:
    """Else one organisation could learn by trying that another has this address or this name."""
    found = set()
    for model in tenant_models():
        keys = [{field.attname} for field in model._meta.concrete_fields if field.unique and not field.primary_key]
        keys += [
            {model._meta.get_field(name).attname for name in constraint.fields}  # type: ignore[union-attr]
            for constraint in model._meta.constraints
            if isinstance(constraint, models.UniqueConstraint) and constraint.fields
        ]
        keys += [{model._meta.get_field(name).attname for name in names} for names in model._meta.unique_together]  # type: ignore[union-attr]
        for key in keys:
            own = {f.attname for f in model._meta.concrete_fields if f.is_relation and owner_of(f.related_model)}
            if COLUMN not in key and not key & own:
                found.add(f"{model._meta.label}: {', '.join(sorted(key))}")
    assert found == set(UNIQUE_EVERYWHERE)


def test_the_list_of_what_looks_across_is_current() -> None:
    page = tenancy.PAGE.read_text(encoding="utf-8")
    assert tenancy.table() in page, "Look whether this is meant, then: python tools/tenancy.py"
