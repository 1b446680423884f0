"""What a role lets see of the same page: streams of editors, teams of people administrators, no names for analysts."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stemme.library.models import Source, SourceItem, Story, StoryText
from stemme.people.models import Person, RoleGrant
from tests.addresses import addresses
from tests.staff import FALLBACK_VALUES, Actor, make_staff, values_for

pytestmark = pytest.mark.django_db
_HEADER = "Employee number;First name;Last name;E-mail;Department"


@pytest.fixture
def staff(cast: SimpleNamespace, history: SimpleNamespace) -> dict[str, Actor]:
    return make_staff(cast, history)


@pytest.fixture
def enter(staff: dict[str, Actor], let_in: object) -> object:
    """A client with the session of whoever stands in that column."""

    def by_heading(heading: str) -> Client:
        return let_in(staff[heading].person)  # type: ignore[operator,no-any-return]

    return by_heading


@pytest.fixture
def next_door(cast: SimpleNamespace, staff: dict[str, Actor]) -> Story:
    """A story and a feed in the other stream."""
    story = Story.objects.create(
        id=8150, organisation=cast.nordlys, stream_id=8001, language="en", target_url="https://nordlys.example/next"
    )
    StoryText.objects.create(story=story, language="en", title="A secret of the other department")
    source = Source.objects.create(
        id=8250, organisation=cast.nordlys, stream_id=8001, url="http://127.0.0.1:9/other", title="Feed of the others"
    )
    SourceItem.objects.create(
        id=8350, organisation=cast.nordlys, stream_id=8001, source=source, guid="two", url="https://nordlys.example/n/2",
        title="An entry of the others",
    )  # fmt: skip
    return story


def test_an_editor_of_a_stream_sees_and_touches_that_stream(enter: object, next_door: Story) -> None:
    nora = enter("editor, this stream")  # type: ignore[operator]
    for path in ("/studio/", "/studio/?stream=8001", "/studio/?q=secret", "/studio/feeds/", "/studio/new/"):
        page = nora.get(path).content.decode()
        for words in ("A secret of the other department", "Feed of the others", "An entry of the others",
                      "Another stream of Nordlys"):  # fmt: skip
            assert words not in page, path
    assert "Newsroom of Nordlys" in nora.get("/studio/").content.decode()
    assert nora.get("/studio/8100/").status_code == 200
    for path in ("/studio/8150/", "/studio/8150/withdraw/", "/studio/feeds/8250/read/", "/studio/feeds/8250/remove/",
                 "/studio/feeds/items/8350/use/", "/studio/feeds/items/8350/dismiss/"):  # fmt: skip
        assert nora.post(path, {}).status_code == 404, path
    assert Source.objects.get(id=8250).removed_at is None
    assert SourceItem.objects.get(id=8350).dismissed_at is None


def test_an_editor_of_a_stream_writes_into_no_other_and_opens_none(enter: object, next_door: Story) -> None:
    nora = enter("editor, this stream")  # type: ignore[operator]
    begun = {"own-title": "Mine", "own-target_url": "https://nordlys.example/mine", "own-language": "en"}
    assert nora.post("/studio/new/", {**begun, "own-stream": "8001"}).status_code == 422
    assert nora.post("/studio/new/", {**begun, "own-stream": "8000"}).status_code == 303
    assert Story.objects.get(target_url="https://nordlys.example/mine").stream_id == 8000
    assert nora.post("/studio/streams/", {"name": "Of my own"}).status_code == 404
    moved = {"stream": "8001", "language": "nb", "target_url": "https://nordlys.example/stories/0", "title_nb": "Moved",
             "kind": "article", "priority": "0"}  # fmt: skip
    assert nora.post("/studio/8100/", moved).status_code == 422
    taken = nora.post("/studio/new/", {"url": next_door.target_url, "stream": "8000"})
    assert taken.status_code == 422
    assert "Another department" in taken.content.decode()
    assert Story.objects.get(id=8100).stream_id == 8000


def test_a_people_administrator_sees_invites_and_exports_their_teams(
    cast: SimpleNamespace, staff: dict[str, Actor], enter: object
) -> None:
    for number, team in enumerate((cast.turbine, cast.grid)):
        Person.objects.create(
            organisation=cast.nordlys, team=team, email=f"new{number}@nordlys.example", given_name=f"Newcomer{number}"
        )
    inside, outside = Person.objects.filter(given_name__startswith="Newcomer").order_by("given_name")
    pia = enter("people admin, this team")  # type: ignore[operator]
    page = pia.get("/people/")
    names = {row.name for row in page.context["page"].object_list}
    assert names == {"Cleo Clausen", "Mona Prøve", "Pia Prøve", "Newcomer0"}
    assert page.context["counts"].total == 4
    assert "Dan Dahl" not in pia.get("/people/?q=Dan").content.decode()
    exported = list(csv.reader(io.StringIO(pia.post("/people/export/").content.decode("utf-8-sig"))))
    mine = {f"{name}@nordlys.example" for name in ("cleo", "mona", "pia", "new0")}
    assert {row[3] for row in exported[1:]} == mine
    assert pia.post("/people/change/", {"act": "invite", "person": [outside.id]}).status_code == 404
    number = pia.get("/people/change/?act=invite&all=1").context["number"]
    assert pia.post("/people/change/", {"act": "invite", "all": "1", "count": str(number)}).status_code == 303
    invited = set(Person.objects.exclude(invited_at=None).values_list("id", flat=True))
    assert inside.id in invited
    assert outside.id not in invited


def _checked(client: Client, *rows: str) -> str:
    """The last step of an import of these rows."""
    data = "\n".join((_HEADER, *rows)).encode()
    client.post("/people/import/", {"file": SimpleUploadedFile("people.csv", data)})
    client.post("/people/import/columns/", {})
    return client.get("/people/import/check/").content.decode()


def test_a_people_administrator_imports_their_teams_and_nobody_else(cast: SimpleNamespace, enter: object) -> None:
    pia = enter("people admin, this team")  # type: ignore[operator]
    rows = (
        ";Cleo;Clausen;cleo@nordlys.example;Turbine engineering",
        ";Pia;Prøve;pia@nordlys.example;Offshore wind",
        ";Nils;Ny;nils@nordlys.example;Turbine engineering",
        ";Gry;Grå;gry@nordlys.example;Grid",
        ";Dan;Dahl;dan@nordlys.example;Turbine engineering",
        ";Uta;Uten;uta@nordlys.example;",
    )
    page = _checked(pia, *rows)
    assert "You do not look after the team “Grid”" in page
    assert "dan@nordlys.example works in a team you do not look after" in page
    assert "There is no team for uta@nordlys.example" in page
    assert pia.post("/people/import/check/", {"skip": "on"}).headers["Location"] == "/people/"
    assert Person.objects.get(email="nils@nordlys.example").team_id == cast.turbine.id
    assert not Person.objects.filter(email__in=["gry@nordlys.example", "uta@nordlys.example"]).exists()
    cast.dan.refresh_from_db()
    assert (cast.dan.team_id, cast.dan.deactivated_at) == (cast.grid.id, None)
    assert not Person.objects.filter(team=cast.grid).exclude(deactivated_at=None).exists()


def test_nobody_gets_into_a_greater_role_by_a_new_address(cast: SimpleNamespace, let_in: object) -> None:
    """T-29: whoever changes an owner's address could ask for a sign-in link there."""
    lea = let_in(cast.lea)  # type: ignore[operator]
    Person.objects.filter(id=cast.ada.id).update(external_id="1")
    rows = ["1;Ada;Owe;mallory@nordlys.example;Grid"]
    rows += [
        f";{p.given_name};{p.family_name};{p.email};Grid" for p in (cast.lea, cast.bo, cast.ana, cast.cleo, cast.dan)
    ]
    assert "mallory@nordlys.example belongs to somebody with a role you cannot give" in _checked(lea, *rows)
    lea.post("/people/import/check/", {"skip": "on", "leavers": "0"})
    cast.ada.refresh_from_db()
    assert (cast.ada.email, cast.ada.deactivated_at) == ("ada@nordlys.example", None)
    # An owner is not sent away either by leaving them out of the file, even when another one stays.
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.dan, role="owner")
    assert "1 person is kept" in _checked(lea, *rows[1:])


#: Pages of these tell names to everybody who may open them.
NAMING = ("privacy:", "council:", "agreements:", "policy:guidelines", "policy:ask", "scorecards:own")


@pytest.mark.parametrize("heading", ["analyst", "representative", "operator"])
def test_who_reads_figures_settings_or_health_sees_no_names(
    heading: str, cast: SimpleNamespace, history: SimpleNamespace, staff: dict[str, Actor], enter: object
) -> None:
    """On no page but these: one's own data say by name who may look at them, the audit who changed a setting, papers of
    the works council and agreements who decided, the guidelines whom one may ask."""
    own = staff[heading].person
    assert own
    others = [p for p in Person.objects.all() if p.id != own.id]
    words = [word for p in others for word in (p.name, p.email) if p.family_name]
    client, values = enter(heading), values_for(cast, history)  # type: ignore[operator]
    for address in addresses():
        path = address.filled({name: values.get(name, FALLBACK_VALUES[kind]) for kind, name in address.parameters})
        if address.name.startswith(NAMING) or address.gate == "read_audit":
            continue
        page = client.get(path)
        text = b"".join(page.streaming_content) if page.streaming else page.content
        assert not [word for word in words if word in text.decode("utf-8", "replace")], path
