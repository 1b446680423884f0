"""The clock goes 13 and 37 months ahead, the jobs run, and the database is compared with kit/retention.py."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import transaction

from stemme.atlas.models import CareContact
from stemme.feed.models import Declined, Offer, Reading, Saved
from stemme.growth.models import TriedStep
from stemme.journal import chain_actions, facts
from stemme.journal.actions import record
from stemme.kit import retention
from stemme.library.models import Story, StoryText, Stream
from stemme.links.models import Click, TrackedLink
from stemme.mailings.actions import forgetting as mailings
from stemme.mailings.models import Mailing, SoftBounce, Unsubscribe
from stemme.maturity import actions as maturity
from stemme.outcomes.actions.conversions import ensure_landing_door
from stemme.outcomes.actions.tallies import count_dirty, mark_dirty
from stemme.outcomes.models import Conversion, Goal, Touch
from stemme.people import actions as people
from stemme.people.models import Person
from stemme.people.queries import viewer as viewer_of
from stemme.privacy import actions
from stemme.reactions.models import FromFile, Watched
from stemme.readiness.models import Answer, Rater, Round
from stemme.scores.models import Card, WeekScore
from stemme.sharing import actions as sharing
from stemme.sharing import result_actions
from stemme.sharing.models import Share
from stemme.stats import keeping_actions
from stemme.stats.actions import read_facts, snapshot_invited
from stemme.stats.agreement_queries import disagreements
from stemme.stats.models import Invited, ShareTally, Tally, Turnout
from stemme.stats.queries import totals
from stemme.stats.share_actions import count_shares

pytestmark = pytest.mark.django_db
COLUMNS = ("clicks", "visitors", "previews", "bots", "suspects", "own")
#: Where the age of a row stands, by table.
AGE = {
    "feed.Offer": "first_on", "feed.Reading": "read_on", "feed.Saved": "saved_at", "feed.Declined": "declined_at",
    "stats.Acted": "day", "stats.TakingPart": "start", "links.Click": "day", "mailings.Mailing": "slot",
    "mailings.SoftBounce": "day",
    "mailings.Unsubscribe": "created_at", "people.DoorLink": "created_at", "people.SignInLink": "created_at",
    "buddies.Pair": "changed_at", "journal.Fact": "happened_at", "sharing.Share": "shared_at",
    "sharing.Reported": "share__shared_at", "sharing.Draft": "kept_at", "reactions.Watched": "posted_at",
    "reactions.FromFile": "share__shared_at", "reminders.Reminder": "done_at",
    "links.TrackedLink": "created_at",
    "stats.Tally": "start", "outcomes.Touch": "clicked_at", "outcomes.OutcomeTally": "start",
    "links.OwnBrowser": "day", "maturity.PlaceOfMonth": "month",
    "scores.Card": "counted_at", "scores.WeekScore": "week",
    "library.Review": "asked_at", "library.Unsaved": "kept_at",
    "library.SourceItem": "answered_at", "library.Lot": "lottery__ended_at",
    "readiness.Rater": "invited_at", "readiness.Answer": "rater__invited_at",
    "growth.TriedStep": "tried_at", "atlas.CareContact": "contacted_on",
}  # fmt: skip


@pytest.fixture
def lived(cast, settings, tmp_path, monkeypatch):
    """Eight colleagues of two teams share a story and are clicked, in the past."""
    settings.DATA = tmp_path
    stream = Stream.objects.create(organisation=cast.nordlys, name="Wind")
    story = Story.objects.create(
        organisation=cast.nordlys, stream=stream, language="en", target_url="https://nordlys.example/1",
        published_at=cast.now, starts_at=cast.now - dt.timedelta(days=1),
    )  # fmt: skip
    StoryText.objects.create(story=story, language="en", title="Turbines")
    colleagues = [cast.ada, cast.lea, cast.bo, cast.ana, cast.cleo, cast.dan]
    for number in range(4):
        colleagues.append(
            Person.objects.create(
                organisation=cast.nordlys, team=cast.wind, email=f"n{number}@nordlys.example",
                given_name=f"N{number}", invited_at=cast.now, joined_at=cast.now, created_at=cast.now,
            )
        )  # fmt: skip
    for number, person in enumerate(colleagues):
        at = cast.now - dt.timedelta(days=3 * number)
        live_through(cast, person, story, at)
    snapshot_invited(now=cast.now)
    while read_facts(now=cast.now):
        pass
    count_shares(now=cast.now)
    return story


def live_through(cast, person, story, at):
    """One person with a row of every kind that ages."""
    who = {"organisation": cast.nordlys, "person": person}
    viewer = viewer_of(person.id, scope="employee")
    share = sharing.share(
        viewer=viewer, story_id=story.id, channel="linkedin", language="en", own_words=True, now=cast.now
    )
    result_actions.report(actor=viewer, share=share, reactions=1, comments=0, reshares=0, now=cast.now)
    maturity.answer(actor=viewer, answers={"contacts": 2}, now=at)
    link = TrackedLink.objects.get(person=person)
    Share.objects.filter(person=person).update(shared_at=at)
    TrackedLink.objects.filter(person=person).update(created_at=at)
    Offer.objects.create(**who, story=story, first_on=at.date(), first_in="feed")
    Reading.objects.create(**who, story=story, read_on=at.date())
    Saved.objects.create(**who, story=story, saved_at=at)
    Declined.objects.create(**who, story=story, declined_at=at)
    Mailing.objects.create(**who, kind="digest", slot=at.date())
    SoftBounce.objects.create(**who, mailing_id=person.pk * 10_000 + at.toordinal() % 10_000, day=at.date())
    of_share = {**who, "share": Share.objects.get(person=person)}
    Watched.objects.create(**of_share, source="bluesky", address="a", posted_at=at, next_at=at, ended="over")
    FromFile.objects.create(**of_share, engagements=3)
    Card.objects.create(**who, counted_at=at, version=1, quarter=at.date(), value=9.5, quality=0.4, evidence=0.2)
    WeekScore.objects.create(**who, week=at.date(), value=9.5)
    CareContact.objects.create(**who, contacted_on=at.date())
    TriedStep.objects.create(**who, step="question", tried_at=at, ask_from=at.date())
    rater = Rater.objects.create(
        round=Round.objects.get_or_create(organisation=cast.nordlys, number=1, defaults={"closes_on": at.date()})[0],
        role="hr", person=person, token_hash=person.id.to_bytes(32, "big"), invited_at=at, answered_at=at, named=True,
    )  # fmt: skip
    Answer.objects.create(rater=rater, statement="goal", value=3)
    Unsubscribe.objects.create(**who, token_hash=person.id.to_bytes(32, "big"), created_at=at)
    people.make_door_link(person_id=person.id, now=at)
    with transaction.atomic():
        record(facts.STORY_READ, organisation_id=cast.nordlys.id, actor_id=person.id, subject_id=story.id, at=at)
        record(facts.STORY_CHANGED, organisation_id=cast.nordlys.id, actor_id=person.id, subject_id=story.id, at=at)
    clicked(cast.nordlys.id, person, link, story, at)
    goal, _ = Goal.objects.get_or_create(
        organisation=cast.nordlys, key="leads", defaults={"name": "Leads", "first_day": dt.date(2026, 1, 1)}
    )
    door = ensure_landing_door(cast.nordlys.id, at)
    conversion = Conversion.objects.create(
        organisation=cast.nordlys, goal=goal, door_id=door, event_id=str(person.id), occurred_at=at, day=at.date(),
        touches=1,
    )  # fmt: skip
    Touch.objects.create(**who, conversion=conversion, number=0, clicked_at=at, link_id=link.id, story_id=story.id)
    mark_dirty(cast.nordlys.id, [(goal.id, at.date())])
    count_dirty(now=at)


def clicked(organisation_id, person, link, story, at):
    """A click in every figure it belongs to."""
    day, month = at.date(), at.date().replace(day=1)
    Click.objects.create(
        organisation_id=organisation_id, inbox_id=link.id, link_id=link.id, story_id=story.id, person_id=person.id,
        channel="linkedin", day=day, at=int(at.timestamp() * 1000), hit="human", new_for=1,
    )  # fmt: skip
    things = (("all", 0), ("person", person.id), ("story", story.id), ("channel", 1), ("hour", 5),
              ("team", person.team_id), ("link", link.id))  # fmt: skip
    for dimension, key in things:
        for grain, start in (("day", day), ("month", month), ("total", dt.date(1, 1, 1))):
            if (dimension, grain) == ("link", "month"):
                continue
            row, _ = Tally.objects.get_or_create(
                organisation_id=organisation_id, dimension=dimension, grain=grain, start=start, key=key
            )
            Tally.objects.filter(pk=row.pk).update(clicks=row.clicks + 1, visitors=row.visitors + 1)


def run_the_jobs(now):
    """What the schedule does at night."""
    keeping_actions.forget_visits(now=now)
    keeping_actions.tidy(now=now)
    actions.forget_old(now=now)
    mailings.forget_old(now=now)
    people.sweep(now=now)
    chain_actions.forget_own_deeds(now=now)


def too_old(now):
    """(key, table) of rows about people that are older than the table of periods allows."""
    found = set()
    for row in retention.ROWS:
        if row.ends not in {retention.DELETED, retention.UNNAMED} or row.key in {"sessions", "audit"}:
            continue
        limit = now - row.period
        for table in row.tables:
            rows = apps.get_model(table)._default_manager.all()
            if table in {"stats.Tally", "outcomes.OutcomeTally"}:
                first = limit.date().replace(day=1)
                rows = rows.filter(dimension="person", start__lt=first, start__year__gt=1).exclude(key=0)
            elif table == "journal.Fact":
                rows = rows.filter(chained=False, happened_at__lt=limit)
            else:
                is_moment = AGE[table].endswith("_at")
                rows = rows.filter(**{f"{AGE[table]}__lt": limit if is_moment else limit.date()})
                if row.ends == retention.UNNAMED:
                    whose = "rater__person" if table == "readiness.Answer" else "person"
                    rows = rows.filter(**{f"{whose}__isnull": False})
            if rows.exists():
                found.add((row.key, table))
    return found


def organisation_figures(organisation_id):
    """What pages show of the whole organisation."""
    by_dimension = {}
    for dimension, grain, start, *columns in Tally.objects.filter(organisation_id=organisation_id).values_list(
        "dimension", "grain", "start", *COLUMNS
    ):
        if dimension != "link":
            sums = by_dimension.setdefault((dimension, grain, start), [0] * len(columns))
            by_dimension[dimension, grain, start] = [a + b for a, b in zip(sums, columns, strict=True)]
    return by_dimension, sorted(
        ShareTally.objects.values_list("grain", "start", "dimension", "key", "shares", "visitors")
    )


@pytest.mark.parametrize("months", [13, 37])
def test_nothing_is_kept_longer_than_the_table_says(cast, lived, months):
    before, turnout = organisation_figures(cast.nordlys.id), Turnout.objects.filter(team_id=0).count()
    assert disagreements(cast.nordlys.id) == []
    later = cast.now + dt.timedelta(days=31 * months)
    assert len(too_old(later)) >= 12
    run_the_jobs(later)
    assert too_old(later) == set()
    assert disagreements(cast.nordlys.id) == []
    count_shares(now=later)
    assert organisation_figures(cast.nordlys.id) == before
    assert totals(cast.nordlys.id, None).clicks == 10
    assert Turnout.objects.filter(team_id=0).count() == turnout > 0
    teams = Tally.objects.filter(dimension="team", grain="month").exclude(key=0)
    assert teams.exists() == (months < 36)
    assert Invited.objects.exclude(team_id=0).exists() == (months < 36)
    assert not Tally.objects.filter(dimension="person", grain="total").exclude(key=0).exists()
    assert run_again_changes_nothing(later)


def run_again_changes_nothing(now):
    seen = sorted(Share.objects.values_list("id", "nobody", "shared_at"))
    return not any(actions.forget_old(now=now).values()) and seen == sorted(
        Share.objects.values_list("id", "nobody", "shared_at")
    )


def test_a_year_later_shares_are_there_without_names(cast, lived):
    later = cast.now + dt.timedelta(days=400)
    run_the_jobs(later)
    shares = Share.objects.values_list("person_id", "nobody", "aged")
    assert len(shares) == 10
    assert all(person is None and nobody < 0 and aged for person, nobody, aged in shares)
    assert not TrackedLink.objects.filter(person__isnull=False).exists()
    assert TrackedLink.objects.count() == 10


def test_before_its_time_nothing_goes(cast, lived):
    later = cast.now + dt.timedelta(days=20)
    tables = [table for table in AGE if table.startswith(("feed.", "sharing.", "links.T", "stats.Ac", "stats.Taking"))]
    before = {table: apps.get_model(table)._default_manager.count() for table in tables}
    run_the_jobs(later)
    assert {table: apps.get_model(table)._default_manager.count() for table in tables} == before
    assert Tally.objects.filter(dimension="person", grain="day").exclude(key=0).count() == 10
    assert Share.objects.filter(person__isnull=False).count() == 10


def test_every_period_has_a_row_and_every_table_exists():
    known = {f"{model._meta.app_label}.{model.__name__}" for model in apps.get_models()}
    assert {table for row in (*retention.ROWS, *retention.OTHERS) for table in row.tables} <= known
    assert all(row.days > 0 for row in retention.ROWS if row.ends in {retention.DELETED, retention.UNNAMED})


def test_in_portions(cast, lived, monkeypatch):
    for module in ("feed.forgetting_actions", "sharing.forgetting_actions", "links.forgetting_actions",
                   "stats.forgetting_actions"):  # fmt: skip
        monkeypatch.setattr(f"stemme.{module}.AT_ONCE", 3)
    before, later = organisation_figures(cast.nordlys.id), cast.now + dt.timedelta(days=400)
    run_the_jobs(later)
    assert too_old(later) == set()
    assert organisation_figures(cast.nordlys.id) == before
