"""Somebody with a row in every table is erased, and the whole database is searched for them."""

import datetime as dt

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connections
from django.utils import timezone

from stemme.journal import chain_actions, facts
from stemme.journal.models import Fact
from stemme.links.models import TrackedLink
from stemme.links.queries import link_facts
from stemme.people import actions as people
from stemme.people.actions.erasing import LEFT, WANTED
from stemme.people.erasure_queries import brought_back, ledger
from stemme.people.models import Person
from stemme.privacy import actions
from stemme.privacy.actions import PARTS
from stemme.privacy.tests.scene import ID
from stemme.pulse.queries import marks_of
from stemme.sharing.models import Share
from stemme.stats.agreement_queries import disagreements
from stemme.stats.models import ShareTally, StoryFigures, TakingPart, Tally, Turnout
from stemme.stats.share_actions import count_shares

pytestmark = pytest.mark.django_db
WORDS = ("zaphodine", "quibblemark", "zq-4711-zq")
#: Tables that know a person by the way; what is about them ends with them: why nothing is left to do.
NOT_ABOUT_PEOPLE = {
    "landing.Lead": "is about a visitor, and goes by its own period (landing/leads/forgetting_actions.py)",
    "people.Team": "the name of a team",
    "people.Organisation": "the name of a company",
    "library.Topic": "the names of a topic",
    "library.Campaign": "the name of a campaign",
    "oidc.Provider": "the name of a company's sign-in",
    "chat.Room": "the name of a channel",
    "journal.Cursor": "the name of a reader",
    "stats.Drained": "the name of a reader",
    "library.SourceItem": "the author of an article on the web",
    "recognition.Standing": "the name of a house: a team, or several under one roof",
}


def everything():
    """(table, column, text) of every value in every table of every database."""
    for alias in connections:
        connection = connections[alias]
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                names = [column[0] for column in cursor.description]
                for row in cursor.fetchall():
                    yield from ((table, name, row) for name, value in zip(names, row, strict=True) if _tells(value))


def _tells(value):
    if isinstance(value, memoryview | bytes):
        value = bytes(value).decode("latin-1")
    text = str(value).lower()
    return any(word in text for word in (*WORDS, str(ID)))


def traces():
    """Where they are still, but for the bare id in facts of administration (docs/security/retention.md)."""
    left = {(table, column) for table, column, _row in everything()}
    return left - {("journal_fact", "subject_id"), ("journal_fact", "actor_id"), ("journal_fact", "data")}


def own_rows(table):
    model = apps.get_model(table)
    columns = {field.attname for field in model._meta.concrete_fields}
    if table == "sessions.Session":
        return [s for s in Session.objects.all() if s.get_decoded().get("visit", {}).get("person") == ID]
    if table == "joining.JoinRequest":  # Of somebody who is no person yet: the address tells whose it is.
        return list(model._default_manager.filter(email__contains=WORDS[0]))
    if table == "readiness.Answer":  # Of whoever the rater is.
        return list(model._default_manager.filter(rater__person_id=ID))
    if table == "pulse.Answered":  # It holds no person: only the installation's key tells whose mark it is.
        rows = model._default_manager.all()
        return [row for row in rows if row.mark in marks_of(row.organisation_id, ID, row.quarter)]
    names = (
        "person_id",
        "helper_id",
        "actor_id",
        "created_by_id",
        "owner_id",
        "published_by_id",
        "made_by_id",
        "ordered_by_id",
        "saved_by_id",
        "asked_by_id",
        "proposed_by_id",
        "began_by_id",
        "opened_by_id",
        "changed_by_id",
        "launched_by_id",
    )
    column = next((name for name in names if name in columns), "key" if "key" in columns else "id")
    return list(model._default_manager.filter(**{column: ID}))


def figures(organisation_id):
    """Every figure of the organisation that a page could show, people left out."""
    return {
        "tallies": sorted(
            Tally.objects.filter(organisation_id=organisation_id)
            .exclude(dimension="person")
            .values_list("dimension", "grain", "start", "key", "clicks", "visitors")
        ),
        "persons": sorted(Tally.objects.filter(dimension="person").values_list("grain", "start", "clicks", "visitors")),
        "turnout": sorted(Turnout.objects.values_list("grain", "start", "team_id", "took_part", "shares")),
        "took_part": TakingPart.objects.values("person_id").distinct().count(),
        "stories": sorted(StoryFigures.objects.values_list("story_id", "offered", "involved", "sharers")),
        "shares": sorted(ShareTally.objects.values_list("grain", "start", "dimension", "key", "shares", "visitors")),
    }


def test_nothing_of_a_person_is_left_anywhere(cast, zaphodine, story):
    for part in PARTS:
        for table in part.tables:
            assert own_rows(table), f"the scene needs a row in {table}"
    assert len(traces()) > 15
    link = TrackedLink.objects.get(person=zaphodine)
    count_shares(now=timezone.now())
    before = figures(cast.nordlys.id)
    actions.erase(organisation_id=cast.nordlys.id, person_id=ID, now=timezone.now(), reason=WANTED)
    assert traces() == set()
    assert all(not own_rows(table) for part in PARTS for table in part.tables if table != "journal.Fact")
    assert not any(_tells(path.read_bytes()) for path in settings.DATA.rglob("*") if path.is_file())
    count_shares(now=timezone.now())
    assert figures(cast.nordlys.id) == before
    assert disagreements(cast.nordlys.id) == []
    again = link_facts([link.id])[link.id]
    assert (again.person_id, again.stopped, again.code) == (None, False, link.code)
    assert Share.objects.filter(link=link, person=None).count() == 1
    chain_actions.seal_everything()
    assert chain_actions.check_now(cast.nordlys.id).broken is None


def test_facts_of_administration_keep_a_bare_number(cast, zaphodine):
    actions.erase(organisation_id=cast.nordlys.id, person_id=ID, now=timezone.now(), reason=WANTED)
    by = set(Fact.objects.filter(actor_id=ID).values_list("kind", flat=True))
    about = set(Fact.objects.filter(subject_id=ID).values_list("kind", flat=True))
    assert by == {facts.STORY_CHANGED}
    assert about == {facts.PERSON_ERASED, facts.ROLE_TAKEN}
    assert not Person.objects.filter(id=ID).exists()


def test_every_table_that_may_know_people_says_how_it_forgets():
    """A new column that could hold a person fails here until privacy/actions.py says how it is erased."""
    declared = {table for part in PARTS for table in part.tables}
    wrong = []
    for model in apps.get_models():
        name = f"{model._meta.app_label}.{model.__name__}"
        for field in model._meta.concrete_fields:
            points = field.related_model is Person
            named = field.attname in {"person_id", "actor_id", "email", "given_name", "family_name", "external_id",
                                      "name", "names", "author", "user_id", "visit", "session_data"}  # fmt: skip
            if (points or named) and name not in declared | set(NOT_ABOUT_PEOPLE):
                wrong.append(f"{name}.{field.attname}")
    assert not wrong
    known = {f"{model._meta.app_label}.{model.__name__}" for model in apps.get_models()}
    assert declared | set(NOT_ABOUT_PEOPLE) <= known


def test_the_ledger_holds_no_names_and_knows_whom_a_backup_brings_back(cast, zaphodine):
    kept = Person.objects.filter(id=ID).values().get()
    actions.erase(organisation_id=cast.nordlys.id, person_id=ID, now=timezone.now(), reason=WANTED)
    files = list((settings.DATA / "erasures").iterdir())
    assert len(files) == 1
    assert not _tells(files[0].read_bytes())
    assert brought_back() == []
    Person.objects.create(**kept)
    assert brought_back() == [(cast.nordlys.id, ID)]
    assert actions.reapply(now=timezone.now()) == 1
    assert brought_back() == []
    assert traces() == set()


def test_whoever_is_hired_again_later_is_somebody_new(cast, zaphodine):
    earlier = timezone.now() - dt.timedelta(days=40)
    actions.erase(organisation_id=cast.nordlys.id, person_id=ID, now=earlier, reason=LEFT)
    people.create_person(organisation_id=cast.nordlys.id, email="zaphodine@nordlys.example", given_name="Zaphodine")
    assert brought_back() == []


def test_a_torn_line_of_the_ledger_is_passed_over(cast, zaphodine):
    actions.erase(organisation_id=cast.nordlys.id, person_id=ID, now=timezone.now(), reason=WANTED)
    path = next((settings.DATA / "erasures").iterdir())
    path.write_text(path.read_text() + '{"day": "2026-')
    assert len(ledger().marks()) == 2


def test_old_months_of_the_ledger_go(cast, zaphodine):
    actions.erase(
        organisation_id=cast.nordlys.id, person_id=ID, now=dt.datetime(2026, 11, 30, tzinfo=dt.UTC), reason="wanted"
    )
    assert ledger().forget(before=dt.date(2026, 11, 30)) == 0
    assert ledger().forget(before=dt.date(2026, 12, 1)) == 1
    assert ledger().marks() == frozenset()


def test_leavers_are_erased_after_thirty_days(cast, zaphodine):
    now = timezone.now()
    Person.objects.filter(id=ID).update(deactivated_at=now - dt.timedelta(days=29))
    assert actions.erase_leavers(now=now) == 0
    assert actions.erase_leavers(now=now + dt.timedelta(days=2)) == 1
    assert traces() == set()


def test_the_last_owner_stays(cast):
    with pytest.raises(people.LastOwnerError):
        actions.erase(organisation_id=cast.nordlys.id, person_id=cast.ada.id, now=cast.now, reason=WANTED)
    assert Person.objects.filter(id=cast.ada.id).exists()


def test_nobody_of_another_organisation_is_erased(cast, zaphodine):
    with pytest.raises(Person.DoesNotExist):
        actions.erase(organisation_id=cast.other.id, person_id=ID, now=timezone.now(), reason=WANTED)
    assert Person.objects.filter(id=ID).exists()
