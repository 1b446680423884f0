import io

import pytest
from django.core.management import CommandError, call_command

from stemme.people.models import Organisation, Person, RoleGrant

pytestmark = pytest.mark.django_db
ANSWERS = {"name": "Fjordlys", "owner_name": "Ada Owe", "owner_address": "Ada@Fjordlys.example", "language": "nb"}


@pytest.fixture(autouse=True)
def prepared(monkeypatch):
    """The tables are there already."""
    monkeypatch.setattr("stemme.project.management.commands.setup.prepare", lambda: None)


def setup(**answers):
    out = io.StringIO()
    call_command("setup", stdout=out, **answers)
    return out.getvalue()


def test_from_nothing_to_an_owner_with_a_link(client):
    said = setup(**ANSWERS)
    ada = Person.objects.get()
    assert (ada.email, ada.organisation.slug, ada.organisation.language) == ("ada@fjordlys.example", "fjordlys", "nb")
    assert {grant.role for grant in RoleGrant.objects.all()} == {"owner", "operator"}
    path = next(word for word in said.split() if "/l/" in word).split("://")[1].partition("/")[2]
    assert client.get(f"/{path}").status_code == 200


def test_the_owner_of_a_second_organisation_does_not_run_the_installation():
    setup(**ANSWERS)
    setup(**{**ANSWERS, "name": "Strandvind", "owner_address": "bo@strandvind.example"})
    roles = RoleGrant.objects.filter(organisation__slug="strandvind").values_list("role", flat=True)
    assert list(roles) == ["owner"]


def test_a_second_time_changes_nothing():
    setup(**ANSWERS)
    assert "Already set up: Fjordlys (fjordlys)" in setup()
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"owner_address": "ada"}, "not a mail address"),
        ({"time_zone": "Europe/Atlantis"}, "no time zone"),
        ({"owner_name": ""}, "--owner-name"),
        ({"name": "???"}, "--slug"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(wrong, words):
    with pytest.raises(CommandError, match=words):
        setup(**{**ANSWERS, **wrong})
    assert not Organisation.objects.exists()
