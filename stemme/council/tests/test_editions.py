"""Issuing, staleness by comparison, and that an edition stays what it was."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import Http404

from stemme.council import actions, jobs, queries
from stemme.council.catalogue_queries import tables_about_people
from stemme.council.configuration import canonical, differences, fingerprint
from stemme.council.models import Edition, Paper, Particulars, Staleness
from stemme.council.proof_queries import AGREES, CHANGED, FORGOTTEN, proof
from stemme.council.situation import About, KeptData
from stemme.council.tests.conftest import WRITTEN, seen_as
from stemme.council.wording import told
from stemme.journal import facts
from stemme.journal.models import AppendOnlyError, Fact
from stemme.people.models import Organisation, Person, RoleGrant
from stemme.people.viewer import Viewer

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def changed(cast: SimpleNamespace, now: dt.datetime) -> dict[str, tuple[str, str]]:
    """What the page would say: "area: what" → (before, now)."""
    state = queries.standing(cast.nordlys.id, now=now)
    return {f"{t.area}: {t.what}": (t.before, t.now) for t in map(told, state.different)}


def test_an_edition_freezes_papers_and_configuration(ready: SimpleNamespace, issued: int) -> None:
    row = Edition.objects.get(id=issued)
    assert row.number == 1
    assert row.fingerprint == fingerprint(row.configuration)
    assert Paper.objects.filter(edition=row).count() == 25
    fact = Fact.objects.get(kind=facts.PAPERS_ISSUED)
    assert fact.chained
    assert (fact.subject_id, fact.actor_id) == (issued, ready.ada.id)
    assert fact.data == {"edition": 1, "configuration": row.fingerprint, "papers": row.papers_hash}
    assert proof(ready.nordlys.id, issued).outcome == AGREES
    assert changed(ready, ready.now + 400 * DAY) == {}, "time alone makes nothing stale"
    notice = queries.paper(ready.nordlys.id, issued, "notice", "en")
    assert notice is not None
    assert "This edition is of 12 November 2026" in notice.words


def test_nothing_is_issued_while_something_is_missing(cast: SimpleNamespace, owner: Viewer) -> None:
    with pytest.raises(actions.NotReadyError) as error:
        actions.issue(actor=owner, now=cast.now)
    assert error.value.missing == ("controller", "address", "contact", "country", "basis")
    actions.write_down(actor=owner, about=replace(WRITTEN, agreed_on=None), now=cast.now)
    with pytest.raises(actions.NotReadyError) as error:
        actions.issue(actor=owner, now=cast.now)
    assert error.value.missing == ("agreed_on",)
    assert not Edition.objects.exists()


def test_the_same_is_not_issued_twice(ready: SimpleNamespace, issued: int, owner: Viewer) -> None:
    with pytest.raises(actions.NotReadyError):
        actions.issue(actor=owner, now=ready.now + DAY)
    assert Edition.objects.count() == 1


def test_whatever_holds_differently_is_named(ready: SimpleNamespace, issued: int, owner: Viewer, settings: Any) -> None:
    later = ready.now + DAY
    Organisation.objects.filter(id=ready.nordlys.id).update(group_floor=6)
    assert changed(ready, later) == {"Measuring: Smallest group": ("8", "6")}
    actions.write_down(actor=owner, about=replace(WRITTEN, contact="new@nordlys.example", country="no"), now=later)
    settings.SMTP_URL = "smtp://mail.nordlys.example:587"
    RoleGrant.objects.create(organisation=ready.nordlys, person=ready.cleo, role="representative")
    found = changed(ready, later)
    assert found["Who answers: Questions about privacy"] == ("personvern@nordlys.example", "new@nordlys.example")
    assert found["Basis and country: Country"] == ("Denmark", "Norway")
    assert found["Basis and country: Days of notice"] == ("42", "–")
    assert found["Outside recipients: Mail server"] == ("–", "mail.nordlys.example")
    assert found["Roles: Employee representative: somebody has it"] == ("no", "yes")
    assert not [name for name in found if name.startswith("Words of the papers")], "the program's words are the same"


def test_periods_tables_and_words_count_as_well(ready: SimpleNamespace, issued: int) -> None:
    held = queries.standing(ready.nordlys.id, now=ready.now).held
    row = next(row for row in held.about_people if row.kept.key == "clicks")
    longer = KeptData(replace(row.kept, days=60, tables=("links.Click", "links.More")), row.columns)
    kept = tuple(longer if r is row else r for r in held.about_people)
    other = replace(held, about_people=kept, tables=(*tables_about_people(), ("links.More", ("id", "person_id"))))
    before = queries.configured(held)
    found = {": ".join(d.path): told(d) for d in differences(before, queries.configured(other))}
    assert (found["kept: clicks: days"].before, found["kept: clicks: days"].now) == ("30", "60")
    assert found["kept: clicks: tables"].now == "links.More"
    assert found["fields: links.More"].now == "id, person_id"
    assert found["kept: clicks: days"].what.startswith("Single clicks on your links")
    words = {**before, "texts": {**before["texts"], "notice": "other"}}
    (one,) = map(told, differences(before, words))
    assert (one.area, one.what, one.before, one.now) == (
        "Words of the papers", "Notice to employees", "as issued", "changed",
    )  # fmt: skip
    assert canonical({"å": 1}) == '{"å":1}'.encode()


def test_since_when_is_remembered_and_forgotten(ready: SimpleNamespace, issued: int, owner: Viewer) -> None:
    org, first, second = ready.nordlys, ready.now + DAY, ready.now + 2 * DAY
    assert actions.notice_changes(organisation_id=org.id, now=first).since is None
    Organisation.objects.filter(id=org.id).update(group_floor=9)
    assert actions.notice_all_changes(now=first) == 1
    assert actions.notice_changes(organisation_id=org.id, now=second).since == first
    Organisation.objects.filter(id=org.id).update(group_floor=8)
    assert actions.notice_changes(organisation_id=org.id, now=second).since is None
    assert not Staleness.objects.exists()
    Organisation.objects.filter(id=org.id).update(group_floor=9)
    assert jobs.notice_changes.func() == 1
    actions.issue(actor=owner, now=second)
    assert not Staleness.objects.exists()
    assert [row.number for row in queries.editions(org.id)] == [2, 1]
    assert queries.editions(org.id)[0].by == "Ada Owe"


def test_an_edition_cannot_be_changed_unnoticed(ready: SimpleNamespace, issued: int) -> None:
    row = Edition.objects.get(id=issued)
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        Paper.objects.filter(edition=row).delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE council_paper SET content = %s WHERE paper = 'sheet' AND language = 'en'",
                       ['{"title": "Other", "lead": "", "blocks": []}'])  # fmt: skip
    assert proof(ready.nordlys.id, issued).outcome == CHANGED


def test_whoever_changes_the_hashes_too_is_found_by_the_journal(ready: SimpleNamespace, issued: int) -> None:
    configuration = {**Edition.objects.get(id=issued).configuration, "form": 9}
    Edition._base_manager.filter(id=issued).update(configuration=configuration, fingerprint=fingerprint(configuration))
    assert proof(ready.nordlys.id, issued).outcome == CHANGED


def test_an_old_edition_outlives_its_entry(
    ready: SimpleNamespace, issued: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stemme.council.proof_queries._entry", lambda organisation_id, edition_id: None)
    assert proof(ready.nordlys.id, issued).outcome == FORGOTTEN


def test_only_who_speaks_for_the_employees_notes_an_edition(
    ready: SimpleNamespace, issued: int, owner: Viewer, rep: Person
) -> None:
    assert actions.note_seen(actor=seen_as(rep), edition_id=issued, now=ready.now)
    assert not actions.note_seen(actor=seen_as(rep), edition_id=issued, now=ready.now + DAY)
    assert queries.editions(ready.nordlys.id)[0].seen == (("Rut Rein", ready.now),)
    assert Fact.objects.filter(kind=facts.PAPERS_SEEN, actor_id=rep.id, subject_id=issued).count() == 1
    for actor in (owner, seen_as(ready.lea)):
        with pytest.raises(Http404):
            actions.note_seen(actor=actor, edition_id=issued, now=ready.now)


def test_erasing_somebody_leaves_the_edition_without_the_name(ready: SimpleNamespace, issued: int, rep: Person) -> None:
    actions.note_seen(actor=seen_as(rep), edition_id=issued, now=ready.now)
    Person.objects.filter(id=rep.id).delete()
    row = queries.editions(ready.nordlys.id)[0]
    assert row.seen == (("", ready.now),)
    assert proof(ready.nordlys.id, issued).outcome == AGREES


def test_writing_down_the_same_is_no_change(ready: SimpleNamespace, owner: Viewer) -> None:
    before = Fact.objects.count()
    assert actions.write_down(actor=owner, about=WRITTEN, now=ready.now) == frozenset()
    assert Fact.objects.count() == before
    assert actions.write_down(actor=owner, about=replace(WRITTEN, officer="Ola"), now=ready.now) == {"officer"}
    assert Fact.objects.latest("id").data == {"fields": ["officer"]}
    assert Particulars.objects.get(organisation=ready.nordlys).officer == "Ola"


def test_the_zip_is_the_same_every_time(ready: SimpleNamespace, issued: int, let_in: Any) -> None:
    address = f"/papers/editions/{issued}/all.zip"
    first, second = let_in(ready.ada).get(address).content, let_in(ready.lea).get(address).content
    assert first == second
    archive = zipfile.ZipFile(io.BytesIO(first))
    names = archive.namelist()
    assert len(names) == 26
    assert "de/notice.html" in names
    assert "configuration.json" in names
    german = archive.read("de/agreement.html").decode()
    assert '<html lang="de">' in german
    assert "Ausgabe 1, 12. November 2026" in german
    assert not any(part in german for part in ("<link", "<script", "<img", "src=", "@import", "url("))


def test_issuing_is_undone_as_a_whole(ready: SimpleNamespace, owner: Viewer) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.issue(actor=owner, now=ready.now)
        raise RuntimeError
    assert not Edition.objects.exists()
    assert not Fact.objects.filter(kind=facts.PAPERS_ISSUED).exists()


def test_nothing_is_known_of_an_organisation_without_papers(cast: SimpleNamespace) -> None:
    assert queries.about(cast.other.id) == About()
    assert queries.editions(cast.other.id) == []
    assert queries.standing(cast.other.id, now=cast.now).newest is None
