import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.jobs.models import Job
from stemme.jobs.worker import run_everything_due
from stemme.journal.models import Fact
from stemme.library import actions as library
from stemme.library.models import ShareText, Story, StoryText, Stream
from stemme.links.models import LinkTarget, TrackedLink
from stemme.people import queries as people
from stemme.sharing import actions
from stemme.sharing.models import Share


@pytest.fixture
def story(cast):
    now = timezone.now()
    made = Story.objects.create(
        organisation=cast.nordlys,
        stream=Stream.objects.create(organisation=cast.nordlys, name="Communications"),
        language="nb",
        target_url="https://nordlys.example/nb/turbin",
        created_at=now,
        published_at=now,
        starts_at=now - dt.timedelta(hours=1),
    )
    for code, title in (("nb", "Siste turbin"), ("en", "The last turbine")):
        StoryText.objects.create(story=made, language=code, title=title, summary="Tre vintre.")
    ShareText.objects.create(story=made, language="nb", tone="personal", text="Jeg jobber i Nordlys Energi.")
    return made


def send(client, story, **data):
    return client.post(f"/stories/{story.id}/share/", {"channel": "linkedin", "language": "nb", "counted": "1"} | data)


def test_the_sheet_shows_the_words_and_changes_nothing(cast, let_in, story):
    page = let_in(cast.cleo).get(f"/stories/{story.id}/share/")
    assert page.status_code == 200
    assert "Jeg jobber i Nordlys Energi." in page.content.decode()
    assert not TrackedLink.objects.exists()
    assert not Share.objects.exists()


@pytest.mark.parametrize("scope", ["suggest", "employee"])
def test_one_press_makes_link_share_and_fact(cast, let_in, story, scope):
    page = send(let_in(cast.cleo, scope), story, text="Mine egne ord.")
    assert page.status_code == 200
    share = Share.objects.get()
    assert (share.person, share.channel, share.own_words) == (cast.cleo, "linkedin", True)
    assert f"/s/{share.link.code}" in page.content.decode()
    assert "linkedin.com/sharing/share-offsite" in page.content.decode()
    assert Fact.objects.filter(kind="story.shared", subject_id=story.id, actor_id=cast.cleo.id).count() == 1


def test_pressing_twice_is_one_share(cast, let_in, story):
    client = let_in(cast.cleo)
    send(client, story, text="a")
    send(client, story, text="b")
    assert Share.objects.count() == TrackedLink.objects.count() == 1
    assert Fact.objects.filter(kind="story.shared").count() == 1
    send(client, story, channel="bluesky")
    assert Share.objects.count() == TrackedLink.objects.count() == 2


def test_words_are_not_kept(cast, let_in, story):
    send(let_in(cast.cleo), story, text="Zanzibarske hemmeligheter")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "Zanzibarske" not in str(cursor.fetchall())


def test_starting_words_are_not_ones_own(cast, let_in, story):
    send(let_in(cast.cleo), story, text="Jeg jobber i Nordlys Energi.")
    assert not Share.objects.get().own_words


def test_without_counting(cast, let_in, story):
    client = let_in(cast.cleo)
    client.post(f"/stories/{story.id}/share/", {"channel": "linkedin", "language": "nb"})
    assert not TrackedLink.objects.get().counted
    send(client, story)
    assert TrackedLink.objects.get().counted


def test_the_sheet_knows_the_link_there_is_and_whether_it_counts(cast, let_in, story):
    client = let_in(cast.cleo)
    client.post(f"/stories/{story.id}/share/", {"channel": "bluesky", "language": "nb"})
    address = f"/s/{TrackedLink.objects.get().code}"
    again = client.get(f"/stories/{story.id}/share/?channel=bluesky")
    assert address in again.content.decode()
    assert not again.context["counted"]
    assert client.get(f"/stories/{story.id}/share/?channel=xing").context["counted"]
    assert address not in let_in(cast.dan).get(f"/stories/{story.id}/share/").content.decode()


def test_line_ends_arrive_as_networks_want_them(cast, let_in, story):
    page = send(let_in(cast.cleo), story, channel="threads", text="En\r\nto")
    assert "text=En%0Ato&amp;url=" in page.content.decode()


def test_mastodon_needs_a_server_and_nothing_is_lost(cast, let_in, story):
    client = let_in(cast.cleo)
    page = send(client, story, channel="mastodon", text="Mine ord")
    assert page.status_code == 422
    assert "Mine ord" in page.content.decode()
    assert not Share.objects.exists()
    page = send(client, story, channel="mastodon", text="Mine ord", host="nowhere")
    assert "nowhere" in page.content.decode()
    assert page.status_code == 422
    page = send(client, story, channel="mastodon", text="Mine ord", host="https://snabelen.no/@me")
    assert "https://snabelen.no/share?text=Mine%20ord" in page.content.decode()


def test_a_server_matters_to_mastodon_alone(cast, let_in, story):
    assert send(let_in(cast.cleo), story, channel="copy", host="nowhere").status_code == 200


def test_under_embargo_it_can_be_read_and_not_shared(cast, let_in, story):
    Story.objects.update(embargo_until=timezone.now() + dt.timedelta(days=1))
    client = let_in(cast.cleo)
    assert client.get(f"/stories/{story.id}/share/").status_code == 200
    assert send(client, story).status_code == 409
    assert not Share.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
        {"ends_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
        {"published_at": None},
        {"audience_languages": ["de"]},
    ],
)
def test_what_is_not_there_for_somebody_is_a_404(cast, let_in, story, change):
    Story.objects.update(**change)
    assert let_in(cast.cleo).get(f"/stories/{story.id}/share/").status_code == 404


def test_a_stranger_finds_nothing(cast, let_in, story):
    eve = let_in(cast.eve)
    send(let_in(cast.cleo), story)
    assert eve.get(f"/stories/{story.id}/share/").status_code == 404
    assert send(eve, story).status_code == 404
    assert eve.get(f"/stories/{story.id}/share/linkedin/qr.svg").status_code == 404
    assert let_in(cast.dan).get(f"/stories/{story.id}/share/linkedin/qr.svg").status_code == 404


def test_the_qr_code_leads_to_ones_own_link(cast, let_in, story):
    client = let_in(cast.cleo)
    assert client.get(f"/stories/{story.id}/share/qr/qr.svg").status_code == 404
    send(client, story, channel="qr")
    svg = client.get(f"/stories/{story.id}/share/qr/qr.svg")
    assert svg.headers["Content-Type"] == "image/svg+xml"
    png = client.get(f"/stories/{story.id}/share/qr/qr.png?download")
    assert png.content.startswith(b"\x89PNG")
    assert "attachment" in png.headers["Content-Disposition"]
    assert client.get(f"/stories/{story.id}/share/qr/qr.exe").status_code == 404


def test_links_follow_their_story(cast, let_in, story):
    send(let_in(cast.cleo), story)
    viewer = let_in(cast.bo)
    assert viewer
    from django.db import transaction

    from stemme.journal import facts
    from stemme.journal.actions import record

    def note(kind):
        with transaction.atomic():
            record(kind, organisation_id=cast.nordlys.id, actor_id=cast.bo.id, subject_id=story.id, at=timezone.now())

    StoryText.objects.filter(language="nb").update(title="Ny tittel")
    Story.objects.update(target_url="https://nordlys.example/nb/ny")
    note(facts.STORY_CHANGED)
    assert actions.follow_stories(now=timezone.now()) == 1
    target = LinkTarget.objects.get()
    assert (target.title, target.url) == ("Ny tittel", "https://nordlys.example/nb/ny")
    Story.objects.update(withdrawn_at=timezone.now())
    note(facts.STORY_WITHDRAWN)
    actions.follow_stories(now=timezone.now())
    assert LinkTarget.objects.get().withdrawn_at
    Story.objects.update(withdrawn_at=None)
    note(facts.STORY_PUBLISHED)
    actions.follow_stories(now=timezone.now())
    assert LinkTarget.objects.get().withdrawn_at is None
    assert actions.follow_stories(now=timezone.now()) == 0


def test_withdrawing_and_restoring_wake_the_worker(cast, let_in, story):
    send(let_in(cast.cleo), story)
    bo = let_in(cast.bo)
    for address, gone in (("withdraw", True), ("", False), ("withdraw", True)):
        Job.objects.all().delete()
        if address:
            bo.post(f"/studio/{story.id}/withdraw/")
        else:
            library.publish(actor=people.viewer(cast.bo.id, scope="employee"), story_id=story.id, now=timezone.now())
        assert [job.task for job in Job.objects.all()] == ["stemme.sharing.jobs.follow_stories"]
        assert run_everything_due() == 1
        assert bool(LinkTarget.objects.get().withdrawn_at) is gone


def test_two_followers_at_once_read_each_fact_once(cast, let_in, story):
    send(let_in(cast.cleo), story)
    library.withdraw(actor=people.viewer(cast.bo.id, scope="employee"), story_id=story.id, now=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        assert actions.follow_stories(now=timezone.now()) == 1
    held = [query["sql"] for query in asked if '"journal_cursor"' in query["sql"] and "SELECT" in query["sql"]]
    if connection.vendor == "postgresql":
        assert any("FOR UPDATE" in sql for sql in held)
    assert actions.follow_stories(now=timezone.now()) == 0


def test_the_number_of_queries_does_not_grow(cast, let_in, story):
    client = let_in(cast.cleo)

    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries_made:
            client.get(f"/stories/{story.id}/share/")
        return len(queries_made)

    count()  # The first page of a visit notes the browser.
    before = count()
    for number in range(5):
        ShareText.objects.create(story=story, language="nb", tone="point", text=f"Tekst {number}")
    assert count() == before


def test_wrong_methods(cast, let_in, story):
    assert let_in(cast.cleo).put(f"/stories/{story.id}/share/").status_code == 405
    assert let_in(cast.cleo).post(f"/stories/{story.id}/share/qr/qr.svg").status_code == 405


def test_another_language_for_the_words_leaves_the_page_in_ones_own(cast, let_in, story):
    page = let_in(cast.cleo).get(f"/stories/{story.id}/share/?in=en")
    assert page.context["sheet"].language == "en"
    assert '<html lang="nb"' in page.content.decode()


def test_script_knows_what_opens_where(cast, let_in, story):
    page = let_in(cast.cleo).get(f"/stories/{story.id}/share/").content.decode()
    tiles = dict(re.findall(r'name="channel" value="(\w+)".*?data-opens="(\w*)"', page))
    assert (tiles["linkedin"], tiles["mail"], tiles["copy"]) == ("tab", "here", "")
