"""The guideline check, the counts and the look at the target, on pages."""

from __future__ import annotations

import datetime as dt
import io
from types import SimpleNamespace

import pytest
from django.test import Client
from PIL import Image

from stemme.kit.tests.stage import Stage, says
from stemme.library import actions
from stemme.library import queries as library
from stemme.library.audience import Audience
from stemme.library.content import ShareWords, Words
from stemme.library.guidelines.audience_queries import reach_of
from stemme.library.models import Story
from stemme.library.reach import count, may_be_said
from stemme.library.reach_queries import story_reaching
from stemme.library.tests.writing import form_data, made
from stemme.people.crowd_queries import crowds
from stemme.people.models import Person, RoleGrant
from stemme.people.queries import team_lines
from stemme.policy.phrases import Phrase
from stemme.policy.word_actions import set_word_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def rules(cast: SimpleNamespace, now: dt.datetime) -> None:
    set_word_rules(
        actor=None, organisation_id=cast.nordlys.id, phrases=[Phrase("Prosjekt Fyrlys", never=True)], disclosure={},
        customers=["Ørsted"], now=now,
    )  # fmt: skip


def test_the_page_says_what_to_look_at_and_leads_there(desk, bo: Client, rules) -> None:
    share = (ShareWords("nb", "personal", "Vi har 214 000 kunder. Ørsted er én."),)
    story_id = made(desk, kind="job", share_texts=share)
    page = bo.get(f"/studio/{story_id}/").text
    for words in ("“Ørsted” is a customer", "“214 000 kunder” needs a source", "“vi”: nobody knows", "no last day"):
        assert words in page
    assert 'value="fix:nb"' in page and 'data-leads-to="id_personal_nb"' in page and 'id="id_personal_nb"' in page
    assert "must not stand" not in page and "No customer is named" not in page


def test_what_is_typed_is_checked_and_counted_and_not_kept(desk, bo: Client, cast, rules) -> None:
    story_id = made(desk, share_texts=())
    data = form_data(bo, story_id) | {"personal_nb": "Prosjekt Fyrlys!", "without_teams": [cast.wind.id]}
    before = Story.objects.get(id=story_id).revision
    part = bo.post(f"/studio/{story_id}/check/", data)
    assert part.status_code == 200 and "“Prosjekt Fyrlys” must not stand" in part.text
    assert 'id="reach" hx-swap-oob="innerHTML"' in part.text and f"without {cast.wind.name}" in part.text
    assert Story.objects.get(id=story_id).revision == before and not Story.objects.get(id=story_id).without_teams.all()
    nonsense = {"stream": "²", "audience_teams": ["x", "9" * 30], "for_1": "xx:", "text_1": "Hei", "kind": "\x00"}
    assert bo.post(f"/studio/{story_id}/check/", nonsense).status_code == 200


def test_without_script_the_press_shows_that_language(desk, bo: Client) -> None:
    story_id = made(desk)
    page = bo.post(f"/studio/{story_id}/", form_data(bo, story_id) | {"do": "fix:sv"})
    assert page.status_code == 200 and page.context["shown_language"] == "sv"


def test_strangers_find_nothing(desk, cast, let_in) -> None:
    story_id = made(desk)
    for name in ("eve", "cleo"):
        client = let_in(getattr(cast, name))
        for path in ("check", "target"):
            assert client.post(f"/studio/{story_id}/{path}/", {}).status_code == 404
    assert let_in(cast.bo).get(f"/studio/{story_id}/check/").status_code == 405


def test_nothing_marked_never_goes_out(desk, rules, now) -> None:
    story_id = made(desk, share_texts=(ShareWords("nb", "point", "Prosjekt Fyrlys er her."),))
    with pytest.raises(actions.StoryError, match="never_words"):
        actions.publish(actor=desk.bo, story_id=story_id, now=now)
    assert Story.objects.get(id=story_id).published_at is None


def test_the_same_story_twice_is_seen(desk, bo: Client, cast, let_in, now) -> None:
    first = made(desk, "Siste turbin på Fjellhaugen står")
    other = made(desk, "Siste turbin på Fjellhaugen står nå", target_url="https://nordlys.example/2")
    found = bo.get(f"/studio/{other}/").context["guidelines"].duplicates
    assert [(row.same, row.story_id) for row in found] == [(False, first)]
    # Somebody of another stream learns that there is one, not which; and of drafts nothing.
    RoleGrant.objects.create(
        organisation=cast.nordlys, person=cast.cleo, role="editor", stream_id=desk.hr.id, granted_by=cast.ada
    )
    mine = made(desk, "Noe annet", stream_id=desk.stream.id, texts={"nb": Words("Noe annet")})
    Story.objects.filter(id=mine).update(stream=desk.hr)
    cleo = let_in(cast.cleo)
    assert cleo.get(f"/studio/{mine}/").context["guidelines"].duplicates == ()
    actions.publish(actor=desk.bo, story_id=first, now=now)
    page = cleo.get(f"/studio/{mine}/")
    assert [(row.same, row.story_id) for row in page.context["guidelines"].duplicates] == [(True, None)]
    assert "En annen avdeling har den." in page.text and "Fjellhaugen" not in page.text


AUDIENCES = [
    lambda c: Audience(without_team_ids=frozenset({c.wind.id})),
    lambda c: Audience(without_languages=frozenset({"nb"})),
    lambda c: Audience(without_places=frozenset({"NUUK"})),
    lambda c: Audience(languages=frozenset({"nb", "da"}), without_team_ids=frozenset({c.grid.id})),
    lambda c: Audience(team_ids=frozenset({c.wind.id, c.grid.id}), places=frozenset({"bergen", "nuuk"})),
    lambda c: Audience(),
]


@pytest.mark.parametrize("audience_for", AUDIENCES)
def test_everybody_who_asks_leaves_the_same_people_out(desk, cast, now, audience_for) -> None:
    """Counts, feed, mails and sharing agree about each person."""
    audience = audience_for(cast)
    Person.objects.filter(id=cast.cleo.id).update(place="Nuuk")
    story_id = made(desk, audience=audience)
    actions.publish(actor=desk.bo, story_id=story_id, now=now)
    row = next(row for row in library.live_stories(cast.nordlys.id, now=now) if row.id == story_id)
    assert row.audience == audience
    lines = team_lines(cast.nordlys.id)
    reached = 0
    people = Person.objects.filter(organisation=cast.nordlys, joined_at__isnull=False, declined_at=None)
    for person in people.filter(deactivated_at=None):
        viewer = desk.viewer(person)
        line = lines.get(person.team_id, ())
        meant = audience.reaches(team_line=line, language=viewer.language, place=viewer.place)
        assert (story_reaching(viewer, story_id, now=now) is not None) is meant
        reached += meant
    there = count(audience, crowds(cast.nordlys.id, now=now, **audience.kinds), lines)
    assert there >= reached > 0
    assert reach_of(cast.nordlys.id, audience, (), floor=1, now=now).reached == there


def test_counts_say_nothing_about_few(cast, now) -> None:
    there = reach_of(cast.nordlys.id, Audience(), ("nb",), floor=8, now=now)
    assert there.never_shared is None and there.held_back is None and there.involved is None
    assert there.reached == there.everyone > 0 and there.left_out is None
    assert may_be_said(8, 16, 8) and may_be_said(9, 9, 8) and not may_be_said(9, 10, 8) and not may_be_said(7, 90, 8)


PAGE = """<html lang="de"><head><title>Hafen | Seite</title><link rel="canonical" href="/andere"><meta name="robots"
content="noindex">{more}</head><body><p>Text</p></body></html>"""


def test_a_look_at_the_page_it_leads_to(desk, bo: Client, internet: Stage) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(out, "PNG")
    internet.answers["/klein.png"] = says(out.getvalue(), Content_Type="image/png")
    more = '<meta property="og:image" content="/klein.png"><script>x</script>'
    internet.answers["/hafen"] = says(PAGE.format(more=more).encode(), Content_Type="text/html")
    url = f"{internet.base}/hafen"
    story_id = made(desk, target_url=url)
    assert "What is missing" not in bo.get(f"/studio/{story_id}/target/").text and not internet.asked
    page = bo.post(f"/studio/{story_id}/target/").text
    for words in (
        "og:title is missing", "og:description is missing", "The picture is small: 300 × 200", "is another one",
        "asks not to be found", "in another language: Deutsch", "is not encrypted", "small picture beside the title",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize(
    ("url", "words"),
    [("http://169.254.169.254/latest/", "private network"), ("https://no.such.invalid/", "could not reach")],
)
def test_the_look_tells_nothing_of_inner_hosts(desk, bo: Client, url, words) -> None:
    page = bo.post(f"/studio/{made(desk)}/target/", {"target_url": url})
    assert page.status_code == 200 and words in page.text and "What is missing" not in page.text


@pytest.mark.parametrize("language", ["en", "nb", "da", "sv", "de"])
def test_everybody_may_read_how_it_is_measured(client: Client, language) -> None:
    page = client.get(f"/how/readability/?lang={language}")
    assert page.status_code == 200 and "LIX" in page.text and "62" in page.text


def test_the_number_of_queries_does_not_grow(desk, bo: Client, django_assert_max_num_queries) -> None:
    story_id = made(desk)
    data = form_data(bo, story_id)
    for number in range(5):
        made(desk, f"Noe helt annet {number}", target_url=f"https://nordlys.example/a{number}")
    with django_assert_max_num_queries(28):
        bo.post(f"/studio/{story_id}/check/", data)
