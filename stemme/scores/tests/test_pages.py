"""The pages: for oneself alone, with the numbers of the pure functions, in five languages, without JavaScript."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.formats import number_format

from stemme.kit.languages import CODES
from stemme.scores import example, outlook, sheets
from stemme.scores.formula import quality_of
from stemme.scores.parts import by, in_whole_points, shown
from stemme.scores.queries import card_of
from stemme.scores.wording import change_sentence

pytestmark = pytest.mark.django_db
OWN, HOW = "/impact/score/", "/how/score/"


def words(response):
    assert response.status_code == 200
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", response.content.decode())
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


@pytest.fixture
def shared(cast, share, come, count, tell):
    """Cleo shared four stories, one of them on two channels."""
    both = tell("A heat pump for Vestelva")
    come(share(cast.cleo, days=9, story=both), 9)
    come(share(cast.cleo, days=20, story=both, channel="x"), 2)
    for days, number in ((30, 4), (50, 1), (90, 6)):
        come(share(cast.cleo, days=days), number)
    count()
    return card_of(cast.nordlys.id, cast.cleo.id)


def test_the_page_shows_the_numbers_of_the_formula(cast, shared, let_in):
    text = words(let_in(cast.cleo).get(OWN))
    assert f"{shared.score} = 1 + 99 ×" in text
    points = in_whole_points(by(shared.whole, lambda one: one.share.channel), shared.exact)
    assert 1 + sum(points.values()) == shared.score
    for channel, name in (("linkedin", "LinkedIn"), ("x", "X")):
        assert f"{name} {points[channel]} " in text
    assert "A heat pump for Vestelva" in text


def test_every_table_adds_up_to_the_score(cast, shared):
    tables = (sheets.by_story(shared.whole, {}), sheets.by_channel(shared.whole), sheets.kinds_table(shared.whole))
    for table in tables:
        assert table.everybody + sum(row.points for row in table.rows) == table.total == shared.score
    rows, rest = sheets.by_share(shared.whole, {}, today=dt.date(2026, 11, 12))
    assert rest is None
    assert 1 + sum(row.points for row in rows) == shared.score
    assert sorted(row.visitors for row in rows) == [1, 2, 4, 6, 9]


def test_what_would_change_it_is_worked_out(cast, shared, let_in):
    text = words(let_in(cast.cleo).get(OWN))
    with translation.override(cast.cleo.language):
        for change in outlook.outlook(shared.shares, shared.baselines):
            assert f"{change_sentence(change)} {change.score} (" in text


def test_looking_back_without_javascript(cast, shared, let_in, now):
    client = let_in(cast.cleo)
    day = (now - dt.timedelta(days=25)).date()
    text = words(client.get(OWN, {"on": day.isoformat()}))
    page = client.get(OWN, {"on": day.isoformat()}).content.decode()
    then = re.search(r'(?s)id="score-then".*?</div>', page).group()
    assert f"?on={day - dt.timedelta(weeks=1)}" in then
    assert f"?on={day + dt.timedelta(weeks=1)}" in then
    assert str(shared.score) in text, "the score of today stays where it is"
    assert 'name="week" min="0" max="52"' in page
    assert 'value="48"' in page
    assert client.get(OWN, {"week": "48"}).status_code == 200
    assert client.get(OWN, {"on": "nonsense", "week": "x"}).status_code == 200


def test_looking_back_shows_what_was_written_down(cast, shared, share, come, count, let_in, now):
    come(share(cast.cleo, days=8), 30)
    count(7)
    newer = card_of(cast.nordlys.id, cast.cleo.id)
    assert newer.score > shared.score
    part = let_in(cast.cleo).get(OWN, {"on": now.date().isoformat()}, headers={"HX-Request": "true"})
    assert part.content.decode().strip().startswith('<div id="score-then"')
    assert f": {shared.score}." in words(part)


def test_nobody_else_sees_it(cast, shared, let_in, client):
    for other in (cast.ada, cast.lea, cast.ana, cast.dan, cast.eve):
        response = let_in(other).get(OWN)
        assert "A heat pump" not in words(response)
        assert "score-dial" not in response.content.decode()
    assert client.get(OWN).status_code == 302
    assert let_in(cast.cleo, "suggest").get(OWN).status_code == 403


def test_nothing_yet_is_kind(cast, share, let_in, count):
    count()
    text = words(let_in(cast.ada).get(OWN))
    assert "There is no number yet" in text
    assert "Reading along is fine as well." in text
    share(cast.ada, counted=False)
    count()
    assert "If you do not have them counted, there is no score, and that is fine." in words(let_in(cast.ada).get(OWN))


def test_a_thin_score_is_called_provisional(cast, share, come, count, let_in):
    come(share(cast.ada), 5)
    count()
    assert "Provisional." in words(let_in(cast.ada).get(OWN))


def test_more_shares_need_no_more_queries(cast, shared, share, come, count, let_in):
    client = let_in(cast.cleo)
    client.get(OWN)
    with CaptureQueriesContext(connection) as few:
        client.get(OWN)
    for number in range(30):
        come(share(cast.cleo, days=10 + number), number)
    count()
    with CaptureQueriesContext(connection) as many:
        page = client.get(OWN)
    assert len(many) <= len(few)
    assert "(15)" in words(page), "the rows beyond twenty are put together"


@pytest.mark.parametrize("code", CODES)
def test_the_published_rules_show_the_codes_own_numbers(client, code):
    text = words(client.get(HOW, {"lang": code}))
    found = example.example()
    with translation.override(code):
        points = in_whole_points({place: one.part for place, one in enumerate(found.weighed)}, found.value)
        for place, one in enumerate(found.weighed):
            assert number_format(one.relative, 2) in text
            assert str(points[place]) in text
        assert f"{shown(found.value)} = 1 + 99 ×" in text
        assert number_format(99 / 5, 1) in text
        assert number_format(0.25) in text
        assert f"{quality_of(3):.0%}".rstrip("%") in text
    assert ("The formula" in text) == (code == "en")


def test_the_rules_are_open_and_the_own_page_leads_there(client, cast, shared, let_in):
    assert client.get(HOW).status_code == 200
    assert f'href="{HOW}"' in let_in(cast.cleo).get(OWN).content.decode()
    assert f'href="{HOW}"' in let_in(cast.ada).get(OWN).content.decode()
