"""Strings that mean harm go in wherever words go in, and nothing of them runs, loads or turns where they come out.

In a real browser: tests/browser/test_hostile_strings.py. T-18, T-21, T-24, T-27, T-37.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from stemme.kit.tables import unguarded
from stemme.kit.tests.stage import Stage, says
from stemme.library.models import SourceItem, Story, StoryText, Stream
from stemme.people.models import Organisation, Person, Team
from stemme.people.visits import safe_path
from tests.addresses import addresses
from tests.security.forms_of_pages import Form, forms
from tests.security.naughty import WORST, chunks, faults, strings
from tests.staff import FALLBACK_VALUES, values_for
from tests.stage import make_history

pytestmark = pytest.mark.django_db
FORMULA = re.compile(r"[=+\-@\t\r\0＝＋－＠]")


@pytest.fixture
def history(cast: SimpleNamespace) -> SimpleNamespace:
    """Nordlys after two days of work."""
    return make_history(cast)


def look(client: Client, path: str, **asked: str) -> str:
    """The page, which is harmless."""
    response = client.get(path, asked)
    assert response.status_code < 500, path
    return harmless(response, path)


def harmless(response: HttpResponse, path: str) -> str:
    """The text of the answer; fails if anything of it would run, load or turn."""
    page = response.content.decode(errors="replace")
    if "html" in response.headers.get("Content-Type", ""):
        # A file to keep brings its looks with it.
        kept = "attachment" in response.headers.get("Content-Disposition", "")
        wrong = [fault for fault in faults(page) if not (kept and fault == "<style>") and not looks(response, fault)]
        assert not wrong, (path, wrong[:5])
    return page


def cells(text: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(text, newline="")):
        yield from row


def looks(response: HttpResponse, fault: str) -> bool:
    """Whether it is no more than how a mail looks: in its frame nothing runs or loads, says its policy."""
    alone = response.headers.get("Content-Security-Policy", "").startswith("default-src 'none'; style-src")
    return alone and re.match(r"<(?:style|base|meta)>|<\w+ style=", fault) is not None


def test_there_are_at_least_as_many_as_were_asked_for() -> None:
    assert len(strings()) >= 664
    assert faults("<p onclick=x>") and faults('<a href="java\nscript:x">') and faults("<script>x</script>")
    assert faults("<img src=//evil.example/x>") and faults("a\u202eb") and faults("<iframe srcdoc=x>")
    assert not faults('<p>&lt;script&gt;</p><a href="/x">x</a><a href="mailto:a@b.example">y</a>')


def test_names_of_people_teams_titles_and_places(cast: SimpleNamespace, let_in: Callable, tmp_path: Path) -> None:
    """Through the import, as HR systems deliver them; then every page of the list, the search, the file."""
    rows = [["Ansattnr", "Fornavn", "Etternavn", "E-post", "Avdeling", "Stilling", "Sted"]]
    for number, text in enumerate(strings()):
        flat = text.replace("\0", "")
        rows.append([f"9{number:05}", flat[:80] or "x", "Prøve", f"p{number}@nordlys.example", flat[:60], flat, flat])
    sheet = io.StringIO(newline="")
    csv.writer(sheet, delimiter=";").writerows(rows)
    path = tmp_path / "people.csv"
    path.write_text(sheet.getvalue(), encoding="utf-8")
    call_command(
        "people_import", str(path), org="nordlys", skip_invalid=True, confirm_leavers=True, stdout=io.StringIO()
    )
    assert Person.objects.filter(organisation=cast.nordlys, external_id__startswith="9").count() > 600
    ada = let_in(cast.ada)
    seen = "".join(look(ada, "/people/", page=str(number)) for number in range(1, 20))
    assert seen.count("&lt;script") > 10
    for path in ("/roles/", "/roles/grant/", "/audit/", "/overview/"):
        look(ada, path)
    answer = ada.post("/people/export/")
    assert answer.status_code in {200, 303}, answer.status_code
    told = list(cells(answer.content.decode()))
    assert not [cell for cell in told if FORMULA.match(cell)]
    assert any(unguarded(cell) != cell for cell in told)


def test_titles_words_and_texts_of_stories(cast: SimpleNamespace, history: SimpleNamespace, let_in: Callable) -> None:
    bo, cleo = let_in(cast.bo), let_in(cast.cleo)
    for text in chunks(290):
        sent = {
            "own-title": text,
            "own-target_url": "https://nordlys.example/a",
            "own-language": "nb",
            "own-stream": 8000,
        }
        answer = bo.post("/studio/new/", sent)
        assert answer.status_code in {303, 422}
        harmless(answer, "/studio/new/")
    made = Story.objects.filter(organisation=cast.nordlys, id__gt=8101) | Story.objects.filter(id__lt=8100)
    assert made.count() > 100
    story = made.order_by("id").first()
    path = f"/studio/{story.id}/"
    form = next(form for form in forms(look(bo, path), at=path) if "title_nb" in form.values)
    whole = "\n".join(strings())[:39_000]
    texts = {field.name: WORST[: field.longest or None] for field in form.texts if field.kind != "url"}
    texts = {name: text for name, text in texts.items() if not name.endswith(("_on", "_at", "time"))}
    sent = form.sent(**{**texts, "body_nb": whole, "do": "publish"})
    answer = bo.post(path, sent)
    harmless(answer, path)
    assert answer.status_code in {303, 422}
    for client, pages in (
        (bo, ("/studio/", path, "/studio/?tab=drafts")),
        (cleo, ("/stories/", f"/stories/{story.id}/", f"/stories/{story.id}/share/", "/impact/", "/privacy/")),
        (let_in(cast.lea), ("/overview/", "/analysis/", "/audit/")),
    ):
        for page in pages:
            look(client, page)
    told = let_in(cast.ada).post("/audit/entries.csv").content.decode()
    assert not [cell for cell in cells(told) if FORMULA.match(cell)]
    assert "undefined ¶ undef" in look(bo, path)


def test_names_of_streams(cast: SimpleNamespace, history: SimpleNamespace, let_in: Callable) -> None:
    lea, page = let_in(cast.lea), "/studio/"
    form = next(form for form in forms(look(lea, page), at=page) if form.action == reverse("library:new_stream"))
    name = form.texts[0]
    for text in list(chunks(name.longest or 120))[::8]:
        answer = lea.post(form.action, form.sent(**{name.name: text}))
        assert answer.status_code in {303, 422}
    assert Stream.objects.count() > 20
    for path in ("/studio/", "/studio/new/", "/studio/feeds/", "/roles/grant/", "/audit/"):
        look(lea, path)


def test_feeds_and_pages_of_others(
    cast: SimpleNamespace, history: SimpleNamespace, let_in: Callable, settings: object
) -> None:
    """Titles, summaries, authors and links of a feed; title, description, site and picture of a page."""
    stage = Stage()
    settings.INTRANET_HOSTS = (f"127.0.0.1:{stage.port}",)
    visible = [re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", text) for text in strings()]
    items = "".join(
        f"<item><title>{escape(' ¶ '.join(visible[at : at + 4]))}</title><link>{escape(visible[at])}</link>"
        f"<description>{escape(' '.join(visible[at : at + 4]))}</description><author>{escape(visible[at])}</author>"
        f"<guid>{at}</guid></item>"
        for at in range(0, len(visible), 4)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(WORST)}</title>{items}</channel></rss>'
    page = (
        f'<html><head><title>{escape(WORST)}</title><meta property="og:description" content="{escape(WORST)}">'
        f'<meta property="og:site_name" content="{escape(WORST)}"><meta property="og:image" content="javascript:x">'
        f"<script>alert(1)</script></head><body><article><p>{'</p><p>'.join(strings())}</p></article></body></html>"
    )
    stage.answers["/feed"] = says(feed.encode("utf-8", "ignore"), Content_Type="application/rss+xml; charset=utf-8")
    stage.answers["/page"] = says(page.encode("utf-8", "ignore"), Content_Type="text/html; charset=utf-8")
    bo = let_in(cast.bo)
    try:
        added = bo.post("/studio/feeds/", {"url": f"{stage.base}/feed", "stream": 8000})
        fetched = bo.post("/studio/new/", {"url": f"{stage.base}/page", "stream": 8000})
    finally:
        stage.server.shutdown()
        stage.server.server_close()
    assert (added.status_code, fetched.status_code) == (303, 303)
    assert SourceItem.objects.filter(organisation=cast.nordlys).count() > 50
    for item in SourceItem.objects.exclude(url=""):
        assert re.match(r"https?://[\w.\[\]:-]+(?:[/?#]|$)", item.url), item.url
    for path in ("/studio/feeds/", "/studio/inbox/", "/studio/", fetched.headers["Location"]):
        look(bo, path)


def test_every_form_of_every_page_takes_the_worst(
    cast: SimpleNamespace, history: SimpleNamespace, let_in: Callable, settings: object
) -> None:
    """Each text field in turn, the others filled in as they should be; then every page again, for everybody."""
    settings.INTRANET_HOSTS = ()
    ada, values, tried = let_in(cast.ada), values_for(cast, history), set()
    paths = []
    for address in addresses():
        filled = {name: values.get(name, FALLBACK_VALUES[kind]) for kind, name in address.parameters}
        paths.append(address.filled(filled) or "")
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    for path in paths:
        if "html" in (answer := ada.get(path)).headers.get("Content-Type", ""):
            for form in forms(answer.content.decode(), at=path):
                found.setdefault((form.action, tuple(field.name for field in form.texts)), form)
    for form in found.values():
        for field in form.texts:
            sent = form.sent(**{field.name: WORST[: field.longest or None]})
            answer = ada.post(form.action, sent) if form.method == "post" else ada.get(form.action, sent)
            assert answer.status_code < 500, (form.action, field.name)
            place = f"{form.action} {field.name}"
            # What one sent oneself may be quoted as it was; what an address makes a page say may not.
            harmless(answer, place) if form.method == "get" else runs_nothing(answer, place)
            tried.add((form.action, field.name))
    assert {"/studio/streams/", "/guidelines/edit/", "/people/"} <= {
        action.partition("?")[0] for action, _name in tried
    }
    assert len(tried) > 25
    for path in paths:
        look(ada, path)
    Organisation.objects.filter(id=cast.nordlys.id).update(name=WORST[:120])
    Team.objects.filter(id=cast.turbine.id).update(name=WORST[:60])
    Person.objects.filter(id=cast.cleo.id).update(given_name=WORST[:60], family_name="\u202e" + WORST[:40])
    for path in paths:
        for who in (ada, let_in(cast.cleo)):
            runs_nothing(who.get(path), path)


def runs_nothing(response: HttpResponse, path: str) -> None:
    """For rows that were written past all forms: they may hold marks that turn text, but nothing of them runs."""
    assert response.status_code < 500, path
    if "html" in response.headers.get("Content-Type", ""):
        wrong = [
            fault
            for fault in faults(response.content.decode(errors="replace"))
            if not fault.startswith(("turning", "<style>")) and not looks(response, fault)
        ]
        assert not wrong, (path, wrong[:5])


def test_searches_and_filters(cast: SimpleNamespace, history: SimpleNamespace, let_in: Callable) -> None:
    lea, ada = let_in(cast.lea), let_in(cast.ada)
    for text in strings()[::10]:
        for path in ("/people/", "/studio/"):
            look(lea, path, q=text, state=text, page=text)
    for text in strings()[::80]:
        look(ada, "/audit/", group=text, person=text, **{"from": text, "to": text})
        look(ada, "/roles/grant/", q=text, person=text)
        look(lea, "/analysis/", period=text, by=text, sort=text)
        look(Client(), "/sign-in/", next=text, lang=text)
        assert Client().get("/sign-in/", {"next": text}).status_code == 200


def test_where_to_go_next_stays_here(cast: SimpleNamespace, let_in: Callable) -> None:
    """No word in the address sends anybody elsewhere (T-10)."""
    for text in strings():
        assert re.match(r"/(?![/\\\t\n\r])|$", safe_path(text)), text
    ada = let_in(cast.ada)
    for text in [
        *strings()[::40],
        "//e",
        "/\\e",
        "https:e",
        "http:/e",
        "/%5ce",
        "\\/\\/e",
        "/\t/e",
        "https://nordlys.example",
    ]:
        location = ada.get("/sign-in/", {"next": text}).headers["Location"]
        assert re.match(r"/(?![/\\\t\n\r])", location), (text, location)


def test_own_data_to_take_along(cast: SimpleNamespace, history: SimpleNamespace, let_in: Callable) -> None:
    title = WORST + "=cmd|' /C calc'!A0"
    StoryText.objects.update(title=f"=1+1{title}"[:300])
    cleo = let_in(cast.cleo)
    with zipfile.ZipFile(io.BytesIO(cleo.get("/privacy/data.zip").content)) as archive:
        tables = [archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name.endswith(".csv")]
    assert tables
    assert not [cell for text in tables for cell in cells(text) if FORMULA.match(cell) and not _is_number(cell)]
    json.loads(cleo.get("/privacy/data.json").content)
    runs_nothing(cleo.get("/privacy/portfolio.html"), "/privacy/portfolio.html")


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?", cell) is not None
