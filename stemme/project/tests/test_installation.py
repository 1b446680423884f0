from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from stemme.jobs.models import Job
from stemme.people.models import RoleGrant


@pytest.fixture
def operator(cast: SimpleNamespace, let_in: object) -> Client:
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.dan, role="operator")
    client: Client = let_in(cast.dan)  # type: ignore[operator]
    return client


def test_jobs_that_were_given_up_are_named_without_what_they_were_about(
    cast: SimpleNamespace, operator: Client
) -> None:
    Job.objects.create(
        task="stemme.mailings.jobs.send_digests",
        arguments={"person_id": cast.cleo.id},
        attempts=8,
        failed_at=timezone.now(),
        error="SMTPRecipientsRefused: cleo@nordlys.example",
    )
    page = operator.get("/installation/?lang=en").content.decode()
    assert "send_digests" in page
    assert "cleo@nordlys.example" not in page
    assert "What the examination found" not in page


def test_the_examination_is_that_of_the_console(operator: Client) -> None:
    context = operator.get("/installation/?examine=1").context
    assert {finding.name for finding in context["findings"]} >= {"database", "migrations", "jobs", "mail"}


def test_owners_do_not_run_the_installation(cast: SimpleNamespace, let_in: object) -> None:
    for person in (cast.ada, cast.lea, cast.cleo, cast.eve):
        assert let_in(person).get("/installation/").status_code == 404  # type: ignore[operator]
