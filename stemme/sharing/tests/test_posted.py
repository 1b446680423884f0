"""Did you post it? Asked kindly, at most so often; the answers, the address of the post, and taking them back."""

import datetime as dt

import pytest
from django.utils import timezone

from stemme.journal.models import Fact
from stemme.library.models import Story, StoryText, Stream
from stemme.people.queries import viewer
from stemme.sharing import actions, forgetting_actions, posted_actions, posted_queries
from stemme.sharing.asking import question_for
from stemme.sharing.models import Share
from stemme.sharing.post_addresses import AddressError
from stemme.sharing.posted_queries import share_to_ask_about

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
POST = "https://www.linkedin.com/feed/update/urn:li:activity:7138"


@pytest.fixture
def shares(cast, now):
    """``shares(channel, …)``: Cleo shares a story of its own there."""

    def share(channel="linkedin", *, at=now, title="Siste turbin"):
        stream, _ = Stream.objects.get_or_create(organisation=cast.nordlys, name="Communications")
        story = Story.objects.create(
            organisation=cast.nordlys, stream=stream, language="nb", target_url="https://nordlys.example/nb/turbin",
            published_at=now, starts_at=now - 40 * DAY,
        )  # fmt: skip
        StoryText.objects.create(story=story, language="nb", title=title, summary="Tre vintre.")
        cleo = viewer(cast.cleo.id, scope="employee")
        return actions.share(viewer=cleo, story_id=story.id, channel=channel, language="nb", own_words=True, now=at)

    return share


@pytest.fixture
def cleo(cast):
    return viewer(cast.cleo.id, scope="employee")


def of(share):
    return Share.objects.get(id=share.id)


def asked(cast, now):
    found = share_to_ask_about(cast.nordlys.id, cast.cleo.id, now=now)
    return found and found.id


def answer(client, share, **sent):
    return client.post(f"/stories/{share.story_id}/share/{share.channel}/posted/", sent)


def test_the_newest_share_on_a_network_is_asked_about_and_only_for_two_weeks(cast, now, shares):
    first, second = shares("linkedin"), shares("x", at=now + DAY)
    shares("mail", at=now + 2 * DAY)
    shares("copy", at=now + 2 * DAY)
    assert asked(cast, now + 2 * DAY) == second.id, "a mail and a copied link are nobody's post"
    assert asked(cast, now + 14 * DAY + DAY / 2) == second.id
    assert asked(cast, now + 16 * DAY) is None
    Share.objects.filter(id=second.id).delete()
    assert asked(cast, now + 13 * DAY) == first.id


def test_later_asks_again_after_a_day_twice_and_then_never(cast, now, shares, cleo):
    share, moment = shares(), now
    for _ in range(3):
        assert asked(cast, moment) == share.id
        posted_actions.put_off(actor=cleo, share=share, now=moment)
        assert asked(cast, moment + DAY / 2) is None
        moment += DAY
    assert asked(cast, moment) is None


def test_yes_no_and_a_slip(cast, now, shares, cleo):
    share = shares()
    posted_actions.say_posted(actor=cleo, share=share, posted=True, url=POST, now=now)
    assert (of(share).posted, of(share).post_url, of(share).answered_at) == (True, POST, now)
    posted_actions.say_posted(actor=cleo, share=share, posted=True, now=now)
    assert of(share).post_url == POST, "a second yes does not take the address away"
    posted_actions.say_posted(actor=cleo, share=share, posted=False, now=now)
    assert (of(share).posted, of(share).post_url) == (False, "")
    assert asked(cast, now + DAY) is None, "a no is respected"
    posted_actions.take_back(actor=cleo, share=share, now=now)
    assert (of(share).posted, of(share).answered_at) == (None, None)
    assert asked(cast, now + DAY) == share.id


@pytest.mark.parametrize("url", ["https://elsewhere.example/post", "http://linkedin.com/p", "https://linkedin.com/"])
def test_a_wrong_address_notes_nothing(now, shares, cleo, url):
    share = shares()
    with pytest.raises(AddressError):
        posted_actions.say_posted(actor=cleo, share=share, posted=True, url=url, now=now)
    assert of(share).posted is None
    assert not Fact.objects.filter(kind="share.posted").exists()


def test_nobody_else_can_answer(cast, now, shares, let_in):
    share = shares()
    for other in (cast.dan, cast.ada, cast.eve):
        assert answer(let_in(other), share, answer="yes").status_code == 404
    posted_actions.say_posted(actor=viewer(cast.dan.id, scope="employee"), share=share, posted=True, now=now)
    assert of(share).posted is None


def test_the_strip_stands_on_the_next_visits_and_leads_back(cast, shares, let_in):
    now = timezone.now()
    share, client = shares(at=now), let_in(cast.cleo)
    Story.objects.filter(id=share.story_id).update(starts_at=now - DAY)
    address = f"/stories/{share.story_id}/share/linkedin/posted/"
    for page in ("/stories/", "/impact/"):
        text = client.get(page).content.decode()
        assert address in text and "Siste turbin" in text
        assert text.count('method="post"') == text.count("csrfmiddlewaretoken"), "every form can be sent"
    client.get("/stories/"), client.get("/stories/?said=999"), client.head("/stories/")
    assert (of(share).posted, of(share).put_off) == (None, 0), "looking answers nothing"
    there = answer(client, share, answer="yes", page="impact")
    assert (there.status_code, there["Location"]) == (303, f"/impact/?said={share.id}#said")
    thanks = client.get(there["Location"]).content.decode()
    assert 'value="slip"' in thanks and 'name="url"' in thanks
    assert thanks.count('method="post"') == thanks.count("csrfmiddlewaretoken")
    assert address not in client.get("/impact/").content.decode(), "asked once"
    assert answer(client, share, answer="slip", page="stories")["Location"] == "/stories/"
    assert of(share).posted is None


def test_a_wrong_address_is_said_and_what_was_typed_stays(cast, shares, let_in):
    share, client = shares(), let_in(cast.cleo)
    wrong = answer(client, share, answer="yes", url="https://x.com/me/1", page="stories")
    assert wrong.status_code == 422
    assert 'value="https://x.com/me/1"' in wrong.content.decode()
    assert "LinkedIn" in wrong.content.decode()
    assert of(share).posted is None
    assert answer(client, share, answer="yes", url=POST, page="link").status_code == 303
    assert of(share).post_url == POST
    assert POST in client.get(f"/stories/{share.story_id}/share/linkedin/").content.decode()


def test_only_a_post_answers(cast, shares, let_in):
    share, client = shares(), let_in(cast.cleo)
    assert client.get(f"/stories/{share.story_id}/share/linkedin/posted/?answer=yes").status_code == 405
    answer(client, share, answer="whatever")
    assert of(share).posted is None


def test_the_question_takes_three_queries_at_most(cast, now, shares, cleo, django_assert_max_num_queries):
    for n in range(5):
        shares("linkedin", at=now + n * DAY)
    with django_assert_max_num_queries(3):
        found = question_for(cleo, "12345", now=now + 6 * DAY)
    assert found is not None and not found.answered


def test_posts_with_an_address_are_those_of_people_who_are_known(cast, now, shares, cleo):
    share, other = shares(), shares("bluesky")
    posted_actions.say_posted(actor=cleo, share=share, posted=True, url=POST, now=now)
    posted_actions.say_posted(actor=cleo, share=other, posted=True, now=now)
    found = posted_queries.posts_with_address()
    assert found == posted_queries.posts_with_address(cast.nordlys.id)
    assert [(p.share_id, p.person_id, p.channel, p.url, p.posted_at) for p in found] == [
        (share.id, cast.cleo.id, "linkedin", POST, now)
    ]
    assert posted_queries.posts_with_address(cast.other.id) == []


def test_the_address_goes_with_the_name_and_after_a_year(cast, now, shares, cleo):
    erased, aged = shares(), shares("x")
    posted_actions.say_posted(actor=cleo, share=aged, posted=True, url="https://x.com/cleo/status/1", now=now)
    forgetting_actions.forget_old(now=now + 400 * DAY)
    row = of(aged)
    assert (row.person_id, row.post_url, row.answered_at, row.posted) == (None, "", None, True)
    Share.objects.filter(id=erased.id).update(person=cast.cleo, nobody=None, aged=False)
    posted_actions.say_posted(actor=cleo, share=erased, posted=True, url=POST, now=now)
    assert of(erased).post_url == POST
    forgetting_actions.forget_person(organisation_id=cast.nordlys.id, person_id=cast.cleo.id, lot=-5)
    row = of(erased)
    assert (row.person_id, row.post_url, row.answered_at, row.posted) == (None, "", None, True)
