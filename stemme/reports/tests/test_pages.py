"""Who may take what, mails that go once, links that end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stemme.journal.models import Fact
from stemme.kit.tests.mail_server import Behaviour, mail_server
from stemme.links.channel_numbers import CHANNEL_NUMBERS
from stemme.mailings.actions import delivery
from stemme.mailings.models import Mailing
from stemme.outcomes.models import Goal
from stemme.people.models import Organisation, RoleGrant
from stemme.people.queries import viewer
from stemme.reports import actions, contents, queries, stretches
from stemme.reports.models import ReportLink, ReportPlan
from stemme.reports.stretches import Stretch, from_key, last_due
from stemme.reports.tests.test_making import HOSTILE
from stemme.stats.buckets import EVER
from stemme.stats.models import Invited, ShareTally, SpreadFigures, Tally
from tests.stage import make_history

OCTOBER = "month-2026-10-01"


@pytest.fixture
def lea(cast: SimpleNamespace) -> Any:
    return viewer(cast.lea.id, scope="employee")


@pytest.fixture
def server(settings: Any) -> Iterator[Behaviour]:
    """A mail server that takes everything."""
    behaviour = Behaviour()
    with mail_server(behaviour) as url:
        settings.SMTP_URL = url
        yield behaviour


def _shown_to_everybody(cast: SimpleNamespace) -> None:
    Organisation.objects.filter(id=cast.nordlys.id).update(group_floor=5)


def test_stretches_are_fixed_ones_that_have_begun() -> None:
    today = dt.date(2026, 11, 12)
    assert from_key(OCTOBER, today=today).before.first == dt.date(2026, 9, 1)
    for wrong in ("month-2026-10-02", "month-2026-12-01", "week-2026-11-09", "quarter-2026-11-01", "x", "month-"):
        with pytest.raises(ValueError):
            from_key(wrong, today=today)
    rows = stretches.choices(today=today, began=dt.date(2026, 8, 3))
    assert [one.key for one in rows["month"]][-1] == "month-2026-08-01" and len(rows["quarter"]) == 2
    assert [one.running for one in rows["year"]] == [True]
    assert last_due("month", today=dt.date(2026, 11, 1), days_after=2) == dt.date(2026, 9, 1)
    assert last_due("month", today=dt.date(2026, 11, 2), days_after=2) == dt.date(2026, 10, 1)


@pytest.mark.parametrize(("who", "files", "plans"), [("ana", 200, 404), ("lea", 200, 200), ("bo", 404, 404)])
def test_who_may(cast: SimpleNamespace, let_in: Any, who: str, files: int, plans: int) -> None:
    client = let_in(getattr(cast, who))
    assert client.get("/reports/").status_code == files
    assert client.get(f"/reports/{OCTOBER}/").status_code == files
    assert client.get(f"/reports/{OCTOBER}.csv").status_code == files
    assert client.post("/reports/links/new/", {}).status_code == (422 if plans == 200 else 404)
    assert client.get("/reports/month-2026-10-02.csv").status_code == 404


def test_a_report_says_what_the_overview_says_and_takes_few_questions(
    cast: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    make_history(cast)
    _shown_to_everybody(cast)
    now = timezone.now()
    today = now.date()
    stretch = stretches.stretch("month", today.replace(day=1), today=today)
    here = {"organisation_id": cast.nordlys.id, "grain": "month", "start": stretch.period.first}
    SpreadFigures.objects.create(
        **here, most_active=2, others=6, by_most_active=30, by_others=10, visitors=40, shares=9, invited=8
    )
    Tally.objects.create(**here, dimension="channel", key=CHANNEL_NUMBERS["bluesky"], clicks=50, visitors=40)
    ShareTally.objects.create(
        organisation_id=cast.nordlys.id, grain="ever", start=EVER, dimension="channel", key="bluesky", shares=9
    )
    with django_assert_max_num_queries(44):
        report = contents.report_of(cast.nordlys.id, stretch, language="de", now=now)
    tiles = {tile.key: tile.value for tile in report.tiles}
    assert tiles["overall_involvement"] and {"visitors", "shares", "first_sharers"} <= tiles.keys()
    assert report.title == "Monatsbericht" and report.period.endswith("bisher")
    assert tiles["other_97"] == 25 and any("3 % der" in tile.note for tile in report.tiles)
    channel = next(section for section in report.sections if section.key == "channel")
    assert channel.rows[0] == ("Bluesky", 50, 40)
    assert "division" in {section.key for section in report.sections}
    assert "goal" not in {section.key for section in report.sections} and "conversions" not in tiles


def test_goals_stand_with_their_targets_for_the_length(cast: SimpleNamespace) -> None:
    make_history(cast)
    _shown_to_everybody(cast)
    today = timezone.now().date()
    Goal.objects.create(
        organisation=cast.nordlys, name="=Leads", kind="lead", key="leads", target=10, per="month",
        first_day=today - dt.timedelta(days=400),
    )  # fmt: skip
    stretch = Stretch("quarter", stretches.KINDS["quarter"](today), running=True)
    report = contents.report_of(cast.nordlys.id, stretch, language="en", now=timezone.now())
    goals = next(section for section in report.sections if section.key == "goal")
    assert goals.rows == (("=Leads", 30, 0.0),) and report.tiles[0].key == "conversions"


def test_too_few_people_say_nothing(cast: SimpleNamespace, now: dt.datetime) -> None:
    Invited.objects.create(organisation_id=cast.nordlys.id, team_id=0, day=dt.date(2026, 10, 31), people=6)
    report = contents.report_of(cast.nordlys.id, from_key(OCTOBER, today=now.date()), language="en", now=now)
    assert not report.tiles and not report.sections and not report.bars and "Fewer than 8" in report.lead


def test_taking_a_file_is_a_fact(cast: SimpleNamespace, let_in: Any) -> None:
    client = let_in(cast.ana)
    for form in ("csv", "xlsx", "pdf"):
        answer = client.get(f"/reports/{OCTOBER}.{form}")
        assert answer.status_code == 200 and f"nordlys-report-{OCTOBER}-" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
    taken = [fact.data["table"] for fact in Fact.objects.filter(kind="figures.exported", actor_id=cast.ana.id)]
    assert sorted(taken) == ["report_csv", "report_pdf", "report_xlsx"]


def test_without_the_libraries_the_page_says_what_to_install(
    cast: SimpleNamespace, let_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stemme.reports.making._CHILD", "stemme.reports.tests.without_libraries")
    answer = let_in(cast.ana).get(f"/reports/{OCTOBER}.pdf")
    assert answer.status_code == 503
    assert "libpango-1.0-0 libpangoft2-1.0-0" in answer.content.decode()
    assert f"/reports/{OCTOBER}/" in answer.content.decode()


def test_a_plan_mails_once_after_the_end(cast: SimpleNamespace, lea: Any, server: Behaviour) -> None:
    before = dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC)
    plan = actions.make_plan(
        actor=lea, rhythm="month", language="de", recipients=[cast.ana.id, cast.ada.id], now=before
    )
    row = queries.plan(cast.nordlys.id, plan, today=before.date())
    assert row and row.next_period.first == dt.date(2026, 11, 1) and row.next_day == dt.date(2026, 12, 2)
    assert actions.queue_due(now=before) == actions.queue_due(now=before + dt.timedelta(days=19)) == 0
    RoleGrant.objects.filter(person=cast.ada).delete()
    due = dt.datetime(2026, 12, 2, 9, tzinfo=dt.UTC)
    assert actions.queue_due(now=due) == 2 and actions.queue_due(now=due + dt.timedelta(hours=2)) == 0
    delivery.send_planned(now=due)
    assert {row.person_id: row.state for row in Mailing.objects.filter(kind="report")} == {
        cast.ana.id: "sent",
        cast.ada.id: "dropped",
    }
    assert len(server.taken) == 1
    letter = server.mail(0)
    assert "ana@nordlys.example" in letter["To"] and "Monatsbericht: November 2026" in letter["Subject"]
    text = letter.get_body(("plain",)).get_content()
    assert not list(letter.iter_attachments()) and "/reports/month-2026-11-01/" in text.replace("%2F", "/")
    assert ReportPlan.objects.get().last_period == dt.date(2026, 11, 1)
    assert actions.end_plan(actor=lea, plan_id=plan, now=due) and not actions.end_plan(actor=lea, plan_id=plan, now=due)
    assert actions.queue_due(now=due + dt.timedelta(days=31)) == 0


def test_only_who_may_see_figures_can_be_on_a_plan(cast: SimpleNamespace, lea: Any, now: dt.datetime) -> None:
    for people in ([cast.bo.id], [cast.eve.id], []):
        with pytest.raises(ValueError):
            actions.make_plan(actor=lea, rhythm="month", language="en", recipients=people, now=now)


def test_plan_by_the_page(cast: SimpleNamespace, let_in: Any) -> None:
    make_history(cast)
    client = let_in(cast.lea)
    sent = {"rhythm": "quarter", "days_after": 3, "language": "sv", "recipients": [cast.ana.id]}
    answer = client.post("/reports/plans/new/", sent)
    plan = ReportPlan.objects.get()
    assert answer.status_code == 303 and answer["Location"] == f"/reports/plans/{plan.pk}/preview/"
    assert "Kvartalsrapport" in client.get(answer["Location"]).content.decode()
    assert "Ana Alm" in client.get("/reports/").content.decode()
    assert client.post(f"/reports/plans/{plan.pk}/end/").status_code == 303
    assert client.post(f"/reports/plans/{plan.pk}/end/").status_code == 404
    assert client.post("/reports/plans/new/", sent | {"recipients": [cast.bo.id]}).status_code == 422


def _link(lea: Any, now: dt.datetime, days: int = 14) -> str:
    stretch = from_key(OCTOBER, today=now.date())
    return actions.make_link(actor=lea, label="Board", stretch=stretch, language="de", days=days, now=now)


def test_a_link_shows_one_report_until_it_ends(cast: SimpleNamespace, lea: Any) -> None:
    now = timezone.now()
    stretch = Stretch("month", stretches.KINDS["month"](now.date()), running=True)
    token = actions.make_link(actor=lea, label="Board", stretch=stretch, language="de", days=14, now=now)
    visitor = Client()
    page = visitor.get(f"/report/{token}/")
    assert page.status_code == 200 and not page.cookies and "noindex" in page["X-Robots-Tag"]
    assert "Monatsbericht" in page.content.decode() and 'lang="de"' in page.content.decode()
    assert "Månedsrapport" in visitor.get(f"/report/{token}/?lang=nb").content.decode()
    visitor.head(f"/report/{token}/")
    row = ReportLink.objects.get()
    assert row.opened == 2 and row.last_opened_at and token not in row.token_hash
    assert actions.end_link(actor=lea, link_id=row.pk, now=now)
    over = visitor.get(f"/report/{token}/")
    assert over.status_code == 410 and "Monatsbericht" not in over.content.decode() and not over.cookies
    assert ReportLink.objects.get().opened == 2
    assert visitor.get(f"/report/{token[:-1]}/").status_code == visitor.get("/report/x/").status_code == 404


def test_an_expired_link_is_over(cast: SimpleNamespace, lea: Any, now: dt.datetime) -> None:
    token = _link(lea, now, days=90)
    soon, late = (queries.shared(token, now=now + dt.timedelta(days=days)) for days in (89, 90))
    assert soon and soon.works and late and not late.works
    assert [row.state for row in queries.links(cast.nordlys.id, now=now + dt.timedelta(days=91))] == ["over"]
    with pytest.raises(ValueError):
        _link(lea, now, days=91)


def test_a_link_is_made_and_ended_by_the_page(cast: SimpleNamespace, let_in: Any) -> None:
    history = make_history(cast)
    assert history
    client = let_in(cast.lea)
    key = f"month-{timezone.now():%Y-%m}-01"
    sent = {"label": HOSTILE[0], "stretch": key, "language": "en", "days": 7}
    page = client.post("/reports/links/new/", sent)
    row = ReportLink.objects.get()
    assert (
        page.status_code == 200 and "/report/report_" in page.content.decode() and "no-store" in page["Cache-Control"]
    )
    assert let_in(cast.eve).post(f"/reports/links/{row.pk}/end/").status_code == 404
    assert client.post(f"/reports/links/{row.pk}/end/").status_code == 303
    assert client.post("/reports/links/new/", sent | {"days": 91}).status_code == 422
    kinds = set(Fact.objects.filter(kind__startswith="report.").values_list("kind", flat=True))
    assert kinds == {"report.link_made", "report.link_ended"}
