"""From ``stemme setup`` on an empty machine to the first sign-in of an imported colleague, in real processes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house import empty_house
from tests.journeys.mailbox import mails
from tests.journeys.window import Window

pytestmark = pytest.mark.slow
ROSTER = "Employee number;E-mail;First name;Last name;Division\n1;nina@fjordlys.example;Nina;Ny;Sales\n"


def test_from_an_empty_machine_to_a_colleague_who_is_in(tmp_path: Path) -> None:
    with empty_house(tmp_path) as house:
        said = house.run("setup")
        found = re.search(rf"{re.escape(house.url)}(/first-start/\S+)", said)
        assert found, said
        with house.serving("--with-worker"):
            stranger = Window(house.url).open("/first-start/advf_guess/")
            assert stranger.status == 404
            owner = Window(house.url).open(found[1])
            owner.press(
                name="Fjordlys", language="en", given_name="Olga", family_name="Owner", address="olga@fjordlys.example"
            )
            assert (owner.status, owner.path) == (200, "/setup/"), owner.text[:300]
            assert Window(house.url).open(found[1]).status == 404

            owner.open("/setup/mail/").press("/setup/mail/")
            assert any("olga@fjordlys.example" in mail.to for mail in mails(house.data))
            owner.open("/setup/addresses/").press("/setup/addresses/check/")
            assert "The pages answer." in owner.text
            assert "The links answer." in owner.text
            owner.open("/settings/brand/").press("/settings/brand/", accent="#7a1f5c")
            assert "/brand/1-" in (owner.tree.html or "")

            file = tmp_path / "people.csv"
            file.write_text(ROSTER)
            house.run("people", "import", str(file), "--org", "fjordlys")
            owner.open("/setup/")
            assert re.search(r"\b3 short steps are left", owner.text), owner.text[:300]

            link = re.search(r"(/l/\S+)", house.run("people", "link", "nina@fjordlys.example", "--org", "fjordlys"))
            assert link
            nina = Window(house.url).open(link[1]).press()
            assert nina.open("/stories/").status == 200
            assert nina.open("/setup/").status == 404
