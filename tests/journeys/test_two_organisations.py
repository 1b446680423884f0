"""Two full houses in one installation (T-26). The owner of one tries every address, filter and file of the other's.

Each text of the other house carries a word that stands nowhere else: no byte of it may come back. That one's own word
does come back says that the pages were full.
"""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from conftest import NOW
from stemme.kit.tenancy_queries import owner_of
from stemme.people.models import Organisation, Person
from tests.addresses import Address, addresses
from tests.cast import make_cast, open_session
from tests.journeys.test_strangers import FIELDS, FILTERS, OTHER_FIELDS
from tests.lasting import lasting  # noqa: F401 (a fixture)
from tests.staff import FALLBACK_VALUES, values_for
from tests.stage import make_history
from tests.twin import copy_house, fill, in_order, plant, rows_of

pytestmark = pytest.mark.django_db

ALL = addresses()
THEIRS, OURS = "Kvartsord", "Basaltord"


@pytest.fixture(scope="module")
def houses(lasting: None) -> SimpleNamespace:  # noqa: F811
    """Nordlys, full; Sorlys, the same once more; a browser with Sorlys' owner in it."""
    cast = make_cast(NOW)
    valid = values_for(cast, make_history(cast))
    fill(cast.nordlys)
    sorlys = Organisation.objects.create(slug="sorlys", name="Sorlys", mail_domain="sorlys.example")
    became = copy_house(cast.nordlys, sorlys)
    planted = plant(cast.nordlys, THEIRS), plant(sorlys, OURS)
    owner = Person.objects.get(id=became["people.Person"][cast.ada.id])
    owner.deactivated_at = owner.declined_at = owner.strong_sign_in_since = None
    owner.save()
    theirs = {row.pk for model in in_order() for row in rows_of(model, cast.nordlys) if isinstance(row.pk, int)}
    ours = {row.pk for model in in_order() for row in rows_of(model, sorlys) if isinstance(row.pk, int)}
    return SimpleNamespace(
        cast=cast, sorlys=sorlys, owner=owner, valid=valid, became=became, planted=planted,
        foreign=sorted(theirs - ours), session=open_session(owner.id),
    )  # fmt: skip


@pytest.fixture
def owner(houses: SimpleNamespace) -> Client:
    """The browser of Sorlys' owner."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = houses.session
    return client


def seen(response: object, word: str = THEIRS) -> bool:
    """Is the word in the answer, its headers included?"""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return word.encode() in body or word in str(dict(response.headers))  # type: ignore[attr-defined]


def paths(address: Address, values: dict[str, object], ids: list[int]) -> list[str]:
    """Every id where an id may stand, the other parameters as they would be."""
    fitting = {name: values.get(name, FALLBACK_VALUES[kind]) for kind, name in address.parameters}
    # The number of a version counts within its own story.
    numbers = [name for kind, name in address.parameters if kind == "int" and name != "number"]
    found = [str(address.filled({**fitting, name: id})) for name, id in itertools.product(numbers, ids)]
    return [*found, str(address.filled(fitting))]


def own(houses: SimpleNamespace) -> dict[str, object]:
    """What an address of Sorlys would hold, by the name of its parameter."""
    labels = {"story_id": "library.Story", "source_id": "library.Source", "item_id": "library.SourceItem",
              "grant_id": "people.RoleGrant", "visit_id": "people.Visit", "person_id": "people.Person",
              "team_id": "people.Team", "stream_id": "library.Stream", "stop_id": "library.Pause",
              "proposal_id": "library.SourceItem", "campaign_id": "library.Campaign",
              "lottery_id": "library.Lottery", "page_id": "landing.Page", "goal_id": "outcomes.Goal",
              "door_id": "outcomes.Door", "lead_id": "landing.Lead", "webhook_id": "landing.Webhook",
              "cost_id": "outcomes.Cost", "plan_id": "reports.ReportPlan", "shown_id": "reports.ReportLink",
              "contact_id": "policy.GuidelinesContact", "function_id": "policy.JobFunction",
              "rater_id": "readiness.Rater", "task_id": "readiness.Task",
              "thing_id": "library.Topic", "asset_id": "media.Asset",
              "agreement_id": "agreements.Agreement"}  # fmt: skip
    mine = {name: houses.became[label].get(houses.valid[name]) for name, label in labels.items()}
    words = {name: "sorlys" for name, value in houses.valid.items() if value == "nordlys"}
    return {**houses.valid, **words, **{name: value for name, value in mine.items() if value is not None}}


def _of_their_kind(address: Address, houses: SimpleNamespace) -> list[int]:
    """What the very parameters of the address would be there."""
    return [int(houses.valid[name]) for kind, name in address.parameters if kind == "int" and name in houses.valid]


def test_the_houses_are_full_and_every_text_is_marked(houses: SimpleNamespace) -> None:
    empty = [model._meta.label for model in in_order() if not any(rows_of(model, houses.sorlys))]
    assert not empty
    assert houses.planted[0] == houses.planted[1] > 80


def test_pages_and_files_are_full_of_our_own_and_without_a_byte_of_theirs(
    houses: SimpleNamespace, owner: Client
) -> None:
    """Every address as we would open it; and where it ends in a file, by GET or by POST."""
    shown, files, wrong = set(), set(), []
    for address in ALL:
        for path in paths(address, own(houses), [])[-1:]:
            for response in (owner.get(path), owner.post(path, {}) if "sign-out" not in path else owner.get(path)):
                if seen(response):
                    wrong.append(path)
                if seen(response, OURS):
                    shown.add(address.name)
                if "attachment" in response.headers.get("Content-Disposition", "") and seen(response, OURS):
                    files.add(response.headers["Content-Type"].partition(";")[0])
    assert not wrong
    assert len(shown) >= 25, sorted(shown)
    assert {"text/csv", "application/json"} <= files


@pytest.mark.parametrize("address", [a for a in ALL if a.parameters], ids=lambda address: address.route)
def test_no_address_leads_to_an_object_of_theirs(address: Address, houses: SimpleNamespace, owner: Client) -> None:
    if "int" not in {kind for kind, _name in address.parameters}:
        pytest.skip("no id in it")
    here = own(houses)
    tried = [*houses.foreign[:: max(len(houses.foreign) // 8, 1)], *_of_their_kind(address, houses)]
    for path in paths(address, here, tried)[:-1]:
        for response in (owner.get(path), owner.post(path, {})):
            assert response.status_code in {404, 405}, f"{path} answers {response.status_code}"
            assert not seen(response), path


@pytest.mark.parametrize("address", [a for a in ALL if not a.parameters], ids=lambda address: address.route)
def test_no_filter_and_no_form_brings_theirs(address: Address, houses: SimpleNamespace, owner: Client) -> None:
    """With all foreign ids at once, one kind after the other alone, and words of theirs, in every field."""
    valid = houses.valid
    several = {field: [str(id) for id in houses.foreign] for field in FIELDS}
    one = {field: str(valid["person_id"]) for field in (*FIELDS, *FILTERS)}
    named = {**{field: str(valid.get(f"{field}_id", valid.get(field, 8050))) for field in FIELDS},
             "sort": "-id", "show": "all"}  # fmt: skip
    for asked in (several, one, named):
        response = owner.get(f"/{address.route}", asked)
        assert response.status_code < 500
        assert not seen(response)
    if address.name not in {"people:sign_out", "people:sign_out_everywhere"}:
        for sent in ({**OTHER_FIELDS, **several}, {**OTHER_FIELDS, **named}):
            response = owner.post(f"/{address.route}", sent)
            assert response.status_code < 500
            assert not seen(response)


def test_their_door_does_not_open_our_house(houses: SimpleNamespace, owner: Client) -> None:
    """Whoever is signed in here and follows a personal link of a colleague there is asked, and sees nothing of both."""
    from stemme.people.actions.doors import make_door_link

    door = make_door_link(person_id=houses.cast.cleo.id, now=NOW)
    response = owner.get(reverse("people:door", args=[door]))
    assert response.status_code in {200, 410}


def test_every_table_is_owned_by_an_organisation_or_listed(houses: SimpleNamespace) -> None:
    """A new table without an organisation is a decision."""
    from stemme.kit.tenancy_queries import ROOT
    from tests.tenancy import WITHOUT_ORGANISATION

    found = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("stemme.") and owner_of(model) is None and model._meta.label != ROOT
    }
    assert found == set(WITHOUT_ORGANISATION)
