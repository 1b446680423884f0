"""Name, colour and logo, from the form to the pages and mails."""

from __future__ import annotations

import io
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.people.models import Organisation

pytestmark = pytest.mark.django_db
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> None:
    """Pictures go where nobody else looks."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def picture(size: tuple[int, int] = (900, 300), kind: str = "PNG") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGBA", size, (11, 114, 133, 128)).save(out, kind)
    return SimpleUploadedFile("logo.png", out.getvalue())


def save(client: Client, **sent: object) -> object:
    return client.post("/settings/brand/", {"name": "Nordlys Energi", "accent": "", **sent})


def sheet_of(client: Client, path: str = "/me/") -> str:
    found = re.search(r'href="(/brand/[^"]+\.css)"', client.get(path).content.decode())
    return found[1] if found else ""


def test_the_colour_reaches_every_page_as_a_style_sheet_of_its_own(cast: SimpleNamespace, let_in: object) -> None:
    ada, cleo, eve = (let_in(person) for person in (cast.ada, cast.cleo, cast.eve))  # type: ignore[operator]
    assert sheet_of(ada) == ""
    assert save(ada, accent="0B7285").status_code == 303  # type: ignore[attr-defined]
    address = sheet_of(cleo)
    assert re.fullmatch(rf"/brand/{cast.nordlys.id}-[0-9a-f]{{12}}\.css", address)
    assert sheet_of(eve) == "", "another organisation looks as before"
    answer = Client().get(address)
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    css = answer.content.decode()
    assert re.fullmatch(r"@layer tokens\{:root\{(--[a-z-]+:light-dark\(#[0-9a-f]{6},#[0-9a-f]{6}\);?){3}\}\}\n", css), (
        css
    )
    assert "#0b7285" in css
    save(ada, accent="#7a1f5c")
    assert sheet_of(cleo) != address
    assert Client().get(address).status_code == 404
    fact = Fact.objects.filter(kind=facts.BRAND_CHANGED).first()
    assert fact is not None
    assert fact.data["fields"] == "accent"


def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(cast: SimpleNamespace, let_in: object) -> None:
    ada = let_in(cast.ada)  # type: ignore[operator]
    answer = save(ada, accent="#ffcc00")
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "#ffcc00 reaches 1.4 : 1 on white; 4.5 : 1 is needed" in page
    proposed = re.search(r'name="take" value="(#[0-9a-f]{6})"', page)
    assert proposed
    assert save(ada, accent="#ffcc00", take=proposed[1]).status_code == 303  # type: ignore[attr-defined]
    assert Organisation.objects.get(id=cast.nordlys.id).accent == proposed[1]


def test_measuring_saves_nothing(cast: SimpleNamespace, let_in: object) -> None:
    answer = save(let_in(cast.ada), accent="#0b7285", measure="1")  # type: ignore[operator]
    assert answer.status_code == 200  # type: ignore[attr-defined]
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "5.0 : 1" in page
    assert "White words on it" in page
    assert Organisation.objects.get(id=cast.nordlys.id).accent == ""


@pytest.mark.parametrize("wrong", ["teal", "#12345", "#fff;}body{display:none", "url(x)", "#gggggg"])
def test_what_is_no_colour_is_refused(wrong: str, cast: SimpleNamespace, let_in: object) -> None:
    assert save(let_in(cast.ada), accent=wrong).status_code == 422  # type: ignore[operator, attr-defined]
    assert Organisation.objects.get(id=cast.nordlys.id).accent == ""


def test_a_logo_is_made_ours_shown_replaced_and_taken_away(
    cast: SimpleNamespace, let_in: object, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    ada = let_in(cast.ada)  # type: ignore[operator]
    assert save(ada, logo=picture()).status_code == 303  # type: ignore[attr-defined]
    shown = re.search(r'<img class="logo" src="(/media/brand/[0-9a-f]{32}\.png)"', ada.get("/me/").content.decode())
    assert shown
    answer = Client().get(shown[1])
    with Image.open(io.BytesIO(answer.content)) as made:
        assert (made.format, made.size, made.mode) == ("PNG", (480, 160), "RGBA")
    assert answer.headers["Content-Type"] == "image/png"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert save(ada, no_logo="on").status_code == 303  # type: ignore[attr-defined]
    assert 'class="logo"' not in ada.get("/me/").content.decode()
    assert not list((tmp_path / "brand").iterdir())


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("logo.png", SCRIPT, content_type="image/png"),
        SimpleUploadedFile("logo.png", b"not a picture"),
        SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n" + b"0" * (1024 * 1024)),
    ],
    ids=["svg", "words", "large"],
)
def test_what_is_no_picture_is_refused(file: SimpleUploadedFile, cast: SimpleNamespace, let_in: object) -> None:
    file.seek(0)
    assert save(let_in(cast.ada), logo=file).status_code == 422  # type: ignore[operator, attr-defined]
    assert Organisation.objects.get(id=cast.nordlys.id).logo == ""


def test_names_of_files_lead_nowhere_else(client: Client) -> None:
    for path in ("/brand/1-abc.css", "/brand/x-0.css", "/brand/99999999999999999999-a.css", "/media/brand/none.png"):
        assert client.get(path).status_code == 404
