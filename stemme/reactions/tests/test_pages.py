"""The pages: one's own numbers, one's own file, one's own no; and which number counts."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.people.queries import organisation, viewer
from stemme.reactions import queries
from stemme.reactions.forgetting_actions import forget_old, forget_person
from stemme.reactions.looking_actions import mark_of
from stemme.reactions.models import FromFile, NotFetched, SwitchedOff, Watched
from stemme.reactions.tests.made_workbooks import ACTIVITY, analytics
from stemme.reactions.which import Numbers, Told, told
from stemme.scores import counting
from stemme.scores.actions import count_organisation
from stemme.scores.queries import card_of
from stemme.sharing import result_actions
from stemme.sharing.queries import share_of

pytestmark = pytest.mark.django_db
NUMBER = 7389940000000000001


@pytest.fixture
def cleo(cast):
    cast.cleo.language = "en"
    cast.cleo.save()
    return cast.cleo


@pytest.fixture
def posts(cast, cleo, shared):
    """Shares of these days: on Bluesky, with numbers; on LinkedIn with an address, and without."""
    cast.now = timezone.now()
    bluesky = shared(cleo, "bluesky", "https://bsky.app/profile/cleo.example/post/3lbq7yq2nms2x")
    known = shared(cleo, "linkedin", f"{ACTIVITY}{NUMBER}", days=4)
    open_ = shared(cleo, "linkedin", days=2)
    watched = Watched.objects.create(
        organisation=cast.nordlys, person=cleo, share=bluesky, source="bluesky", address=mark_of(bluesky.post_url),
        posted_at=bluesky.shared_at, next_at=cast.now, reactions=37, comments=4, reshares=7,
        fetched_at=cast.now - dt.timedelta(hours=2),
    )  # fmt: skip
    return bluesky, known, open_, watched


def upload(days=2):
    day = (timezone.now() - dt.timedelta(days=days)).strftime("%-m/%-d/%Y")
    body = analytics(
        [(NUMBER, "1/2/2026", 31), (NUMBER + 1, day, 5), (NUMBER + 2, "1/1/2026", 8)], [(NUMBER + 1, day, 640)]
    )
    return SimpleUploadedFile("Content_2026.xlsx", body)


def test_ones_numbers_and_how_it_goes_on(cast, cleo, let_in, posts):
    client = let_in(cleo)
    page = client.get("/impact/reactions/").content.decode()
    assert "37 reactions, 4 comments, 7 reshares" in page and "fetched from Bluesky 2" in page
    assert "37 reactions" in client.get("/impact/").content.decode()
    bluesky = posts[0]
    path = f"/stories/{bluesky.story_id}/share/bluesky/fetched/"
    assert f'hx-get="{path}"' in client.get(f"/stories/{bluesky.story_id}/share/bluesky/").content.decode()
    part = client.get(path, headers={"HX-Request": "true"}).content.decode()
    assert "37 reactions" in part and "<html" not in part and "<html" in client.get(path).content.decode()
    assert let_in(cast.dan).get(path).status_code == 404
    assert "37 reactions" not in let_in(cast.dan).get("/impact/reactions/").content.decode()
    for ended, words in (("gone", "not there any more"), ("closed", "its own members only"), ("over", "thirty days"),
                         ("strange", "cannot be read")):  # fmt: skip
        Watched.objects.update(ended=ended)
        assert words in client.get(path).content.decode()


def test_the_file_is_read_shown_and_only_what_was_approved_is_kept(cast, cleo, let_in, posts):
    _bluesky, known, open_, _watched = posts
    client = let_in(cleo)
    page = client.post("/impact/linkedin/", {"file": upload()}).content.decode()
    assert "We read 3 posts" in page and "1 has nothing to do" in page and not FromFile.objects.exists()
    assert f'<option value="{known.id}" lang="en" selected>' in page, "its address says so"
    assert f'<option value="{open_.id}" lang="en">' in page, "a day only offers"
    sent = dict(re.findall(r'name="([a-z]+-\d+)" value="([^"]*)"', page))
    assert client.post("/impact/linkedin/keep/", sent).status_code == 422, "nothing chosen"
    sent |= {"share-0": str(known.id), "share-1": str(open_.id)}
    assert client.post("/impact/linkedin/keep/", sent)["Location"] == "/impact/reactions/"
    kept = dict(FromFile.objects.values_list("share_id", "engagements"))
    assert kept == {known.id: 31, open_.id: 5}
    assert FromFile.objects.get(share=open_).impressions == 640
    assert Fact.objects.filter(kind=facts.REACTIONS_REPORTED, actor_id=cleo.id).count() == 2
    page = client.get("/impact/reactions/").content.decode()
    assert "31 reactions, comments and reshares" in page and "shown 640 times" in page
    assert client.post("/impact/linkedin/forget/").status_code == 303 and not FromFile.objects.exists()


def test_what_comes_back_is_as_foreign_as_the_file(cast, cleo, let_in, posts, shared):
    _bluesky, known, open_, _watched = posts
    foreign = shared(cast.dan, "linkedin", days=2)
    day = (dt.datetime.now(ZoneInfo(cast.nordlys.time_zone)) - dt.timedelta(days=2)).date().isoformat()
    sent = {"post-0": "activity:7389940000000000009", "day-0": day, "engagements-0": "-5", "impressions-0": "9" * 30}
    client = let_in(cleo)
    for chosen in (foreign.id, known.id, 0, "x"):
        assert client.post("/impact/linkedin/keep/", sent | {"share-0": str(chosen)}).status_code == 422
    twice = {"post-1": "activity:7389940000000000008", "day-1": day, "share-0": str(open_.id), "share-1": str(open_.id)}
    assert "for two posts" in client.post("/impact/linkedin/keep/", sent | twice).content.decode()
    assert client.post("/impact/linkedin/keep/", sent | {"share-0": str(open_.id)}).status_code == 303
    row = FromFile.objects.get()
    assert (row.engagements, row.impressions) == (None, None)


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"", "is empty"), (b"a,b\n", "no Excel file"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "old Excel")],
)
def test_a_wrong_file_gets_a_clear_answer(cleo, let_in, body, words):
    answer = let_in(cleo).post("/impact/linkedin/", {"file": SimpleUploadedFile("x.xlsx", body)})
    assert answer.status_code == 422 and words in answer.content.decode()
    assert let_in(cleo).post("/impact/linkedin/", {}).status_code == 422


def test_a_no_stops_and_deletes_and_a_yes_begins_anew(cast, cleo, let_in, posts):
    client = let_in(cleo)
    assert client.post("/impact/reactions/choice/", {"on": "no"}).status_code == 303
    assert NotFetched.objects.get().person == cleo and not Watched.objects.exists()
    assert "Fetch my numbers again" in client.get("/impact/reactions/").content.decode()
    assert client.post("/impact/reactions/choice/", {"on": "yes"}).status_code == 303
    assert not NotFetched.objects.exists()
    assert client.post("/impact/reactions/choice/", {"on": "perhaps"}).status_code == 404
    assert [fact.data for fact in Fact.objects.filter(kind=facts.FETCHING_CHOSEN).order_by("id")] == [
        {"wanted": False}, {"wanted": True},
    ]  # fmt: skip


def test_an_organisation_may_switch_it_off(cast, let_in, posts):
    owner = let_in(cast.ada)
    assert owner.get("/settings/reactions/").status_code == 200
    for person in (cast.lea, cast.cleo):
        assert let_in(person).post("/settings/reactions/", {"on": "no"}).status_code == 404
    owner.post("/settings/reactions/", {"on": "no"})
    owner.post("/settings/reactions/", {"on": "no"})
    assert SwitchedOff.objects.get().organisation == cast.nordlys and Watched.objects.exists()
    assert "Your company has decided" in let_in(cast.cleo).get("/impact/reactions/").content.decode()
    owner.post("/settings/reactions/", {"on": "yes"})
    kinds = Fact.objects.filter(kind__startswith="measurement.fetching").order_by("id")
    assert [(fact.kind, fact.chained) for fact in kinds] == [(facts.FETCHING_OFF, True), (facts.FETCHING_ON, True)]


def test_one_number_counts_and_never_the_sum():
    public, typed = Numbers(3, 1, 0), Numbers(50, 9, 9)
    assert told(fetched=public, in_file=80, typed=typed) == Told(public, public=True)
    assert told(fetched=None, in_file=80, typed=typed) == Told(Numbers(80), public=False)
    assert told(fetched=None, in_file=0, typed=typed) == Told(Numbers(), public=False), "a zero is a number"
    assert told(fetched=None, in_file=None, typed=typed) == Told(typed, public=False)
    assert told(fetched=None, in_file=None, typed=None) == Told(Numbers(), public=False)


def test_the_score_takes_public_numbers_in_full_and_the_others_with_a_cap(cast, cleo, posts):
    bluesky, known, _open, _watched = posts
    me = viewer(cleo.id, scope="employee")
    for share in (bluesky, known):
        own = share_of(cast.nordlys.id, cleo.id, story_id=share.story_id, channel=share.channel)
        result_actions.report(actor=me, share=own, reactions=9000, comments=900, reshares=90, now=cast.now)
    FromFile.objects.create(organisation=cast.nordlys, person=cleo, share=known, engagements=31)
    found = queries.told_by_link(cast.nordlys.id)
    assert found[bluesky.link_id] == Told(Numbers(37, 4, 7), public=True)
    assert found[known.link_id] == Told(Numbers(31), public=False)
    known_inputs = counting.inputs(organisation(cast.nordlys.id), now=timezone.now())
    count_organisation(organisation=known_inputs.organisation, now=known_inputs.now)
    by_channel = {weighed.share.channel: weighed for weighed in card_of(cast.nordlys.id, cleo.id).whole.weighed}
    counts = by_channel["bluesky"].share.counts
    assert (counts.fetched_reactions, counts.fetched_comments, counts.reported_reactions) == (37, 4, 0)
    assert by_channel["bluesky"].engagement == pytest.approx(37 * 0.5 + 4 * 2 + 7 * 3)
    lines = [w for w in card_of(cast.nordlys.id, cleo.id).whole.weighed if w.share.counts.reported_reactions == 31]
    assert len(lines) == 1 and lines[0].engagement == pytest.approx(4.0), "at most one usual share on LinkedIn"


def test_numbers_go_after_a_year_and_with_their_person(cast, cleo, posts):
    FromFile.objects.create(organisation=cast.nordlys, person=cleo, share=posts[1], engagements=3)
    assert forget_old(now=timezone.now()) == 0
    assert forget_old(now=timezone.now() + dt.timedelta(days=366)) == 2
    NotFetched.objects.create(organisation=cast.nordlys, person=cleo)
    forget_person(organisation_id=cast.nordlys.id, person_id=cleo.id)
    assert not NotFetched.objects.exists()


def test_the_pages_ask_the_same_number_of_queries(cast, cleo, let_in, posts, shared):
    def number_of(path):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    client = let_in(cleo)
    client.get("/impact/reactions/")
    before = number_of("/impact/reactions/")
    for number in range(6):
        share = shared(cleo, "mastodon", f"https://m.example/@cleo/{number}")
        Watched.objects.create(
            organisation=cast.nordlys, person=cleo, share=share, source="mastodon", address="a", posted_at=cast.now,
            next_at=cast.now,
        )  # fmt: skip
    assert number_of("/impact/reactions/") == before
