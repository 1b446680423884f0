"""What Ingrid asked for more and less of: seen at her interests, and on the cards of such stories."""

from __future__ import annotations

from stemme.feed.leaning_actions import STREAM, TOPIC, lean
from stemme.library.models import Stream, Topic
from stemme.people import queries as people
from stemme.people.viewer import EMPLOYEE
from stemme.project.demo.stage import Stage


def make_leanings(stage: Stage) -> None:
    """As she would have said it herself."""
    ingrid = people.viewer(stage.by_address["ingrid.solheim"].id, scope=EMPLOYEE)
    assert ingrid is not None
    ours = {"organisation": stage.organisation}
    stream = Stream.objects.filter(**ours, outside=False).order_by("id").first()
    topic = Topic.objects.filter(**ours).order_by("-id").first()
    assert stream is not None and topic is not None
    lean(viewer=ingrid, thing=STREAM, thing_id=stream.id, more=True, now=stage.now)
    lean(viewer=ingrid, thing=TOPIC, thing_id=topic.id, more=False, now=stage.now)
