"""The pages: who sees them, what they say, what they do."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.council import actions
from stemme.council.models import Edition, Particulars
from stemme.council.tests.conftest import WRITTEN
from stemme.kit.languages import CODES
from stemme.people.models import Organisation, Person
from stemme.people.viewer import Viewer

pytestmark = pytest.mark.django_db
FORM = {
    "controller": "Nordlys Energi AS", "address": "Strandgaten 1", "contact": "personvern@nordlys.example",
    "officer": "", "country": "no", "basis": "interest", "agreement": "", "agreed_on": "",
}  # fmt: skip


def words(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_nothing_to_an_edition_that_the_representative_has_seen(
    cast: SimpleNamespace, rep: Person, let_in: Any
) -> None:
    ada, rut = let_in(cast.ada), let_in(rep)
    page = words(ada.get("/papers/"))
    assert "No edition yet." in page
    assert "Responsible, Address, Questions about privacy, Country, Legal basis" in page
    assert "Issue the first edition" not in page
    assert ada.post("/papers/settings/", FORM).status_code == 303
    assert "Issue the first edition" in words(ada.get("/papers/"))
    answer = ada.post("/papers/issue/")
    edition = Edition.objects.get()
    assert answer.headers["Location"] == f"/papers/editions/{edition.id}/"
    page = words(rut.get("/papers/"))
    assert "Edition 1 says what holds." in page
    assert "Issue" not in page.replace("Issued", "")
    page = words(rut.get(f"/papers/editions/{edition.id}/"))
    assert "Still what was issued." in page
    assert rut.post(f"/papers/editions/{edition.id}/seen/").status_code == 303
    assert "Rut Rein" in words(ada.get("/papers/"))
    assert "I have seen this edition" not in words(rut.get(f"/papers/editions/{edition.id}/"))


def test_a_changed_setting_is_named_on_the_page_and_in_the_notice(
    ready: SimpleNamespace, issued: int, let_in: Any
) -> None:
    Organisation.objects.filter(id=ready.nordlys.id).update(group_floor=6)
    page = words(let_in(ready.ada).get("/papers/"))
    assert "Edition 1 is stale." in page
    assert "Smallest group" in page
    assert "Issue a new edition" in page
    notice = words(let_in(ready.cleo).get("/papers/notice/?in=en"))
    assert "Det gjelder: Måling" in notice
    assert "Groups are shown from 8 people on." in notice, "the edition stays what it was"


@pytest.mark.parametrize("language", CODES)
def test_everybody_reads_the_notice_in_any_language(
    language: str, ready: SimpleNamespace, issued: int, let_in: Any
) -> None:
    for scope in ("employee", "suggest"):
        page = words(let_in(ready.dan, scope).get(f"/papers/notice/?in={language}"))
        assert f'<article class="paper" lang="{language}">' in page
        assert '<html lang="da"' in page, "the page around it stays in the reader's language"
    title = {"en": "Edition 1, 12 November 2026", "de": "Ausgabe 1, 12. November 2026"}.get(language, "Utg")
    assert title in page or "Udgave 1" in page


def test_before_the_first_edition_the_notice_is_a_preview(cast: SimpleNamespace, let_in: Any) -> None:
    page = words(let_in(cast.dan).get("/papers/notice/"))
    assert "Ikke udgivet endnu." in page
    assert '<article class="paper" lang="da">' in page


def test_papers_of_another_organisation_are_not_there(ready: SimpleNamespace, issued: int, let_in: Any) -> None:
    eve = let_in(ready.eve)
    for rest in ("", "notice/", "sheet.html", "all.zip"):
        assert eve.get(f"/papers/editions/{issued}/{rest}").status_code == 404
    assert eve.post(f"/papers/editions/{issued}/seen/").status_code == 404
    for page in (eve.get("/papers/"), eve.get("/papers/notice/"), eve.get("/papers/now/sheet/")):
        assert "Nordlys" not in words(page)


def test_who_may_what(ready: SimpleNamespace, issued: int, rep: Person, let_in: Any) -> None:
    for person in (ready.cleo, ready.bo, ready.ana):
        for address in ("/papers/", "/papers/settings/", "/papers/now/record/", f"/papers/editions/{issued}/"):
            assert let_in(person).get(address).status_code == 404
    for person in (rep, ready.lea):
        client = let_in(person)
        assert client.get("/papers/").status_code == 200
        assert client.get(f"/papers/editions/{issued}/assessment/?in=de").status_code == 200
        assert client.get("/papers/settings/").status_code == 404
        assert client.post("/papers/issue/").status_code == 404
    assert let_in(ready.lea).post(f"/papers/editions/{issued}/seen/").status_code == 404
    assert let_in(ready.ada).get("/papers/now/unknown/").status_code == 404
    assert let_in(ready.ada).get(f"/papers/editions/{issued}/unknown.html").status_code == 404


def test_the_form_says_what_is_wrong(cast: SimpleNamespace, let_in: Any) -> None:
    ada = let_in(cast.ada)
    answer = ada.post("/papers/settings/", {**FORM, "basis": "agreement"})
    assert answer.status_code == 422
    assert "Say which agreement." in words(answer)
    assert "Say when it was signed." in words(answer)
    late = {**FORM, "basis": "agreement", "agreement": "A", "agreed_on": "2999-01-01"}
    assert "This day is still to come." in words(ada.post("/papers/settings/", late))
    assert ada.post("/papers/settings/", {**FORM, "country": "xx"}).status_code == 422
    assert not Particulars.objects.exists()


def test_issuing_too_early_says_what_is_missing(cast: SimpleNamespace, let_in: Any) -> None:
    ada = let_in(cast.ada)
    answer = ada.post("/papers/issue/", follow=True)
    assert "Not issued. Still missing: Responsible" in words(answer)
    assert not Edition.objects.exists()


def test_a_file_loads_nothing_and_escapes_what_was_written(cast: SimpleNamespace, owner: Viewer, let_in: Any) -> None:
    about = WRITTEN.__class__(**{**{f: getattr(WRITTEN, f) for f in WRITTEN.__slots__}, "contact": "<b onclick=x>"})
    actions.write_down(actor=owner, about=about, now=cast.now)
    answer = let_in(cast.ada).get("/papers/now/notice.html?in=sv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="nordlys-preview-notice-sv.html"'
    text = words(answer)
    assert '<html lang="sv">' in text
    assert "&lt;b onclick=x&gt;" in text
    assert "<b onclick" not in text
    assert not any(part in text for part in ("<link", "<script", "<img", "src=", "@import", "url("))


def test_more_editions_need_no_more_queries(
    ready: SimpleNamespace, issued: int, owner: Viewer, rep: Person, let_in: Any
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert let_in(rep).get("/papers/").status_code == 200
        return len(found)

    asked()
    first = asked()
    for number in (9, 10, 11):
        Organisation.objects.filter(id=ready.nordlys.id).update(group_floor=number)
        actions.issue(actor=owner, now=ready.now)
    assert asked() == first
