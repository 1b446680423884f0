"""The papers themselves: in five languages, without gaps, and complete."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.utils.translation import gettext, override

from stemme.agreements.locks import LOCKS
from stemme.agreements.models import Agreement
from stemme.council import countries, papers, queries
from stemme.council.blocks import as_data, from_data
from stemme.council.catalogue_queries import tables_about_people, undeclared
from stemme.council.functions import FUNCTIONS, LOCKED, OFF, ON
from stemme.council.situation import Situation
from stemme.council.wording import told
from stemme.journal.chain_actions import seal_everything
from stemme.journal.chain_queries import head
from stemme.kit.languages import CODES
from stemme.kit.retention import OF, OTHERS, ROWS
from stemme.people.models import Person
from stemme.people.role_wording import role_name

pytestmark = pytest.mark.django_db
#: What a text that was not filled in leaves behind.
GAP = re.compile(r"%\(|\{\w*\}|%s|^None$|gettext", re.MULTILINE)
#: Names of tables and columns: alike in every language.
NAMES = re.compile(r"[a-z_]+(\.[A-Z]\w+)?(, [a-z0-9_]+(\.[A-Z]\w+)?)*")


@pytest.fixture
def held(ready: SimpleNamespace) -> Situation:
    return queries.standing(ready.nordlys.id, now=ready.now).held


def words_of(content: object) -> set[str]:
    """The sentences of a paper, those that are names, codes or numbers left out."""
    lines = content.words.splitlines()  # type: ignore[attr-defined]
    return {line for line in lines if len(re.findall(r"\b[a-zæøåäöü]{3,}\b", line.lower())) > 3}


@pytest.mark.parametrize("kind", papers.KINDS, ids=lambda kind: kind.key)
def test_every_paper_is_whole_in_every_language(kind: papers.Kind, held: Situation) -> None:
    found = {code: papers.made(kind, replace(held, edition=3), language=code) for code in CODES}
    for code, content in found.items():
        assert not GAP.search(content.words), GAP.search(content.words)
        assert [(b.kind, len(b.rows)) for b in content.blocks] == [(b.kind, len(b.rows)) for b in found["en"].blocks]
        if code == "en":
            continue
        same = words_of(content) & words_of(found["en"])
        assert not {line for line in same if not NAMES.fullmatch(line)}, code


def test_what_is_kept_stands_in_notice_and_record(held: Situation) -> None:
    for code in CODES:
        with override(code):
            notice = papers.KIND_OF["notice"].make(held).words
            record = papers.KIND_OF["record"].make(held).words
            for row in ROWS:
                assert gettext(row.what) in notice
                assert gettext(row.what) in record
            assert all(gettext(row.what) in record for row in OTHERS)
            assert all(table in record for row in (*ROWS, *OTHERS) for table in row.tables)
            assert all(role_name(row.role) in notice for row in held.holders)


def test_no_table_that_knows_people_is_forgotten(held: Situation) -> None:
    """A new table with a key to a person fails here until kit/retention.py says what it is for."""
    assert undeclared() == ()
    known = {name for name, _columns in tables_about_people()}
    assert {"people.Person", "sharing.Share", "journal.Fact", "council.Seen", "people.Visit"} <= known
    annex = papers.made(papers.KIND_OF["record"], held, language="en").words
    for table, columns in held.tables:
        assert f"{table}\n{', '.join(columns)}" in annex


def test_functions_name_kinds_of_records_that_exist() -> None:
    assert {key for function in FUNCTIONS for key in function.kept} <= set(OF)
    assert len(ON) == 8
    assert len(OFF) == 3
    assert [function.lock for function in LOCKED] == [*LOCKS]
    measured = [key for function in ON for key in function.kept]
    assert len(measured) == len(set(measured))


def test_the_notice_names_who_answers_and_when_it_may_begin(held: Situation) -> None:
    text = papers.made(papers.KIND_OF["notice"], held, language="en").words
    for part in ("Nordlys Energi AS", "Strandgaten 1, 5013 Bergen", "personvern@nordlys.example", "Stemme 2026/4"):
        assert part in text
    assert "Datatilsynet, the Danish data protection authority" in text
    assert "24 December 2026" in text, "42 days after 12 November"
    norway = replace(held, about=replace(held.about, country="no"))
    assert "at the earliest" not in papers.made(papers.KIND_OF["notice"], norway, language="en").words


def test_profiles_of_countries() -> None:
    assert countries.country_of("dk").earliest(dt.date(2026, 11, 22)) == dt.date(2027, 1, 3)
    assert [country.notice_days for country in countries.COUNTRIES] == [None, 42, None, None, None]
    assert countries.country_of("").code == countries.OTHER


def test_papers_without_anything_written_down_say_so(cast: SimpleNamespace) -> None:
    held = queries.situation(cast.other.id, now=cast.now)
    text = papers.made(papers.KIND_OF["notice"], held, language="en").words
    assert text.count("not stated yet") >= 3
    assert "The legal basis has not been chosen yet." in text


def test_nobody_s_name_is_in_a_paper_but_what_the_owner_wrote(held: Situation, rep: object) -> None:
    for content in papers.all_made(held).values():
        for name in ("Ada", "Owe", "Cleo", "Rein", "ada@nordlys"):
            assert not re.search(rf"\b{name}\b", content.words)


def test_the_sheet_is_signed_with_the_end_of_the_chain(ready: SimpleNamespace) -> None:
    seal_everything()
    held = queries.standing(ready.nordlys.id, now=ready.now).held
    end = head(ready.nordlys.id)
    text = papers.made(papers.KIND_OF["sheet"], held, language="en").words
    assert end.facts == 1
    assert end.hash.hex() in text
    assert held.fingerprint in text
    assert "An administrator changed what the papers say about contacts, country and basis" in text
    assert "Owner: 1" in text
    assert "8 people" in text


def test_a_paper_survives_being_stored(held: Situation) -> None:
    for content in papers.all_made(held).values():
        assert from_data(as_data(content)) == content


def test_an_open_lock_stands_in_every_paper_and_makes_the_edition_stale(
    ready: SimpleNamespace, rep: Person, issued: int
) -> None:
    """On only while it is open: since when, by which agreement; and "no figures of persons" only while it is closed."""
    before = queries.standing(ready.nordlys.id, now=ready.now)
    assert before.different == ()
    never = "Managers get no figures of persons."
    assert never in papers.made(papers.KIND_OF["agreement"], before.held, language="en").words
    day = ready.now.date()
    made = Agreement.objects.create(
        organisation=ready.nordlys, lock="scorecards", purpose="Help", reference="Works agreement 2026/7",
        notice_days=14, asker=ready.ada.id, asked_by=ready.ada, answerer=rep.id, answered_by=rep, agreed=True,
        asked_at=ready.now, answered_at=ready.now, announced_at=ready.now, announced_on=day,
        takes_effect_on=day + dt.timedelta(days=14),
    )  # fmt: skip
    assert queries.standing(ready.nordlys.id, now=ready.now).different == (), "announced is not open"
    later = ready.now + dt.timedelta(days=14)
    opened = queries.standing(ready.nordlys.id, now=later)
    assert {"on", "agreement", "since"} == {difference.path[-1] for difference in opened.different}
    assert all(told(difference).what.startswith("Figures of persons for others") for difference in opened.different)
    for kind in ("notice", "assessment", "sheet", "agreement"):
        text = papers.made(papers.KIND_OF[kind], opened.held, language="en").words
        assert "Works agreement 2026/7" in text and "26 November 2026" in text, kind
        assert rep.family_name not in text, "no name in a paper"
        assert never not in text
    sheet = papers.made(papers.KIND_OF["sheet"], opened.held, language="en").words
    assert "File" not in sheet.split("Locks")[0], "the other lock is still closed"
    Agreement.objects.filter(id=made.pk).update(id=made.pk, closed_at=later, closed_by=rep)
    assert queries.standing(ready.nordlys.id, now=later).different == ()
