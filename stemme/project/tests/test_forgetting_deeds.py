"""What people did for themselves is counted before the journal forgets it."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from stemme.journal import actions, facts
from stemme.journal.models import Fact
from stemme.project import jobs
from stemme.stats.models import TakingPart

pytestmark = pytest.mark.django_db


def test_a_late_deed_is_counted_before_it_is_forgotten(cast):
    long_ago = timezone.now() - dt.timedelta(days=120)
    with transaction.atomic():
        for kind, person, at in (
            (facts.STORY_READ, cast.cleo, long_ago),
            (facts.STORY_READ, cast.dan, timezone.now()),
            (facts.PERSON_INVITED, cast.lea, long_ago),
        ):
            actions.record(kind, organisation_id=cast.nordlys.id, actor_id=person.id, subject_id=7, at=at)
    assert jobs.forget_deeds.call() == 1
    assert list(Fact.objects.order_by("id").values_list("kind", "actor_id")) == [
        (facts.STORY_READ, cast.dan.id),
        (facts.PERSON_INVITED, cast.lea.id),
    ]
    assert TakingPart.objects.filter(person_id=cast.cleo.id, reads=1).exists()
