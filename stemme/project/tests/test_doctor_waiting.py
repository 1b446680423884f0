"""What should have happened by now: clicks moved and counted, secrets destroyed, jobs done."""

import datetime as dt

import pytest
from django.utils import timezone

from stemme.jobs.models import Job
from stemme.links import kept_actions
from stemme.links.clicks import KeptClick
from stemme.links.models import BatchMark, ClickInbox, DaySalt
from stemme.links.redirect.segments import line_of
from stemme.project import doctor
from stemme.stats import jobs as stats_jobs
from stemme.stats.models import Drained

pytestmark = pytest.mark.django_db

LATE = dt.timedelta(hours=3)


def level(name):
    return {finding.name: finding for finding in doctor.examine()}[name].level


@pytest.fixture
def clicks(settings, tmp_path):
    settings.DATA = tmp_path
    (tmp_path / "clicks").mkdir()
    return tmp_path / "clicks"


def test_a_click_log_that_stands_still(cast, clicks):
    line = line_of([(1, 7, 0, "human", "", None, "", None)])
    (clicks / "w1.clicks").write_bytes(line + b"\0" * 4096)
    assert level("clicks") == "wrong"
    BatchMark.objects.create(writer="w1", last=len(line), at=0)
    assert level("clicks") == "ok"


def test_clicks_that_nobody_counts(cast, clicks):
    at = int((timezone.now() - LATE).timestamp() * 1000)
    ClickInbox.objects.create(organisation_id=cast.nordlys.id, link_id=1, at=at, hit="human")
    assert level("clicks") == "wrong"
    stats_jobs.roll_up.call()
    assert level("clicks") == "ok"


def test_an_inbox_older_than_the_figures(cast, clicks):
    newest = ClickInbox.objects.create(organisation_id=1, link_id=1, at=0, hit="human").id
    Drained.objects.create(name="inbox", position=newest)
    assert level("clicks") == "ok"
    Drained.objects.update(position=newest + 1)
    assert level("clicks") == "wrong"


def test_secrets_and_visitors_that_should_be_gone(cast):
    now = timezone.now()
    assert level("forgetting") == "ok"
    DaySalt.objects.create(day=(now - dt.timedelta(days=4)).date(), salt=b"x" * 32)
    assert level("forgetting") == "wrong"
    DaySalt.objects.all().delete()
    at = int((now - dt.timedelta(hours=48) - LATE).timestamp() * 1000)
    kept_actions.keep([KeptClick(1, 1, 1, 1, None, None, "x", now.date(), at, "human", "", 99, "", 0, 3)])
    assert level("forgetting") == "wrong"
    kept_actions.forget_visitors(now - dt.timedelta(hours=48))
    assert level("forgetting") == "ok"


def test_jobs_that_wait_for_long(cast):
    since = timezone.now() - LATE
    Job.objects.create(task="stemme.stats.jobs.roll_up", run_after=since, enqueued_at=since)
    assert level("jobs") == "wrong"
