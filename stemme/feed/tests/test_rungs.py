"""Every story can be read, reacted to, shared with a line, written about; the one next to one's place is marked."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.feed.tests.stories import make_story
from stemme.maturity import actions as maturity
from stemme.people.queries import viewer as viewer_of

pytestmark = pytest.mark.django_db

READS = {"reactions": 0, "sharing": 0, "publishing": 0}
PASSES_ON = {"reactions": 2, "sharing": 1, "publishing": 0}
WRITES = {"reactions": 4, "sharing": 3, "publishing": 4}
PLACES = [pytest.param(READS, "react"), pytest.param(PASSES_ON, "share"), pytest.param(WRITES, "write")]


def placed(person, answers: dict[str, int]) -> None:
    actor = viewer_of(person.id, scope="employee")
    assert actor
    maturity.answer(actor=actor, answers=answers, now=timezone.now())


def near(page: str) -> list[str]:
    """Where the marked links of a page lead."""
    return [link.split('"')[1] for link in page.split("<a ") if 'aria-current="step"' in link]


@pytest.mark.parametrize(("answers", "rung"), PLACES)
def test_the_rung_next_to_the_place_is_marked_and_all_lead_somewhere(
    cast: SimpleNamespace, let_in, answers: dict[str, int], rung: str
) -> None:
    story = make_story(cast, "Crane", languages=("nb", "en"))
    placed(cast.cleo, answers)
    share = f"/stories/{story.id}/share/"
    expected = {"react": story.target_url, "share": share, "write": f"{share}?start=0"}[rung]
    for address in ("/stories/", f"/stories/{story.id}/"):
        page = let_in(cast.cleo).get(address).content.decode()
        assert near(page) == [expected], address
        assert page.count("feed-rungs") == 1
        rungs = page.split("feed-rungs")[1].split("</ul>")[0]
        assert all(
            f'href="{to}"' in rungs for to in (f"/stories/{story.id}/", story.target_url, share, f"{share}?start=0")
        )
    blank = let_in(cast.cleo).get(f"{share}?start=0").content.decode()
    assert re.search(r'<textarea id="share-text"[^>]*></textarea>', blank)
    assert 'hx-get="/growth/notes/for-a-share/?story=' in blank


def test_nobody_without_a_place_is_told_what_to_do(cast: SimpleNamespace, let_in) -> None:
    story = make_story(cast, "Crane", languages=("nb", "en"))
    placed(cast.dan, PASSES_ON)
    for address in ("/stories/", f"/stories/{story.id}/"):
        assert "feed-rungs" not in let_in(cast.cleo).get(address).content.decode()
        # A mail can be forwarded.
        assert "feed-rungs" not in let_in(cast.dan, scope="suggest").get(address).content.decode()
    by_mail = let_in(cast.dan, scope="suggest").get(f"/stories/{story.id}/share/").content.decode()
    assert "/growth/" not in by_mail


def test_what_may_not_be_shared_yet_asks_for_nothing(cast: SimpleNamespace, let_in) -> None:
    story = make_story(cast, "Crane", languages=("nb", "en"))
    placed(cast.cleo, PASSES_ON)
    story.embargo_until = timezone.now() + dt.timedelta(days=300)
    story.save()
    assert "feed-rungs" not in let_in(cast.cleo).get(f"/stories/{story.id}/").content.decode()


def test_more_stories_cost_no_more_queries(cast: SimpleNamespace, let_in) -> None:
    placed(cast.cleo, PASSES_ON)
    make_story(cast, "One")
    client = let_in(cast.cleo)
    client.get("/stories/")
    client.get("/stories/")
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get("/stories/")
        counts.append(sum("maturity_storedplace" in query["sql"] for query in captured))
        make_story(cast, f"More {number}")
    assert counts == [1, 1]
