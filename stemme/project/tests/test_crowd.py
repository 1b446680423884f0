"""The large invented organisation: loading it gives what the real roll-up would have given."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record_many
from stemme.links.models import Click
from stemme.people.models import Organisation
from stemme.project.demo.crowd import making
from stemme.project.demo.crowd.clicks import clicks_of_day, shares_clicked
from stemme.project.demo.crowd.deeds import story_deeds
from stemme.project.demo.crowd.figures import link_lines, put_into_inbox
from stemme.project.demo.crowd.people import Crowd
from stemme.project.demo.crowd.plan import Plan
from stemme.project.demo.crowd.size import Size, spread_out
from stemme.stats import actions
from stemme.stats.agreement_queries import disagreements
from stemme.stats.models import Acted, Seen, StoryFigures, TakingPart, Tally
from stemme.stats.queries import totals

SIZE = Size(clicks=3_000, people=60, stories=12, days=45, seed=7)
NOW = dt.datetime(2026, 11, 12, 14, 30, tzinfo=dt.UTC)
_TALLY = ("dimension", "grain", "start", "key", "clicks", "visitors", "previews", "bots", "suspects", "own")
_KEPT = ("link_id", "story_id", "person_id", "team_id", "channel", "day", "at", "hit", "reason", "visitor", "new_for")
_PART = ("grain", "start", "person_id", "team_id", "reads", "saves", "shares", "first_shares")


def quiet(name: str, total: int | None) -> Any:
    return lambda number: None


@pytest.fixture
def crowd(db: None) -> Crowd:
    made = making.make("big", SIZE, now=NOW, watch=quiet)
    return rebuilt(made.organisation_id)


def rebuilt(organisation_id: int) -> Crowd:
    """The plan once more, with the numbers the database gave."""
    organisation = Organisation.objects.get(id=organisation_id)
    crowd = Crowd(Plan(SIZE, dt.date(2026, 11, 12)), organisation, NOW)
    crowd.teams = list(StoredIds.teams(organisation_id))
    crowd.first_person, crowd.first_story, crowd.first_link = StoredIds.first(organisation_id)
    return crowd


class StoredIds:
    """Ids as they were given out."""

    @staticmethod
    def teams(organisation_id: int) -> list[int]:
        from stemme.people.models import Team

        return list(Team.objects.filter(organisation_id=organisation_id).order_by("id").values_list("id", flat=True))

    @staticmethod
    def first(organisation_id: int) -> tuple[int, int, int]:
        from stemme.library.models import Story
        from stemme.links.models import TrackedLink
        from stemme.people.models import Person

        first = [
            model._default_manager.filter(organisation_id=organisation_id)
            .order_by("id")
            .values_list("id", flat=True)[0]
            for model in (Person, Story, TrackedLink)
        ]
        return first[0], first[1], first[2]


def stored(model: Any, organisation: int, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return sorted(model.objects.filter(organisation_id=organisation).values_list(*columns), key=repr)


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_loading_gives_what_the_roll_up_gives() -> None:
    made = making.make("big", SIZE, now=NOW, watch=quiet)
    crowd = rebuilt(made.organisation_id)
    loaded = [stored(model, made.organisation_id, columns) for model, columns in ((Tally, _TALLY), (Click, _KEPT))]
    Tally.objects.all().delete()
    Click.objects.all().delete()
    Seen.objects.all().delete()
    until = int((NOW - dt.timedelta(minutes=1)).timestamp() * 1000)
    lines = [*link_lines(crowd)]
    for number, shares in enumerate(shares_clicked(crowd.plan)):
        last = until if number == crowd.plan.last else None
        put_into_inbox(crowd, lines, clicks_of_day(crowd.plan, number, shares, zone=crowd.zone, until=last))
        while actions.roll_up(now=NOW):
            pass
    rolled = [stored(model, made.organisation_id, columns) for model, columns in ((Tally, _TALLY), (Click, _KEPT))]
    assert strip(loaded[0]) == strip(rolled[0])
    assert forgetful(loaded[1]) == forgetful(rolled[1])
    assert len(loaded[1]) > 100


def strip(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Days of links are only kept for a month; the roll-up has not tidied yet."""
    return [row for row in rows if row[:2] != ("link", "day")]


def forgetful(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Without who the visitor was: older ones were never written by the loader."""
    return sorted((row[:9] + row[10:] for row in rows), key=repr)


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_taking_part_is_what_the_facts_make_of_it() -> None:
    made = making.make("big", SIZE, now=NOW, watch=quiet)
    org, crowd = made.organisation_id, rebuilt(made.organisation_id)
    columns = {TakingPart: _PART, StoryFigures: ("story_id", "offered", "involved", "sharers")}
    columns[Acted] = ("story_id", "person_id", "shared")
    loaded = {model: stored(model, org, names) for model, names in columns.items()}
    for model in columns:
        model.objects.all().delete()

    def happened(kind: str, rows: list[tuple[int, int, int]]) -> None:
        for person, story, day in rows:
            at = crowd.morning(day, 30)
            with transaction.atomic():
                record_many(kind, organisation_id=org, at=at, rows=[(crowd.person(person), crowd.story(story), {})])

    for deeds in story_deeds(crowd.plan):
        happened(facts.STORY_OFFERED, [(person, deeds.story, day) for person, day in deeds.offered.items()])
        happened(facts.STORY_READ, [(person, deeds.story, day) for person, day in deeds.read.items()])
    in_order = sorted(crowd.plan.shares, key=lambda share: share.day)
    happened(facts.STORY_SHARED, [(share.person, share.story, share.day) for share in in_order])
    while actions.read_facts(now=NOW):
        pass
    assert {model: stored(model, org, names) for model, names in columns.items()} == loaded


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_every_click_is_there_once_and_figures_agree() -> None:
    out = StringIO()
    call_command("stats_generate", org="big", clicks=2_000, people=40, stories=8, days=20, stdout=out)
    organisation = Organisation.objects.get(slug="big")
    found = totals(organisation.id, None)
    assert found.clicks + found.previews + found.bots + found.suspects + found.own == 2_000
    assert found.visitors < found.clicks
    assert disagreements(organisation.id) == []
    assert "2000 clicks in" in out.getvalue()


@pytest.mark.django_db
def test_an_organisation_with_people_is_left_alone(cast: Any) -> None:
    slug = Organisation.objects.values_list("slug", flat=True)[0]
    before = Tally.objects.count()
    with pytest.raises(CommandError, match="has people or clicks already; nothing was changed"):
        call_command("stats_generate", org=slug, clicks=100, people=10, stories=2, days=5)
    assert Tally.objects.count() == before


def test_too_small_a_size_is_refused() -> None:
    with pytest.raises(CommandError, match="at least two people"):
        call_command("stats_generate", org="big", people=1)


def test_the_same_seed_gives_the_same_history_with_a_heavy_tail() -> None:
    day = dt.date(2026, 11, 12)
    plan, again = Plan(SIZE, day), Plan(SIZE, day)
    assert plan.shares == again.shares
    assert [list(shares) for shares in shares_clicked(plan)] == [list(shares) for shares in shares_clicked(again)]
    assert sum(map(len, shares_clicked(plan))) == SIZE.clicks
    large = Plan(Size(clicks=200_000, people=2_000, stories=100, days=100, seed=7), day)
    by_person = sorted(map([share.person for share in large.shares].count, range(2_000)), reverse=True)
    assert sum(by_person[:20]) > 0.12 * len(large.shares)


def test_things_are_spread_out_exactly() -> None:
    found = spread_out(SIZE.chance("test"), 1_000, [1.0, 2.0, 7.0])
    assert sum(found) == 1_000
    assert found[2] > found[1] > found[0] > 50
