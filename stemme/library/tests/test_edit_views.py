from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from stemme.library.audience import Audience
from stemme.library.content import Words
from stemme.library.models import ShareText, Story, Topic
from stemme.library.tests.writing import form_data, made


def test_saving_without_a_change_changes_nothing(desk: SimpleNamespace, bo: Client, cast: SimpleNamespace) -> None:
    topic = Topic.objects.create(organisation=cast.nordlys, slug="wind", names={"en": "Wind"})
    now = timezone.now().replace(second=0, microsecond=0)
    story_id = made(
        desk,
        topic_ids=frozenset({topic.id}),
        audience=Audience(frozenset({cast.grid.id}), frozenset({"da"}), frozenset({"Nuuk"})),
        starts_at=now,
        embargo_until=now + dt.timedelta(hours=2),
        texts={"nb": Words("Tittel", "Kort", "Derfor", "<p>Hei <strong>du</strong></p>"), "de": Words("Titel")},
    )
    from stemme.library import studio_queries

    before = studio_queries.draft(desk.bo.organisation_id, story_id, now=now)
    assert bo.post(f"/studio/{story_id}/", {**form_data(bo, story_id), "do": "save"}).status_code == 303
    after = studio_queries.draft(desk.bo.organisation_id, story_id, now=now)
    assert before is not None and after is not None
    assert after.content == before.content
    assert ShareText.objects.filter(story_id=story_id).count() == 2, "a second text of a tone is kept"


def test_words_audience_and_time_are_saved_and_published(
    desk: SimpleNamespace, bo: Client, cast: SimpleNamespace
) -> None:
    story_id = made(desk)
    changed = form_data(bo, story_id) | {
        "do": "publish",
        "title_nb": "Ny \u202etittel",
        "question_nb": "Hva nå?",
        "title_da": "Ny titel",
        "body_nb": "Første.\n\nAndre <script>alert(1)</script>",
        "audience_teams": [cast.grid.id],
        "new_topics": "Havvind, Drift",
        "starts_at": "2026-11-17T07:45",
        "ends_on": "2099-12-31",
    }
    answer = bo.post(f"/studio/{story_id}/", changed)
    assert answer.status_code == 303
    story = Story.objects.get(id=story_id)
    assert story.published_at is not None
    assert story.starts_at == dt.datetime(2026, 11, 17, 6, 45, tzinfo=dt.UTC), "typed in Oslo's time"
    assert story.ends_at == dt.datetime(2099, 12, 31, 23, tzinfo=dt.UTC), "the day counts in full"
    text = story.texts.get(language="nb")
    assert text.title == "Ny tittel"
    assert "script" not in text.body or "&lt;script" in text.body
    assert set(story.share_texts.values_list("tone", flat=True)) == {"personal", "question"}
    assert {topic.names["nb"] for topic in story.topics.all()} == {"Havvind", "Drift"}
    assert list(story.audience_teams.values_list("id", flat=True)) == [cast.grid.id]


def test_counting_saves_nothing(desk: SimpleNamespace, bo: Client, cast: SimpleNamespace) -> None:
    story_id = made(desk)
    data = form_data(bo, story_id) | {"do": "count", "audience_teams": [cast.wind.id], "title_nb": "Noch nicht"}
    answer = bo.post(f"/studio/{story_id}/", data)
    assert answer.status_code == 200
    assert (answer.context["reach"].reached, answer.context["reach"].everyone) == (1, 6)
    assert 'value="Noch nicht"' in answer.content.decode()
    assert Story.objects.get(id=story_id).texts.get(language="nb").title == "Siste turbin står"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_nb": "  "}, "title_nb"),
        ({"summary_sv": "Text utan titel"}, "title_sv"),
        ({"target_url": "javascript:alert(1)"}, "target_url"),
        ({"ends_on": "2020-01-01", "starts_at": "2026-01-01T00:00"}, "ends_on"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"stream": "999999"}, "stream"),
        ({"audience_teams": ["999999"]}, "audience_teams"),
    ],
)
def test_mistakes_are_named_and_nothing_typed_is_lost(
    desk: SimpleNamespace, bo: Client, changes: dict[str, object], field: str
) -> None:
    story_id = made(desk)
    data = form_data(bo, story_id) | {"do": "publish", "personal_nb": "Mine egne ord"} | changes
    answer = bo.post(f"/studio/{story_id}/", data)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Mine egne ord" in answer.content.decode()
    assert Story.objects.get(id=story_id).published_at is None
